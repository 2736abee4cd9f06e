import type { Client } from "@openfranking/client";
import { decode, type Field, hex, merkleV1, schemes, unhex } from "@openfranking/franking";
import { encodeAs, type Report, type ReportItem, reportSchema } from "@openfranking/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accountOf, nameOf, syncAll } from "../client/world.ts";
import { frankAnything } from "./franker.ts";
import { benAnswers, conversationOfAll, openStage, type Stage } from "./genuine.ts";
import { honestItem, honestReport, type Named, postReport, verdictsOf } from "./hostile-reporter.ts";
import { readItem, writeItem } from "./items.ts";
import { type Path, withPart } from "./parts.ts";

const rng = (size: number) => crypto.getRandomValues(new Uint8Array(size));

let stage: Stage;
let conversation: string;
beforeAll(async () => {
  stage = await openStage();
  conversation = await conversationOfAll(stage);
});
afterAll(() => stage.close());

async function says(
  by: Client,
  content: string | readonly Field[],
  refs: { rel: "reply"; commitment: Uint8Array }[] = [],
): Promise<Named> {
  const { commitment } = await by.conversation(conversation).send(content, { refs });
  await syncAll(stage.ada, stage.ben, stage.cleo);
  return { conversation, commitment };
}

async function verdicts(report: Report, items: readonly ReportItem[]): Promise<string[]> {
  return verdictsOf(stage.world, stage.rosa, report, items);
}

describe("a reply", () => {
  test("is not moved to another question", async () => {
    const { ada, ben, cleo, rosa, world } = stage;
    const asked = await says(ada, "shall we meet?");
    const other = await says(ada, "did you take the money?");
    const reply = await says(ben, "yes", [{ rel: "reply", commitment: unhex(asked.commitment) }]);
    const findingsOf = async (question: Named) => {
      const items = [await honestItem(cleo, question), await honestItem(cleo, reply)];
      const encoded = encodeAs(reportSchema, { ...(await honestReport(cleo, reply)), items });
      const { receipt } = await postReport(world.moderationUrl, encoded);
      const params = { reportNumber: receipt.reportNumber };
      await rosa.api.claim({ params });
      return (await rosa.api.openEvidence({ params })).findings;
    };
    expect(await findingsOf(asked)).toContain("refers");
    expect(await findingsOf(other)).toContain("refers-to-undisclosed");
    const moved = withPart(readItem(await honestItem(cleo, reply)), ["header", "refs", 0, "commitment"], () =>
      unhex(other.commitment),
    );
    expect(await verdicts(await honestReport(cleo, reply), [writeItem(merkleV1.id, moved)])).toEqual([
      "failed(commitment)",
    ]);
  });
});

const everything: readonly Field[] = [
  ["attachments/0/bytes", 7],
  ["attachments/0/commitment", new Uint8Array(32)],
  ["attachments/0/mediaType", "image/png"],
  ["attachments/0/name", "a.png"],
  ["forwarded", true],
  ["quote/author", "cleo"],
  ["quote/text", "I will find you"],
  ["sentAt", 1_800_000_000_000],
  ["text", "look what she wrote"],
];

describe("a partial opening", () => {
  const pathsOf = (fields: readonly Field[]) => fields.map(([path]) => path);
  const shown = pathsOf(everything.slice(0, -1));
  let message: Named;
  let item: unknown;
  beforeAll(async () => {
    message = await says(stage.ben, everything);
    item = readItem(await honestItem(stage.ada, message, { open: { paths: shown } }));
  });

  test("does not hide that text is a quote or was forwarded, nor a part of an attachment", async () => {
    const hiding = shown.map((_, i) =>
      writeItem(
        merkleV1.id,
        withPart(item, ["opening", "fields", i], () => undefined),
      ),
    );
    const found = await verdicts(await honestReport(stage.ada, message), hiding);
    expect(Object.fromEntries(shown.map((path, i) => [path, found[i]]))).toEqual({
      "attachments/0/bytes": "failed(must-open)",
      "attachments/0/commitment": "failed(must-open)",
      "attachments/0/mediaType": "failed(must-open)",
      "attachments/0/name": "failed(must-open)",
      forwarded: "failed(must-open)",
      "quote/author": "failed(must-open)",
      "quote/text": "verified-partial",
      sentAt: "verified-partial",
    });
  });

  test("does not deny that there is a quote by leaving its name out, or by another name", async () => {
    const at = shown.indexOf("quote/author");
    const hidden = withPart(item, ["opening", "fields", at], () => undefined);
    const shape: Path = ["opening", "shape", at];
    const denied = [withPart(hidden, shape, () => "preview/url"), withPart(hidden, shape, () => undefined)];
    const found = await verdicts(
      await honestReport(stage.ada, message),
      denied.map((parts) => writeItem(merkleV1.id, parts)),
    );
    expect(found).toEqual(["failed(commitment)", "failed(leaf)"]);
  });
});

