import { identityKeyOf, type PeriodKey } from "@openfranking/franking";
import { isIntakeKeySigned } from "@openfranking/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { agree, dayMs, hourMs, say } from "./testing/played-relay-node.ts";
import { bobReports, itemOf, named, reportOf, send } from "./testing/reporter-node.ts";
import { enrol, makeTeamKey } from "./testing/reviewer-node.ts";
import { startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("an intake key kept in %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  let period: PeriodKey;
  beforeEach(async () => {
    at = await startModeration(await databases.fresh(kind));
    period = await agree(at);
  }, 60_000);
  afterEach(() => at.close());

  const current = async () => (await at.api.info({})).intakeKey;
  const bobsReport = () => reportOf(named(period, "bob"), [itemOf(say(period), "bob")]);
  const secrets = () => at.rows((db) => db.selectFrom("intake_key").select("intake_key_id").execute());

  test("is signed by the moderation, and stays the same for a day", async () => {
    const key = await current();
    expect(isIntakeKeySigned(key, identityKeyOf(at.deps.identity))).toBe(true);
    at.now += dayMs;
    expect(await current()).toEqual(key);
    at.now += 1;
    const next = await current();
    expect(next.intakeKeyId).not.toEqual(key.intakeKeyId);
    expect(next.publicKey).not.toEqual(key.publicKey);
    expect(isIntakeKeySigned(next, identityKeyOf(at.deps.identity))).toBe(true);
  });

  test("stays the same when the service is started again", async () => {
    const key = await current();
    await at.restart();
    expect(await current()).toEqual(key);
  });

  test("that was replaced still takes reports for an hour", async () => {
    const key = await current();
    await at.moderation.rotateIntakeKey();
    at.now += hourMs;
    expect((await send(at, bobsReport(), key)).verdicts).toEqual([{ verdict: "verified" }]);
    at.now += 1;
    await expect(send(at, bobsReport(), key)).rejects.toMatchObject({ code: "unknown-intake-key" });
  });

  test("that was replaced is deleted after its hour, when nothing waits for it", async () => {
    await current();
    await at.moderation.rotateIntakeKey();
    await at.moderation.tidy();
    expect(await secrets()).toHaveLength(2);
    at.now += hourMs + 1;
    await at.moderation.tidy();
    expect(await secrets()).toHaveLength(1);
  });

  test("that was replaced is kept as long as a report waits under it", async () => {
    await bobReports(at, say(period));
    await at.moderation.rotateIntakeKey();
    at.now += hourMs + 1;
    await at.moderation.tidy();
    expect(await secrets()).toHaveLength(2);
    await makeTeamKey(await enrol(at));
    at.now += hourMs + 1;
    await at.moderation.tidy();
    expect(await secrets()).toHaveLength(1);
  });

  test("is replaced when what waited under it is sealed to the team", async () => {
    await bobReports(at, say(period));
    const key = await current();
    await makeTeamKey(await enrol(at));
    expect((await current()).intakeKeyId).not.toEqual(key.intakeKeyId);
  });
});
