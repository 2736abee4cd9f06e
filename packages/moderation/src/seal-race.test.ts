import type { PeriodKey } from "@openfranking/franking";
import {
  decodeAs,
  encodeAs,
  generateTeamKeys,
  itemEvidenceSchema,
  openItem,
  reportSchema,
  sealReport,
  type TeamKeyPair,
} from "@openfranking/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sealWaiting } from "./intake/seal-waiting.ts";
import { reportIntake } from "./intake/submit.ts";
import { createIntakeKeys, type IntakeKeys } from "./keys/intake-keys.ts";
import { createStampKeys } from "./keys/stamp-keys.ts";
import { openStore } from "./store/sql-store.ts";
import type { ModerationStore } from "./store/store.ts";
import { setTeamKey } from "./team-key.ts";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { agree, say } from "./testing/played-relay-node.ts";
import { itemOf, named, reportOf } from "./testing/reporter-node.ts";
import { startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("a report that another process of %s overtakes", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  let period: PeriodKey;
  let store: ModerationStore;
  let intakeKeys: IntakeKeys;
  let team: TeamKeyPair;
  beforeEach(async () => {
    const location = await databases.fresh(kind);
    at = await startModeration(location);
    period = await agree(at);
    store = await openStore(location);
    intakeKeys = createIntakeKeys(at.deps, store.intakeKeys);
    team = await generateTeamKeys();
  }, 60_000);
  afterEach(async () => {
    await store.close();
    await at.close();
  });

  /** Takes a report; `meanwhile` happens once, when it was judged and looked for a team key, and is not yet committed. */
  async function takeOne(meanwhile: () => Promise<void>): Promise<void> {
    let hasHappened = false;
    const accept: ModerationStore["reports"]["accept"] = async (reports) => {
      if (!hasHappened) await meanwhile();
      hasHappened = true;
      return store.reports.accept(reports);
    };
    const submit = reportIntake({
      deps: at.deps,
      store: { ...store, reports: { ...store.reports, accept } },
      intakeKeys,
      stampKeys: await createStampKeys(at.deps, store.stampKeys),
    });
    const report = reportOf(named(period, "bob"), [itemOf(say(period), "bob")], { note: "look" });
    const { sealed } = await sealReport(encodeAs(reportSchema, report), await intakeKeys.current());
    await submit(sealed);
    expect(hasHappened).toBe(true);
  }

  async function expectSealedToTeam(): Promise<void> {
    expect(await store.reports.nextWaiting()).toBeNull();
    const [only] = await store.cases.page(["waiting"], "", 2);
    const { items } = await store.cases.evidence(only?.caseNumber ?? "");
    expect(items).toHaveLength(1);
    const [item] = items;
    if (item === undefined || item.sealed === null) throw new Error("the item is not sealed");
    const plaintext = await openItem(item.itemId, item.sealed, team);
    expect(plaintext && decodeAs(itemEvidenceSchema, plaintext)).toMatchObject({ note: "look" });
  }

  test("by setting the team's key is sealed to it, though whoever set it had nothing to seal", async () => {
    await takeOne(async () => {
      await setTeamKey(at.deps, store, team.publicKey);
      expect(await sealWaiting(at.deps, store)).toBe(0);
    });
    await expectSealedToTeam();
  });

  test("by setting the team's key and deleting the key that it would have waited under is sealed too", async () => {
    await takeOne(async () => {
      await setTeamKey(at.deps, store, team.publicKey);
      await sealWaiting(at.deps, store);
      await intakeKeys.tidy();
    });
    await expectSealedToTeam();
  });

  test("and nothing else happens waits, and its intake key with it", async () => {
    await takeOne(async () => undefined);
    const waiting = await store.reports.nextWaiting();
    const id = waiting?.envelope.intakeKeyId ?? new Uint8Array();
    await store.intakeKeys.deleteReplaced(Number.MAX_SAFE_INTEGER);
    await setTeamKey(at.deps, store, team.publicKey);
    await intakeKeys.tidy();
    // Over for whoever reports, and there for what waits.
    expect(await intakeKeys.find(id)).toBeNull();
    expect(await store.intakeKeys.find(id)).not.toBeNull();
    expect(await sealWaiting(at.deps, store)).toBe(1);
    await intakeKeys.tidy();
    expect(await store.intakeKeys.find(id)).toBeNull();
    await expectSealedToTeam();
  });
});
