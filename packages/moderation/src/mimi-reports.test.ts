import {
  type AbusiveMessage,
  mimi06,
  type PeriodKey,
  roomUri,
  schemes,
  userUri,
} from "@openfranking/franking";
import {
  type CaseItem,
  type CaseSummary,
  type Category,
  categories,
  decodeAs,
  itemEvidenceSchema,
  limits,
  mimiReasons,
  openItem,
  type TeamKeyPair,
} from "@openfranking/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModeration } from "./moderation.ts";
import { serveModeration } from "./serve-node.ts";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { abuseReport, contentOf, extensionsOf, franked, post } from "./testing/mimi-client-node.ts";
import { agree, unknownPeriod } from "./testing/played-relay-node.ts";
import { type EnrolledReviewer, enrol, makeTeamKey } from "./testing/reviewer-node.ts";
import { apiAt, startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

const withMimi = { schemes: [...schemes, mimi06] };
const canary = "canary-5b7c10";
const flipped = (bytes: Uint8Array, at = 0) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("a MIMI report kept in %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  let period: PeriodKey;
  let rae: EnrolledReviewer;
  let team: TeamKeyPair;
  beforeAll(async () => {
    at = await startModeration(await databases.fresh(kind), withMimi);
    period = await agree(at, {}, mimi06);
    rae = await enrol(at);
    team = await makeTeamKey(rae);
  }, 60_000);
  afterAll(() => at.close());

  const open = async () => {
    const cases: CaseSummary[] = [];
    for (let after = ""; ; ) {
      const page = await rae.api.queue({ query: { state: "open", after } });
      cases.push(...page.cases);
      if (page.next === null) return cases;
      after = page.next;
    }
  };

  /** The cases that came of it. */
  async function casesOf(work: () => Promise<unknown>): Promise<CaseSummary[]> {
    const before = new Set((await open()).map(({ reportNumber }) => reportNumber));
    await work();
    return (await open()).filter(({ reportNumber }) => !before.has(reportNumber));
  }

  /** The one case of a report that is taken. */
  async function caseOf(body: Uint8Array): Promise<CaseSummary> {
    const cases = await casesOf(async () => {
      expect(await post(at, body)).toEqual({ status: 201, code: null, text: "" });
    });
    const [one] = cases;
    if (one === undefined || cases.length !== 1) throw new Error(`${cases.length} cases came of it`);
    return one;
  }

  const verdictsOf = async (...messages: AbusiveMessage[]) => (await caseOf(abuseReport(messages))).verdicts;

  async function evidenceOf({ reportNumber }: CaseSummary) {
    await rae.api.claim({ params: { reportNumber } });
    const { items } = await rae.api.openEvidence({ params: { reportNumber } });
    return Promise.all(items.map(opened));
  }

  async function opened({ itemId, sealed }: CaseItem) {
    const plaintext = await openItem(itemId, sealed, team);
    if (plaintext === null) throw new Error("the item does not open");
    return decodeAs(itemEvidenceSchema, plaintext);
  }

  const genuine = (text = "hello") => franked(period, contentOf(text));

  test("of a genuine message is verified, and is one case of nobody in particular", async () => {
    const summary = await caseOf(abuseReport([genuine(), genuine("more")]));
    expect(summary).toMatchObject({ category: "other", reporters: 1, sealedToTeam: true });
    expect(summary.verdicts).toEqual([{ verdict: "verified" }, { verdict: "verified" }]);
  });

  test.each<[string, string, (message: AbusiveMessage) => AbusiveMessage]>([
    [
      "whose text was altered",
      "stamp",
      (one) => ({ ...one, messageContent: flipped(one.messageContent, one.messageContent.length - 1) }),
    ],
    ["moved to another time", "stamp", (one) => ({ ...one, acceptedTimestamp: one.acceptedTimestamp + 1 })],
    [
      "whose server frank is spoiled",
      "stamp",
      (one) => ({ ...one, frank: { ...one.frank, serverFrank: flipped(one.frank.serverFrank) } }),
    ],
    [
      "whose signature is spoiled",
      "stamp",
      (one) => ({
        ...one,
        frank: { ...one.frank, integritySignature: flipped(one.frank.integritySignature) },
      }),
    ],
    ["of another cipher suite", "suite", (one) => ({ ...one, frank: { ...one.frank, ciphersuite: 2 } })],
    ["whose content is no CBOR", "encoding", (one) => ({ ...one, messageContent: Uint8Array.of(0xff) })],
    ["whose content is no MIMI content", "inner", (one) => ({ ...one, messageContent: Uint8Array.of(0x80) })],
    ["whose content is too large", "size", (one) => ({ ...one, messageContent: new Uint8Array(65_537) })],
  ])("of a message %s is recorded as failed: %s", async (_, check, change) => {
    expect(await verdictsOf(change(genuine()))).toEqual([{ verdict: "failed", check }]);
  });

  test("of a message that is blamed on another sender, or names nobody, is recorded as failed", async () => {
    const eve = userUri({ relay: "relay.example", account: "eve" });
    const blamed = contentOf("hello", { extensions: extensionsOf(eve) });
    const nobody = contentOf("hello", { extensions: new Map() });
    expect(await verdictsOf(franked(period, blamed), franked(period, nobody))).toEqual([
      { verdict: "failed", check: "stamp" },
      { verdict: "failed", check: "header" },
    ]);
  });

  test("keeps the verdict of each message, the good and the bad", async () => {
    const bad = { ...genuine(), messageContent: Uint8Array.of(0x80) };
    expect(await verdictsOf(bad, genuine())).toEqual([
      { verdict: "failed", check: "inner" },
      { verdict: "verified" },
    ]);
  });

  test("is verified under whichever of the periods of its time made the frank", async () => {
    const others = [await agree(at, {}, mimi06), await agree(at, {}, mimi06)];
    const messages = [period, ...others].map((key) => franked(key, contentOf("hello")));
    const unspoiled = await verdictsOf(...messages);
    expect(unspoiled).toEqual(messages.map(() => ({ verdict: "verified" })));
    const spoiled = messages.map((one) => ({ ...one, acceptedTimestamp: one.acceptedTimestamp + 1 }));
    expect(await verdictsOf(...spoiled)).toEqual(messages.map(() => ({ verdict: "failed", check: "stamp" })));
  });

  test("is verified under a period that another process agreed on", async () => {
    const other = await createModeration(at.deps);
    const served = await serveModeration(other, { hostname: "127.0.0.1", port: 0 });
    const theirs = await agree({ ...at, api: apiAt(served.url, "") }, {}, mimi06);
    await served.close();
    await other.close();
    expect(await verdictsOf(franked(theirs, contentOf("hello")))).toEqual([{ verdict: "verified" }]);
  });

  test("of a time in which no period ran is unverifiable", async () => {
    const message = { ...genuine(), acceptedTimestamp: period.record.notBefore - 1 };
    expect(await verdictsOf(message, franked(unknownPeriod(at, mimi06), contentOf("x")))).toEqual([
      { verdict: "unverifiable" },
      { verdict: "failed", check: "stamp" },
    ]);
  });

  test("is shown with what it claims, beside the proof and not as a part of it", async () => {
    const said = {
      ...{ reportingUser: userUri({ relay: "elsewhere.example", account: "zoë" }), reasonCode: 7 },
      ...{ allegedAbuserUri: "mimi://elsewhere.example/u/nobody", note: "\uFEFFplease look" },
    };
    const evidence = await evidenceOf(await caseOf(abuseReport([genuine(), genuine()], said)));
    const claims =
      "reportingUser: mimi://elsewhere.example/u/zo%C3%AB\n" +
      "allegedAbuserUri: mimi://elsewhere.example/u/nobody\nreasonCode: 7";
    expect(evidence.map(({ note, reporter }) => ({ note, reporter }))).toEqual([
      { note: `${claims}\n\nplease look`, reporter: null },
      { note: null, reporter: null },
    ]);
    const sender = evidence.map(({ item }) => mimi06.preview(item).sender);
    expect(sender).toEqual(["mallory", "mallory"]);
  });

  test.each<[Category, number]>([
    ...categories.map((category): [Category, number] => [category, mimiReasons[category]]),
    ["other", 0],
  ])("is of the category %s for the reason code %i", async (category, reasonCode) => {
    expect((await caseOf(abuseReport([genuine()], { reasonCode }))).category).toBe(category);
  });

  test("sent again is the same report, and with another byte another one", async () => {
    const body = abuseReport([genuine()]);
    expect(await casesOf(() => Promise.all(Array.from({ length: 8 }, () => post(at, body))))).toHaveLength(1);
    expect(await casesOf(() => post(at, body))).toEqual([]);
    const again = abuseReport([genuine()], { note: "again" });
    expect(await casesOf(() => post(at, again))).toHaveLength(1);
  });

  test("of another room than its path's is refused, and nothing of it is kept", async () => {
    const elsewhere = roomUri({ relay: "relay.example", conversation: new Uint8Array(16).fill(8) });
    const body = abuseReport([genuine()]);
    expect((await post(at, body)).status).toBe(201);
    const cases = await casesOf(async () => {
      expect(await post(at, body, { roomId: elsewhere })).toMatchObject({
        status: 422,
        code: "another-room",
      });
    });
    expect(cases).toEqual([]);
  });

  test.each([
    ["of a relay that it does not know", "mimi://other.example/r/07070707070707070707070707070707"],
    ["that is no room", "mimi://relay.example/u/mallory"],
    ["written in another way", "mimi://relay%2eexample/r/07070707070707070707070707070707"],
    ["that is none", "nowhere"],
  ])("for a room %s finds nothing there", async (_, roomId) => {
    expect(await post(at, abuseReport([genuine()]), { roomId })).toMatchObject({
      status: 404,
      code: "not-found",
    });
  });

  test("may leave out its media type, and may not have another", async () => {
    expect((await post(at, abuseReport([genuine()]), { type: null })).status).toBe(201);
    const other = await post(at, abuseReport([genuine()]), { type: "application/cbor" });
    expect(other).toMatchObject({ status: 415, code: "unsupported-media-type" });
  });

  test.each<[string, string, () => Uint8Array]>([
    ["that is empty", "malformed", () => new Uint8Array()],
    ["that is something else", "malformed", () => new Uint8Array(200).fill(0xff)],
    ["that is cut off", "malformed", () => abuseReport([genuine()]).slice(0, -1)],
    ["with a byte behind its end", "malformed", () => Uint8Array.from([...abuseReport([genuine()]), 0])],
    ["of no message", "malformed", () => abuseReport([])],
    [
      "with a note of 2,001 characters",
      "malformed",
      () => abuseReport([genuine()], { note: "x".repeat(2001) }),
    ],
    [
      "whose URIs are too long",
      "malformed",
      () => abuseReport([genuine()], { reportingUser: "x".repeat(8200) }),
    ],
    ["of one byte too many", "too-large", () => new Uint8Array(limits.mimiReport + 1)],
  ])("%s is refused: %s", async (_, code, body) => {
    expect(await post(at, body())).toMatchObject({ code });
  });

  test("is taken with a hundred messages, and with as many bytes as there may be", async () => {
    expect((await caseOf(abuseReport(Array.from({ length: 100 }, () => genuine())))).verdicts).toHaveLength(
      100,
    );
    const withContent = (size: number) =>
      abuseReport([{ ...genuine(), messageContent: new Uint8Array(size) }]);
    const beside = withContent(20_000).length - 20_000;
    const body = withContent(limits.mimiReport - beside);
    expect(body).toHaveLength(limits.mimiReport);
    expect((await caseOf(body)).verdicts).toEqual([{ verdict: "failed", check: "size" }]);
  });

  test("is in no line of the log", async () => {
    const said = { reportingUser: canary, allegedAbuserUri: canary, note: canary };
    const evidence = await evidenceOf(await caseOf(abuseReport([genuine(canary)], said)));
    // So that what follows can fail: the words are in the evidence.
    expect(evidence[0]?.note).toContain(canary);
    expect(at.log.filter((line) => line.includes('"received"')).length).toBeGreaterThan(0);
    expect(at.log.filter((line) => line.includes(canary) || line.includes("mallory"))).toEqual([]);
    expect(at.log.filter((line) => line.includes("fault"))).toEqual([]);
  });
});