test("a self-made commitment proves nothing, under a genuine stamp or one of the reporter's own", async () => {
  const { ada, ben } = stage;
  const message = await benAnswers(stage, conversation, "and now?");
  const item = readItem(await honestItem(ada, message)) as { header: object; context: never };
  const fields = [["text", "what Ben never wrote"]] as const;
  const made = frankAnything(merkleV1.id, { header: item.header, fields });
  const opening = { messageKey: made.messageKey, fields };
  const outer = { suite: merkleV1.id, commitment: made.commitment };
  const genuine = writeItem(merkleV1.id, { ...item, outer, opening });
  const keys = merkleV1.periodKeys;
  const times = { notBefore: Date.now() - 1000, notAfter: Date.now() + 1000, verifyUntil: Date.now() + 9000 };
  const [own, theirs] = [keys.generate("relay", rng), keys.generate("moderation", rng)];
  const names = { relay: "relay.example", moderation: "moderation.example", alg: keys.alg };
  const record = {
    v: 1 as const,
    ...names,
    ...times,
    relayPk: own.publicKey,
    moderationPk: theirs.publicKey,
  };
  const facts = { ...names, conversation: unhex(conversation), epoch: 1, seq: 1, acceptedAt: Date.now() };
  const people = { sender: accountOf(ben), recipients: [accountOf(ada)] };
  const [delivery] = merkleV1.stamp(
    made.outer,
    { ...facts, ...people },
    keys.derive(record, "relay", own.secretKey),
  );
  const stamped = delivery === undefined ? {} : (decode(delivery) as object);
  const selfMade = writeItem(merkleV1.id, { ...item, outer, opening, ...stamped });
  expect(await verdicts(await honestReport(ada, message), [genuine, selfMade])).toEqual([
    "failed(stamp)",
    "unverifiable",
  ]);
});

test("an anonymous report does not name its reporter, and a named one says by whom", async () => {
  const { ada } = stage;
  const message = await benAnswers(stage, conversation, "who asks?");
  const [named, anonymous] = [
    readItem(await honestItem(ada, message)) as object,
    readItem(await honestItem(ada, message, { anonymous: true })) as object,
  ];
  const items = [named, anonymous, { ...named, ...anonymous }].map((parts) => writeItem(merkleV1.id, parts));
  const asked = async (isAnonymous: boolean) =>
    verdicts(await honestReport(ada, message, { anonymous: isAnonymous }), items);
  expect(await asked(true)).toEqual(["failed(reporter)", "verified", "failed(reporter)"]);
  expect(await asked(false)).toEqual(["verified", "failed(reporter)", "failed(reporter)"]);
});

test.each(schemes)("a report of a text under $id hands over no key of an attachment", async (scheme) => {
  const { ada, world } = stage;
  const secrets = [{ key: rng(16), seed: rng(32), locator: "locator-of-an-attachment" }];
  const frank: typeof scheme.frank = (message, sender, draw) =>
    scheme.frank(message, { ...sender, secrets }, draw);
  const dora = await world.person(`dora-${scheme.id}`, { schemes: [{ ...scheme, frank }] });
  const { id } = await dora.createConversation([await dora.contact("ada")], { suite: scheme.id });
  await dora.conversation(id).send("with an attachment");
  await ada.sync();
  const message = { conversation: id, commitment: nameOf(ada, id, "with an attachment") };
  const report = await honestReport(ada, message);
  const sent = hex(encodeAs(reportSchema, report));
  for (const { key, locator, seed } of secrets) {
    for (const secret of [key, seed, new TextEncoder().encode(locator)])
      expect(sent).not.toContain(hex(secret));
  }
  expect(await verdicts(report, report.items)).toEqual(["verified"]);
});

test.each(schemes)(
  "a field of $id is not taken for one of another type that reads alike",
  async ({ id: suite, traits }) => {
    const said: readonly Field[] = [
      ["forwarded", true],
      ["sentAt", 7],
      ["text", "7"],
    ];
    const { ada, ben } = stage;
    const talk = await ben.createConversation([await ben.contact("ada")], { suite });
    const { commitment } = await talk.send(said);
    await ada.sync();
    const message = { conversation: talk.id, commitment };
    const alike = [
      [true, "true"],
      [7, "7"],
      ["7", new TextEncoder().encode("7")],
    ] as const;
    const whole = readItem(await honestItem(ada, message));
    const confused = alike.map(([, other], i) => withPart(whole, ["opening", "fields", i, 1], () => other));
    const items = confused.map((parts) => writeItem(suite, parts));
    expect(await verdicts(await honestReport(ada, message), items)).toEqual(
      Array(3).fill("failed(commitment)"),
    );
    if (!traits.partialReveal) return;
    const part = readItem(await honestItem(ada, message, { open: { paths: ["forwarded", "text"] } }));
    const inPart = ["true", new TextEncoder().encode("7")].map((other, i) =>
      writeItem(
        suite,
        withPart(part, ["opening", "fields", i, "value"], () => other),
      ),
    );
    expect(await verdicts(await honestReport(ada, message), inPart)).toEqual(Array(2).fill("failed(leaf)"));
  },
);
