import { type FrankingScheme, hmacV1, identityKeyOf, type PeriodKey, schemes } from "@openfranking/franking";
import { isReceiptSigned, type ReportItem, reportDigest, type SignedReceipt } from "@openfranking/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { agree, changed, dayMs, mapOf, replaced, say, unknownPeriod } from "./testing/played-relay-node.ts";
import { bobReports, itemOf, named, reportOf, send } from "./testing/reporter-node.ts";
import { startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("a report kept in %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  let period: PeriodKey;
  beforeAll(async () => {
    at = await startModeration(await databases.fresh(kind));
    period = await agree(at);
  }, 60_000);
  afterAll(() => at.close());

  const byBob = (...items: ReportItem[]) => send(at, reportOf(named(period, "bob"), items));
  const flipped = (value: unknown) =>
    Uint8Array.from(value as Uint8Array, (byte, i) => byte ^ (i === 0 ? 1 : 0));

  /** Bob's item of a message, with one part changed after the relay stamped it. */
  function tampered(change: (item: Record<string, unknown>) => Record<string, unknown>): ReportItem {
    const { item, suite } = itemOf(say(period), "bob");
    return { suite, item: changed(item, change) };
  }

  describe.each(schemes.filter(({ traits }) => traits.attribution === "stamp"))(
    "of a $id message",
    (scheme: FrankingScheme) => {
      test("is verified where everything is open", async () => {
        const { verdicts } = await byBob(itemOf(say(period, { scheme }), "bob"));
        expect(verdicts).toEqual([{ verdict: "verified" }]);
      });

      test("is stamped where the content is withheld", async () => {
        const { verdicts } = await byBob(itemOf(say(period, { scheme }), "bob", { open: "withheld" }));
        expect(verdicts).toEqual([{ verdict: "stamped" }]);
      });

      test("is verified for somebody who does not say who she is", async () => {
        const item = itemOf(say(period, { scheme }), "bob", { anonymous: true });
        const { verdicts } = await send(at, reportOf({ kind: "anonymous" }, [item]));
        expect(verdicts).toEqual([{ verdict: "verified" }]);
      });
    },
  );

  test("is verified in part where some fields stay hidden", async () => {
    const said = say(period, {
      fields: [
        ["quote/author", "cleo"],
        ["quote/text", "before"],
        ["text", "hello"],
      ],
    });
    const { verdicts } = await byBob(itemOf(said, "bob", { open: ["quote/author", "text"] }));
    expect(verdicts).toEqual([{ verdict: "verified-partial" }]);
  });

  test.each<[string, string, () => ReportItem]>([
    [
      "whose text was altered",
      "commitment",
      () => {
        const { item, suite } = itemOf(say(period), "bob");
        return { suite, item: replaced(item, "hello", "iello") };
      },
    ],
    [
      "with the header of another message",
      "commitment",
      () =>
        tampered((item) => ({
          ...item,
          header: { ...mapOf(item.header), sent: { device: new Uint8Array(8), n: 1 } },
        })),
    ],
    [
      "moved to another number",
      "stamp",
      () => tampered((item) => ({ ...item, context: { ...mapOf(item.context), seq: 999 } })),
    ],
    [
      "blamed on another sender",
      "stamp",
      () => tampered((item) => ({ ...item, context: { ...mapOf(item.context), sender: "eve" } })),
    ],
    ["whose stamp is spoiled", "stamp", () => tampered((item) => ({ ...item, stamp: flipped(item.stamp) }))],
    [
      "that was addressed to another",
      "addressed",
      () => itemOf(say(period, { recipients: ["bob", "cleo"] }), "cleo"),
    ],
    ["of a suite that nobody knows", "suite", () => ({ ...itemOf(say(period), "bob"), suite: "none-v1" })],
    ["of another suite than it says", "suite", () => ({ ...itemOf(say(period), "bob"), suite: hmacV1.id })],
    ["that is no item", "encoding", () => ({ suite: hmacV1.id, item: Uint8Array.of(0xff) })],
  ])("%s is recorded as failed: %s", async (_, check, item) => {
    expect((await byBob(item())).verdicts).toEqual([{ verdict: "failed", check }]);
  });

  test("stamped under a key of which the moderation never heard is unverifiable", async () => {
    const { verdicts } = await byBob(itemOf(say(unknownPeriod(at)), "bob"));
    expect(verdicts).toEqual([{ verdict: "unverifiable" }]);
  });

  test("is expired once its period is no longer judged", async () => {
    const short = await agree(at, { verifyUntil: at.now + dayMs });
    const before = at.now;
    at.now += dayMs + 1;
    const { verdicts } = await byBob(itemOf(say(short), "bob"), itemOf(say(period), "bob"));
    at.now = before;
    expect(verdicts).toEqual([{ verdict: "expired" }, { verdict: "verified" }]);
  });

  test("keeps the verdict of each item, the good and the bad", async () => {
    const bad = tampered((item) => ({ ...item, stamp: flipped(item.stamp) }));
    const { verdicts } = await byBob(itemOf(say(period), "bob"), bad);
    expect(verdicts).toEqual([{ verdict: "verified" }, { verdict: "failed", check: "stamp" }]);
  });

  test("is answered with a receipt that the moderation signed, and that says no verdict", async () => {
    const report = reportOf(named(period, "bob"), [itemOf(say(period), "bob")]);
    const { receipt } = await send(at, report);
    const identity = identityKeyOf(at.deps.identity);
    expect(isReceiptSigned(receipt, identity)).toBe(true);
    expect(isReceiptSigned({ ...receipt, receivedAt: receipt.receivedAt + 1 }, identity)).toBe(false);
    expect(receipt.digest).toEqual(reportDigest(report));
    const said: readonly (keyof SignedReceipt)[] = [
      "digest",
      "moderation",
      "receivedAt",
      "reportNumber",
      "signature",
    ];
    expect(Object.keys(receipt).sort()).toEqual(said);
  });

  test("that comes with fifty others at once is kept like each of them", async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => bobReports(at, say(period))));
    expect(answers.every(({ verdicts }) => verdicts[0]?.verdict === "verified")).toBe(true);
    const kept = await at.rows((db) => db.selectFrom("report").select("report_number").execute());
    const numbers = new Set(kept.map(({ report_number }) => report_number));
    expect(answers.filter(({ receipt }) => numbers.has(receipt.reportNumber))).toHaveLength(50);
    expect(new Set(answers.map(({ receipt }) => receipt.reportNumber)).size).toBe(50);
  });
});
