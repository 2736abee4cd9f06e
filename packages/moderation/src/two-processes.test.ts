import type { PeriodKey } from "@openfranking/franking";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createModeration, type Moderation } from "./moderation.ts";
import { type ServedModeration, serveModeration } from "./serve-node.ts";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { agree, say } from "./testing/played-relay-node.ts";
import { itemOf, named, reportOf, send } from "./testing/reporter-node.ts";
import { apiAt, rng, startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

describe("two processes of a moderation over one PostgreSQL", { timeout: 60_000 }, () => {
  let databases: Databases;
  let at: TestModeration;
  let other: Moderation;
  let served: ServedModeration;
  let period: PeriodKey;
  beforeAll(async () => {
    databases = await openDatabases();
    at = await startModeration(await databases.fresh("postgres"));
    other = await createModeration(at.deps);
    served = await serveModeration(other, { hostname: "127.0.0.1", port: 0 });
    period = await agree(at);
  }, 60_000);
  afterAll(async () => {
    await served.close();
    await other.close();
    await at.close();
    await databases.close();
  }, 30_000);

  const both = (): TestModeration[] => [at, { ...at, api: apiAt(served.url, "") }];
  const bobs = (reporter = named(period, "bob"), reportId = rng(16)) =>
    reportOf(reporter, [itemOf(say(period), "bob")], { reportId });

  async function atOnce(reports: readonly ReturnType<typeof bobs>[]) {
    const sent = reports.map((report, i) => send(both()[i % 2] ?? at, report));
    return Promise.allSettled(sent);
  }

  test("give one report that reaches both at once one number", async () => {
    for (let round = 0; round < 5; round++) {
      const report = bobs();
      const results = await atOnce([report, report, report, report]);
      const numbers = results.map((result) =>
        result.status === "fulfilled" ? result.value.receipt.reportNumber : result.reason,
      );
      expect(new Set(numbers).size).toBe(1);
    }
  });

  test("take one of two reports with one assertion, and refuse the other", async () => {
    for (let round = 0; round < 5; round++) {
      const reporter = named(period, "bob");
      const results = await atOnce([bobs(reporter), bobs(reporter)]);
      const codes = results.map((result) => (result.status === "rejected" ? result.reason.code : "taken"));
      expect(codes.sort()).toEqual(["reporter-refused", "taken"]);
    }
  });

  test("take one of two reports under one id, and refuse the other", async () => {
    for (let round = 0; round < 5; round++) {
      const reportId = rng(16);
      const results = await atOnce([
        bobs(named(period, "bob"), reportId),
        bobs(named(period, "bob"), reportId),
      ]);
      const codes = results.map((result) => (result.status === "rejected" ? result.reason.code : "taken"));
      expect(codes.sort()).toEqual(["report-exists", "taken"]);
    }
  });

  test("have had no fault in all of this", () => {
    expect(at.log.filter((line) => line.includes("fault"))).toEqual([]);
  });
});
