import { encode, type PeriodKey } from "@openfranking/franking";
import { encodeAs, type Report, reportSchema, sealReport } from "@openfranking/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { agree, dayMs, say } from "./testing/played-relay-node.ts";
import {
  bobReports,
  itemOf,
  type Named,
  named,
  reportOf,
  send,
  sendEncoded,
} from "./testing/reporter-node.ts";
import { rng, startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("a moderation over %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  let period: PeriodKey;
  beforeAll(async () => {
    at = await startModeration(await databases.fresh(kind));
    period = await agree(at);
  }, 60_000);
  afterAll(() => at.close());

  const bobsReport = (changes: Partial<Report> = {}) =>
    reportOf(named(period, "bob"), [itemOf(say(period), "bob")], changes);
  const sealed = async () =>
    (await sealReport(encodeAs(reportSchema, bobsReport()), (await at.api.info({})).intakeKey)).sealed;

  test("refuses an envelope that was changed on the way", async () => {
    const { ciphertext, ...rest } = await sealed();
    const body = { ...rest, ciphertext: ciphertext.map((byte, i) => (i === 100 ? byte ^ 1 : byte)) };
    await expect(at.api.submitReport({ body })).rejects.toMatchObject({ code: "not-sealed" });
  });

  test("refuses an encapsulation of small order", async () => {
    const body = { ...(await sealed()), enc: new Uint8Array(32) };
    await expect(at.api.submitReport({ body })).rejects.toMatchObject({ code: "not-sealed" });
  });

  test("refuses an envelope to a key that it never had", async () => {
    const body = { ...(await sealed()), intakeKeyId: rng(16) };
    await expect(at.api.submitReport({ body })).rejects.toMatchObject({ code: "unknown-intake-key" });
  });

  test.each<[string, () => Uint8Array]>([
    ["is not CBOR", () => Uint8Array.of(0xff, 0xff)],
    ["has bytes behind its end", () => Uint8Array.from([...encodeAs(reportSchema, bobsReport()), 0])],
    ["is cut off", () => encodeAs(reportSchema, bobsReport()).slice(0, -1)],
    ["is a hundred thousand arrays deep", () => new Uint8Array(100_000).fill(0x81)],
    ["has another version", () => encode({ ...bobsReport(), v: 2 })],
    ["has a part more than a report", () => encode({ ...bobsReport(), extra: 1 })],
    ["has no items", () => encode({ ...bobsReport(), items: [] })],
    ["has 101 items", () => encode({ ...bobsReport(), items: Array(101).fill(itemOf(say(period), "bob")) })],
    ["has a note that is too long", () => encode({ ...bobsReport(), note: "x".repeat(2001) })],
  ])("refuses a report that %s", async (_, encoded) => {
    await expect(sendEncoded(at, encoded())).rejects.toMatchObject({ code: "report-malformed" });
  });

  test("takes a report of a hundred items", async () => {
    const items = Array(100).fill(itemOf(say(period), "bob"));
    expect((await send(at, bobsReport({ items }))).verdicts).toHaveLength(100);
  });

  test.each<[string, () => Named]>([
    ["the relay did not make", () => asserted({ mac: rng(32) })],
    ["names another account than the relay did", () => asserted({ account: "cleo" })],
    ["is over", () => named(period, "bob", at.now - 1)],
    ["is somebody else's", () => ({ ...named(period, "bob"), secret: rng(32) })],
    ["is made under a key that is unknown", () => asserted({ keyId: rng(32) })],
  ])("refuses an assertion that %s", async (_, reporter) => {
    const report = reportOf(reporter(), [itemOf(say(period), "bob")]);
    await expect(send(at, report)).rejects.toMatchObject({ code: "reporter-refused" });
  });

  function asserted(change: Partial<Named["assertion"]>): Named {
    const { assertion, ...rest } = named(period, "bob");
    return { ...rest, assertion: { ...assertion, ...change } };
  }

  test("takes an assertion for one report, and not for another", async () => {
    const reporter = named(period, "bob");
    await send(at, reportOf(reporter, [itemOf(say(period), "bob")]));
    const second = reportOf(reporter, [itemOf(say(period), "bob")]);
    await expect(send(at, second)).rejects.toMatchObject({ code: "reporter-refused" });
  });

  test("takes one of two reports that come at once with one assertion", async () => {
    const reporter = named(period, "bob");
    const reports = [1, 2].map(() => send(at, reportOf(reporter, [itemOf(say(period), "bob")])));
    const states = (await Promise.allSettled(reports)).map(({ status }) => status).sort();
    expect(states).toEqual(["fulfilled", "rejected"]);
  });

  test("refuses another report under the number of one that it has", async () => {
    const reportId = rng(16);
    await bobReports(at, say(period), { reportId });
    await expect(bobReports(at, say(period), { reportId })).rejects.toMatchObject({ code: "report-exists" });
  });

  test("keeps nothing of what it refuses", async () => {
    const count = () => at.rows((db) => db.selectFrom("report").select("report_number").execute());
    const before = await count();
    await expect(
      send(at, reportOf(asserted({ mac: rng(32) }), [itemOf(say(period), "bob")])),
    ).rejects.toThrow();
    expect(await count()).toHaveLength(before.length);
  });

  test.each<[string, number, string, () => Uint8Array]>([
    ["of another media type", 415, "application/json", () => new TextEncoder().encode("{}")],
    ["that is cut off", 400, "application/cbor", () => encode({ intakeKeyId: rng(16) }).slice(0, -1)],
    ["that is no envelope", 400, "application/cbor", () => encode({ intakeKeyId: rng(15) })],
    ["a hundred thousand arrays deep", 400, "application/cbor", () => new Uint8Array(100_000).fill(0x81)],
    ["of two megabytes", 413, "application/cbor", () => new Uint8Array(2_097_152)],
  ])("refuses a body %s with %i", async (_, status, type, body) => {
    const response = await fetch(`${at.url}/v1/reports`, {
      method: "POST",
      headers: { "content-type": type },
      body: new Blob([Uint8Array.from(body())]),
    });
    expect(response.status).toBe(status);
  });

  test("has had no fault in all of this", async () => {
    at.now += dayMs;
    expect(at.log.filter((line) => line.includes("fault"))).toEqual([]);
  });
});
