import type { PeriodKey } from "@openfranking/franking";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { agree, say } from "./testing/played-relay-node.ts";
import { bobReports, itemOf, named, outcomeOf, reportOf, send } from "./testing/reporter-node.ts";
import { type EnrolledReviewer, enrol, makeTeamKey } from "./testing/reviewer-node.ts";
import { startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("over %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  let period: PeriodKey;
  let rae: EnrolledReviewer;
  beforeAll(async () => {
    at = await startModeration(await databases.fresh(kind));
    period = await agree(at);
    rae = await enrol(at);
    await makeTeamKey(rae);
  }, 60_000);
  afterAll(() => at.close());

  /** The cases that the queue did not show before. */
  async function newCases(work: () => Promise<unknown>) {
    const open = async () => (await rae.api.queue({ query: { state: "open" } })).cases;
    const before = new Set((await open()).map(({ reportNumber }) => reportNumber));
    await work();
    return (await open()).filter(({ reportNumber }) => !before.has(reportNumber));
  }

  async function decide(reportNumber: string): Promise<void> {
    await rae.api.claim({ params: { reportNumber } });
    const body = { outcome: "action-taken" as const, reason: "a threat" };
    await rae.api.decide({ params: { reportNumber }, body });
  }

  test("the same report sent again has the same number, secret and verdicts", async () => {
    const report = reportOf(named(period, "bob"), [itemOf(say(period), "bob")]);
    const first = await send(at, report);
    at.now += 1000;
    expect(await send(at, report)).toEqual(first);
  });

  test("the same report sent eight times at once is one report", async () => {
    const report = reportOf(named(period, "bob"), [itemOf(say(period), "bob")]);
    const cases = await newCases(async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => send(at, report)));
      expect(new Set(answers.map(({ receipt }) => receipt.reportNumber)).size).toBe(1);
    });
    expect(cases).toHaveLength(1);
  });

  test("the same message reported again by the same person joins her first report", async () => {
    const said = say(period);
    const cases = await newCases(async () => {
      const first = await bobReports(at, said);
      const second = await bobReports(at, said);
      expect(second.receipt.reportNumber).not.toBe(first.receipt.reportNumber);
    });
    expect(cases).toMatchObject([{ reporters: 1, sealedToTeam: true }]);
  });

  test("the outcome of a report that joined another follows it", async () => {
    const said = say(period);
    const [first, second] = [await bobReports(at, said), await bobReports(at, said)];
    expect(await outcomeOf(at, second)).toMatchObject({ state: "received", outcome: null });
    await decide(first.receipt.reportNumber);
    const outcome = { state: "decided", outcome: "action-taken", decidedAt: at.now };
    expect(await outcomeOf(at, first)).toEqual(outcome);
    expect(await outcomeOf(at, second)).toEqual(outcome);
  });

  test("a message reported again after the decision is a new case", async () => {
    const said = say(period);
    const first = await bobReports(at, said);
    await decide(first.receipt.reportNumber);
    expect(await newCases(() => bobReports(at, said))).toHaveLength(1);
  });

  test("a report with one message more than the first does not join it", async () => {
    const said = say(period);
    const more = [itemOf(said, "bob"), itemOf(say(period), "bob")];
    await bobReports(at, said);
    const cases = await newCases(() => send(at, reportOf(named(period, "bob"), more)));
    expect(cases).toHaveLength(1);
  });

  test("an item that proves nothing joins nothing", async () => {
    const bad = { ...itemOf(say(period), "bob"), suite: "none-v1" };
    const cases = await newCases(async () => {
      await send(at, reportOf(named(period, "bob"), [bad]));
      await send(at, reportOf(named(period, "bob"), [bad]));
    });
    expect(cases).toHaveLength(2);
  });

  test("another person's report of the same message is a case of its own and counts as one more reporter", async () => {
    const said = say(period, { recipients: ["bob", "cleo"] });
    const cases = await newCases(async () => {
      await bobReports(at, said);
      await bobReports(at, said);
      await send(at, reportOf(named(period, "cleo"), [itemOf(said, "cleo")]));
    });
    expect(cases.map(({ reporters }) => reporters)).toEqual([2, 2]);
  });

  test("a person who reports by name and again without it is counted once", async () => {
    const said = say(period);
    const cases = await newCases(async () => {
      await bobReports(at, said);
      await send(at, reportOf({ kind: "anonymous" }, [itemOf(said, "bob", { anonymous: true })]));
    });
    expect(cases).toMatchObject([{ reporters: 1 }]);
  });
});
