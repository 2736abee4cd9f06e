import { encode, type Field, merkleV1, notEnrolled, type PeriodKey } from "@openfranking/franking";
import {
  type CaseItem,
  decodeAs,
  generateTeamKeys,
  itemEvidenceSchema,
  openItem,
  type Report,
  type ReportItem,
  signOffer,
  type TeamKeyPair,
} from "@openfranking/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { agree, dayMs, hourMs, offerOf, say } from "./testing/played-relay-node.ts";
import { bobReports, itemOf, named, reportOf, send } from "./testing/reporter-node.ts";
import { type EnrolledReviewer, enrol, makeTeamKey } from "./testing/reviewer-node.ts";
import { rng, startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("over %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  let period: PeriodKey;
  let rae: EnrolledReviewer;
  let team: TeamKeyPair;
  beforeAll(async () => {
    at = await startModeration(await databases.fresh(kind));
    period = await agree(at);
    rae = await enrol(at);
    team = await makeTeamKey(rae);
  }, 60_000);
  afterAll(() => at.close());

  const byBob = (items: ReportItem[], changes: Partial<Report> = {}) =>
    send(at, reportOf(named(period, "bob"), items, changes));

  async function caseOf(reportNumber: string) {
    const { cases } = await rae.api.queue({ query: { state: "open" } });
    return cases.find((one) => one.reportNumber === reportNumber);
  }

  async function evidenceOf(reportNumber: string) {
    await rae.api.claim({ params: { reportNumber } });
    const { items } = await rae.api.openEvidence({ params: { reportNumber } });
    return Promise.all(items.map(opened));
  }

  async function opened({ itemId, sealed }: CaseItem) {
    const plaintext = await openItem(itemId, sealed, team);
    if (plaintext === null) throw new Error("the item does not open");
    return decodeAs(itemEvidenceSchema, plaintext);
  }

  test("what a person says and opens when she reports again is evidence of the same case", async () => {
    const fields: Field[] = [
      ["quote/text", "before"],
      ["text", "hello"],
    ];
    const said = say(period, { fields });
    const items = [itemOf(said, "bob", { open: ["text"] }), itemOf(said, "bob")];
    const [{ receipt }] = [await byBob(items.slice(0, 1), { note: "first" })];
    at.now += 1;
    await byBob(items.slice(1), { note: "and then" });
    const evidence = await evidenceOf(receipt.reportNumber);
    expect(evidence.map(({ note }) => note)).toEqual(["first", "and then"]);
    expect(evidence.map(({ item }) => item)).toEqual(items.map(({ item }) => item));
    const summary = await caseOf(receipt.reportNumber);
    expect(summary?.verdicts).toEqual([{ verdict: "verified-partial" }, { verdict: "verified" }]);
    expect(summary?.reporters).toBe(1);
  });

  test("a person who reports again and again fills one case with ten reports, and then another", async () => {
    const said = say(period);
    const numbers: string[] = [];
    for (let i = 0; i < 11; i++) {
      at.now += 1;
      numbers.push((await byBob([itemOf(said, "bob")])).receipt.reportNumber);
    }
    const open = await Promise.all(numbers.map(caseOf));
    expect(open.map((one) => one?.verdicts.length)).toEqual([10, ...Array(9).fill(undefined), 1]);
  });

  test("a commitment that somebody copied and had stamped elsewhere is no report of the original", async () => {
    const header = { v: 1 as const, relay: at.relay.name, conversation: rng(16), sender: "mallory" };
    const sent = { device: rng(8), n: 0 };
    const message = {
      header: { ...header, sent, seen: null, kind: "message" as const, refs: [] },
      fields: [["text", "hello"]] as const,
    };
    const { inner, outer } = merkleV1.frank(message, notEnrolled, rng);
    const stamped = (sender: string, conversation: Uint8Array, recipient: string): ReportItem => {
      const facts = {
        relay: at.relay.name,
        moderation: at.deps.name,
        conversation,
        epoch: 1,
        sender,
        seq: 1,
      };
      const recipients = [recipient];
      const [delivery] = merkleV1.stamp(outer, { ...facts, acceptedAt: at.now, recipients }, period);
      if (delivery === undefined) throw new Error("unreachable: there is one recipient");
      const choice = { open: "withheld" as const, reporter: { kind: "named" as const } };
      return { suite: merkleV1.id, item: merkleV1.disclose(encode({ outer, inner, delivery }), choice) };
    };
    const original = await byBob([stamped("mallory", header.conversation, "bob")]);
    const copy = [stamped("copycat", rng(16), "cleo")];
    const copied = await send(at, reportOf(named(period, "cleo"), copy));
    expect(original.verdicts).toEqual([{ verdict: "stamped" }]);
    expect(copied.verdicts).toEqual([{ verdict: "stamped" }]);
    expect((await caseOf(original.receipt.reportNumber))?.reporters).toBe(1);
    expect((await caseOf(copied.receipt.reportNumber))?.reporters).toBe(1);
  });

  test("the name of an unknown suite, which is the reporter's text, is kept under the team's key alone", async () => {
    const suite = "canary-suite-51b7";
    const { receipt } = await byBob([{ ...itemOf(say(period), "bob"), suite }]);
    expect(
      JSON.stringify(await at.rows((db) => db.selectFrom("item").select("suite").execute())),
    ).not.toMatch(/canary/u);
    expect(await evidenceOf(receipt.reportNumber)).toMatchObject([{ suite }]);
  });

  test("a period may not begin long before it is asked for, and an answer that was lost is given again", async () => {
    const early = agree(at, { notBefore: at.now - hourMs });
    await expect(early).rejects.toMatchObject({ code: "malformed" });
    const body = signOffer(offerOf(at).offer, at.relay.identity);
    const answer = await at.api.agreeStampKey({ body });
    at.now += 2 * hourMs;
    expect(await at.api.agreeStampKey({ body })).toEqual(answer);
  });

  test("a report of which the answer was lost has the same answer when its assertion and its keys are over", async () => {
    const short = await agree(at, { verifyUntil: at.now + dayMs });
    const report = reportOf(named(short, "bob", at.now + hourMs), [itemOf(say(short), "bob")]);
    const answer = await send(at, report);
    at.now += dayMs + 1;
    await at.moderation.tidy();
    expect(await send(at, report)).toEqual(answer);
  });

  test("a fault is none of the people's: each of these was answered", async () => {
    await bobReports(at, say(await agree(at)));
    expect(at.log.filter((line) => line.includes("fault"))).toEqual([]);
  });
});

describe.each(kinds)("a team key over %s", { timeout: 60_000 }, (kind) => {
  test("to which nothing can be sealed is refused, and the next one is taken", async () => {
    const at = await startModeration(await databases.fresh(kind));
    const rae = await enrol(at);
    const { publicKey } = await generateTeamKeys();
    // FIPS 203 §7.2: a coefficient of ML-KEM that is not reduced.
    const bad = publicKey.map((byte, i) => (i < 3 ? 0xff : byte));
    const refused = rae.api.setTeamKey({ body: { publicKey: bad } });
    await expect(refused).rejects.toMatchObject({ code: "malformed" });
    expect(await rae.api.setTeamKey({ body: { publicKey } })).toEqual({ sealedItems: 0 });
    await at.close();
  });
});
