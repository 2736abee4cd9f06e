import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PeriodKey } from "@openfranking/franking";
import {
  type CaseItem,
  decodeAs,
  generateTeamKeys,
  itemEvidenceSchema,
  openItem,
  openReport,
  type ReportAnswer,
  type TeamKeyPair,
} from "@openfranking/protocol";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { agree, hourMs, say } from "./testing/played-relay-node.ts";
import { bobReports, itemOf, named, outcomeOf, reportOf, send } from "./testing/reporter-node.ts";
import { type EnrolledReviewer, enrol, makeTeamKey, signIn } from "./testing/reviewer-node.ts";
import { startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

const text = "canary-text-7d31e8";
const note = "canary-note-e6b204";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("evidence kept in %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  let period: PeriodKey;
  let rae: EnrolledReviewer;
  let waiting: ReportAnswer;
  beforeEach(async () => {
    at = await startModeration(await databases.fresh(kind));
    period = await agree(at);
    rae = await enrol(at);
    waiting = await bobReports(at, say(period, { fields: [["text", text]] }), { note });
  }, 60_000);
  afterEach(() => at.close());

  async function evidenceOf({ receipt: { reportNumber } }: ReportAnswer): Promise<readonly CaseItem[]> {
    await rae.api.claim({ params: { reportNumber } });
    return (await rae.api.openEvidence({ params: { reportNumber } })).items;
  }

  async function opened(item: CaseItem | undefined, team: TeamKeyPair) {
    if (item === undefined) throw new Error("there is no item");
    const plaintext = await openItem(item.itemId, item.sealed, team);
    return plaintext === null ? null : decodeAs(itemEvidenceSchema, plaintext);
  }

  /** The envelopes that wait, as a thief would copy them. */
  const envelopes = () =>
    at.rows(async (db) => {
      const rows = await db
        .selectFrom("report")
        .selectAll()
        .where("intake_ciphertext", "is not", null)
        .execute();
      return rows.map(({ intake_ciphertext, intake_enc, intake_key_id }) => ({
        intakeKeyId: bytes(intake_key_id),
        enc: bytes(intake_enc),
        ciphertext: bytes(intake_ciphertext),
      }));
    });

  const intakeSecrets = () =>
    at.rows(async (db) =>
      (await db.selectFrom("intake_key").select("secret_key").execute()).map((row) => bytes(row.secret_key)),
    );

  /** What opens of these envelopes with each of these keys. */
  async function openedWith(sealed: Awaited<ReturnType<typeof envelopes>>, secrets: readonly Uint8Array[]) {
    const tried = sealed.flatMap((one) =>
      secrets.map((secret) =>
        openReport(one, { moderation: at.deps.name, intakeKeyId: one.intakeKeyId }, secret),
      ),
    );
    return (await Promise.all(tried)).filter((report) => report !== null);
  }

  test("waits for the team's key: the queue says so, it cannot be opened, and the reporter sees how far it is", async () => {
    const { reportNumber } = waiting.receipt;
    const { awaitsTeamKey, cases } = await rae.api.queue({ query: { state: "open" } });
    expect(awaitsTeamKey).toBe(true);
    expect(cases).toMatchObject([{ reportNumber, sealedToTeam: false }]);
    await expect(evidenceOf(waiting)).rejects.toMatchObject({ code: "evidence-waits" });
    expect(await outcomeOf(at, waiting)).toMatchObject({ state: "in-review", outcome: null });
  });

  test("that waited is sealed to the team when its key comes, which is once", async () => {
    const team = await generateTeamKeys();
    expect((await rae.api.team({})).publicKey).toBeNull();
    expect(await rae.api.setTeamKey({ body: { publicKey: team.publicKey } })).toEqual({ sealedItems: 1 });
    const again = rae.api.setTeamKey({ body: { publicKey: (await generateTeamKeys()).publicKey } });
    await expect(again).rejects.toMatchObject({ code: "team-key-exists" });
    expect((await rae.api.team({})).publicKey).toEqual(team.publicKey);
    expect(await rae.api.queue({ query: { state: "open" } })).toMatchObject({
      awaitsTeamKey: false,
      cases: [{ sealedToTeam: true }],
    });
    const [item] = await evidenceOf(waiting);
    const evidence = await opened(item, team);
    expect(evidence).toMatchObject({ note, reporter: { relay: "relay.example", account: "bob" } });
    expect(Buffer.from(evidence?.item ?? []).includes(text)).toBe(true);
    expect(await opened(item, await generateTeamKeys())).toBeNull();
  });

  test("of an anonymous report that waited names nobody", async () => {
    const said = say(period);
    const report = reportOf({ kind: "anonymous" }, [itemOf(said, "bob", { anonymous: true })]);
    const answer = await send(at, report);
    const team = await makeTeamKey(rae);
    const [item] = await evidenceOf(answer);
    expect(await opened(item, team)).toMatchObject({ reporter: null, note: null });
  });

  test("that comes after the team's key is sealed to it at once, the note with the first item alone", async () => {
    const team = await makeTeamKey(rae);
    const items = [1, 2].map(() => itemOf(say(period, { fields: [["text", text]] }), "bob"));
    const answer = await send(at, reportOf(named(period, "bob"), items, { note }));
    expect(await envelopes()).toEqual([]);
    const evidence = await Promise.all((await evidenceOf(answer)).map((item) => opened(item, team)));
    expect(evidence.map((one) => one?.note)).toEqual([note, null]);
    expect(evidence.map((one) => one?.item)).toEqual(items.map(({ item }) => item));
  });

  test("of a failed item is sealed to the team like any other", async () => {
    const team = await makeTeamKey(rae);
    const bad = { ...itemOf(say(period, { fields: [["text", text]] }), "bob"), suite: "none-v1" };
    const answer = await send(at, reportOf(named(period, "bob"), [bad]));
    const [item] = await evidenceOf(answer);
    expect(item?.verdict).toEqual({ verdict: "failed", check: "suite" });
    expect(await opened(item, team)).toMatchObject({ suite: "none-v1", item: bad.item });
  });

  test("of a service that was cut off while it sealed is sealed when it starts again", async () => {
    await bobReports(at, say(period));
    const team = await generateTeamKeys();
    await at.rows((db) =>
      db.insertInto("setting").values({ name: "team-key", value: team.publicKey }).execute(),
    );
    expect(await envelopes()).toHaveLength(2);
    await at.restart();
    rae = { ...rae, api: await signIn(at, rae.passkey) };
    expect(await envelopes()).toEqual([]);
    const [item] = await evidenceOf(waiting);
    expect(await opened(item, team)).toMatchObject({ note });
  });

  test("is opened by nothing in the database once it is sealed, not even a copy of what waited", async () => {
    const copied = await envelopes();
    // So that what follows can fail: as long as it waits, the database does open it.
    expect(await openedWith(copied, await intakeSecrets())).toHaveLength(1);
    const team = await makeTeamKey(rae);
    await bobReports(at, say(period, { fields: [["text", text]] }), { note });
    const [item] = await evidenceOf(waiting);
    for (const secretKey of await intakeSecrets()) {
      expect(await opened(item, { ...team, secretKey })).toBeNull();
    }
    at.now += hourMs + 1;
    await at.moderation.tidy();
    expect(await envelopes()).toEqual([]);
    expect(await openedWith(copied, await intakeSecrets())).toEqual([]);
    expect((await opened(item, team))?.note).toBe(note);
  });

  test("is in no row, no file and no line of the log in the clear", async () => {
    await makeTeamKey(rae);
    await bobReports(at, say(period, { fields: [["text", text]] }), { note });
    await evidenceOf(waiting);
    await at.moderation.tidy();
    // So that what follows can fail: what is meant to be kept in the clear is found.
    expect(await found("threats")).toEqual({ rows: true, files: true });
    for (const canary of [text, note]) expect(await found(canary)).toEqual({ rows: false, files: false });
    expect(at.log.length).toBeGreaterThan(3);
    expect(at.log.join("\n")).not.toMatch(/canary|bob|mallory|threats/u);
  });

  test.runIf(kind === "sqlite")("leaves no envelope and no replaced key behind in the files", async () => {
    const [copied] = await envelopes();
    const secrets = await intakeSecrets();
    const parts = [copied?.ciphertext.slice(0, 64), ...secrets].map((part) => Buffer.from(part ?? []));
    expect(parts.map((part) => inFiles(part))).toEqual([true, true]);
    await makeTeamKey(rae);
    at.now += hourMs + 1;
    await at.moderation.tidy();
    expect(parts.map((part) => inFiles(part))).toEqual([false, false]);
  });

  async function found(canary: string): Promise<{ rows: boolean; files: boolean }> {
    const rows = await at.rows(async (db) => {
      if (kind === "postgres") await sql`CHECKPOINT`.execute(db);
      const all = [];
      for (const { name } of await db.introspection.getTables()) {
        if (name.startsWith("kysely")) continue;
        all.push(...(await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(name)}`.execute(db)).rows);
      }
      return all.flatMap((row) => Object.values(row));
    });
    const inRows = rows.some((value) =>
      value instanceof Uint8Array ? Buffer.from(value).includes(canary) : String(value).includes(canary),
    );
    return { rows: inRows, files: inFiles(Buffer.from(canary), await dataDirectory()) };
  }

  async function dataDirectory(): Promise<string> {
    if (kind === "sqlite") return databases.directory;
    const shown = await at.rows((db) => sql<{ data_directory: string }>`SHOW data_directory`.execute(db));
    return shown.rows[0]?.data_directory ?? "";
  }

  function inFiles(part: Buffer, directory = databases.directory): boolean {
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return files.some((file) => readFileSync(file).includes(part));
  }
});

function bytes(value: Uint8Array | null): Uint8Array {
  return Uint8Array.from(value ?? []);
}
