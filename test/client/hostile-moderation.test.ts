import { generateIdentity, type Rng } from "@openfranking/franking";
import {
  answerSchema,
  decodeAs,
  encodeAs,
  generateIntakePair,
  type IntakeKey,
  moderationRoutes,
  openReport,
  type Parsed,
  reportDigest,
  reportSchema,
  type SignedReceipt,
  sealAnswer,
  signIntakeKey,
  signReceipt,
} from "@openfranking/protocol";
import { describe, expect, test } from "vitest";
import { type Asked, answering, changing, isFor, type Tap } from "./network.ts";
import { adaAndBen, nameOf, read, say, selection, type Two } from "./world.ts";

const rng: Rng = (size) => crypto.getRandomValues(new Uint8Array(size));
const relay = generateIdentity(rng);
const moderation = generateIdentity(rng);
const stranger = generateIdentity(rng);

/** Ada and Ben, and the secrets of the moderation that their relay names. */
const withItsSecrets = () => adaAndBen({}, { identities: { relay, moderation } });

type Info = Parsed<typeof moderationRoutes.info.response>;

/** Ada's report of what Ben wrote, to a moderation that says this of itself; the sealed reports that left her. */
async function reportTo(
  { ada, ben, id, ways }: Two,
  said: (info: Info) => Info,
  answer: Tap = ({ goOn }) => goOn(),
) {
  await say(ben, id, "I know where you live");
  await ada.sync();
  const name = nameOf(ada, id, "I know where you live");
  const prepared = await ada.prepareReport(selection(id, [name]));
  const sent: Asked[] = [];
  ways.ada.tap = (asked) => {
    if (!isFor(moderationRoutes.submitReport, asked)) return changing(moderationRoutes.info, said)(asked);
    sent.push(asked);
    return answer(asked);
  };
  return { report: prepared, sent };
}

describe("a report is sealed to nobody", () => {
  const publicKey = rng(32);
  const lies: readonly (readonly [who: string, code: string, say: (info: Info) => Info])[] = [
    [
      "who stands on the way and puts in a key of their own",
      "not-sealed",
      (info) => ({ ...info, intakeKey: { ...info.intakeKey, publicKey } }),
    ],
    [
      "who stands on the way and signs a key of their own",
      "not-sealed",
      (info) => ({ ...info, intakeKey: signIntakeKey({ ...info.intakeKey, publicKey }, stranger.secretKey) }),
    ],
    [
      "who passes for the moderation that was pinned",
      "relay-changed",
      (info) => ({
        ...info,
        identityKey: stranger.publicKey,
        intakeKey: signIntakeKey({ ...info.intakeKey, publicKey }, stranger.secretKey),
      }),
    ],
    [
      "who has the pinned moderation's key and another name",
      "relay-changed",
      (info) => ({
        ...info,
        moderation: "another.example",
        intakeKey: signed(info, { moderation: "another.example" }),
      }),
    ],
    [
      "by the moderation, in another's name",
      "not-sealed",
      (info) => ({ ...info, intakeKey: signed(info, { moderation: "another.example" }) }),
    ],
    [
      "by the moderation, whose key is over",
      "not-sealed",
      (info) => ({ ...info, intakeKey: signed(info, { notAfter: Date.now() - 1 }) }),
    ],
  ];

  function signed({ intakeKey }: Info, changes: Partial<IntakeKey>): IntakeKey {
    return signIntakeKey({ ...intakeKey, ...changes }, moderation.secretKey);
  }

  test.each(lies)("%s", async (_, code, lie) => {
    const { report, sent } = await reportTo(await withItsSecrets(), lie);
    await expect(report.submit()).rejects.toMatchObject({ code });
    expect(sent).toEqual([]);
  });
});

describe("a moderation that holds its keys and misbehaves", () => {
  /** Opens what is sealed to it, as the real one does, and gives this receipt. */
  async function receiptFrom(two: Two, receipt: (digest: Uint8Array) => SignedReceipt) {
    const { publicKey, secretKey } = await generateIntakePair();
    let intakeKey: IntakeKey | null = null;
    return reportTo(
      two,
      (info) => {
        intakeKey = signIntakeKey({ ...info.intakeKey, publicKey }, moderation.secretKey);
        return { ...info, intakeKey };
      },
      answering(moderationRoutes.submitReport, async ({ body }) => {
        if (intakeKey === null) throw new Error("nobody asked for the key");
        const sealed = decodeAs(moderationRoutes.submitReport.request, body);
        const opened = await openReport(sealed, intakeKey, secretKey);
        if (opened === null) throw new Error("not sealed to the key");
        const digest = reportDigest(decodeAs(reportSchema, opened.encoded));
        const answer = { receipt: receipt(digest), receiptSecret: rng(32), verdicts: [] };
        return { answer: await sealAnswer(encodeAs(answerSchema, answer), opened.responseKey) };
      }),
    );
  }

  const fields = { moderation: "moderation.example", reportNumber: "R-1", receivedAt: 1_800_000_000_000 };
  const honest = (digest: Uint8Array) => signReceipt({ ...fields, digest }, moderation.secretKey);

  test("can give a receipt that holds", async () => {
    const two = await withItsSecrets();
    const { report } = await receiptFrom(two, honest);
    const summary = await report.submit();
    expect(summary.reportNumber).toBe("R-1");
    expect(await two.ada.reports()).toEqual([summary]);
  });

  test.each<[string, (digest: Uint8Array) => SignedReceipt]>([
    ["signed by somebody else", (digest) => signReceipt({ ...fields, digest }, stranger.secretKey)],
    ["with another number than was signed", (digest) => ({ ...honest(digest), reportNumber: "R-2" })],
    ["with another time than was signed", (digest) => ({ ...honest(digest), receivedAt: 1 })],
    ["with another report than was signed", (digest) => ({ ...honest(rng(32)), digest })],
    ["of another report", () => honest(rng(32))],
    [
      "in another moderation's name",
      (digest) => signReceipt({ ...fields, moderation: "another.example", digest }, moderation.secretKey),
    ],
  ])("cannot give one %s", async (_, receipt) => {
    const two = await withItsSecrets();
    const { report } = await receiptFrom(two, receipt);
    await expect(report.submit()).rejects.toMatchObject({ code: "receipt-wrong" });
    expect(await two.ada.reports()).toEqual([]);
  });

  test("cannot give an answer that does not open", async () => {
    const two = await withItsSecrets();
    const sealed = answering(moderationRoutes.submitReport, () => ({ answer: rng(400) }));
    const { report } = await reportTo(two, (info) => info, sealed);
    await expect(report.submit()).rejects.toMatchObject({ code: "receipt-wrong" });
    expect(await two.ada.reports()).toEqual([]);
  });

  test("proves no stamp by leaving its answer out", async () => {
    const { ada, ben, id, ways } = await withItsSecrets();
    await say(ben, id, "stamped");
    await ada.sync();
    ways.ada.tap = answering(moderationRoutes.checkStamps, () => ({ good: [] }));
    expect(await ada.checkStamps()).toMatchObject([{ good: false }]);
    expect(read(ada, id)).toEqual(["stamped"]);
  });
});
