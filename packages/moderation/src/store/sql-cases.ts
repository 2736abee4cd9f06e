import { type Kysely, sql } from "kysely";
import type { CaseRow, ItemRow, Schema } from "./schema.ts";
import type { CaseStore, StoredCase, StoredItem } from "./store.ts";
import { verdictOf } from "./verdict-columns.ts";

export function sqlCases(db: Kysely<Schema>): CaseStore {
  return {
    async page(states, after, limit) {
      const rows = await db
        .selectFrom("report_case")
        .selectAll()
        .where("state", "in", states)
        .where("case_number", ">", after)
        .orderBy("case_number")
        .limit(limit)
        .execute();
      return withItems(db, rows);
    },
    async find(caseNumber) {
      const rows = await db
        .selectFrom("report_case")
        .selectAll()
        .where("case_number", "=", caseNumber)
        .execute();
      return (await withItems(db, rows))[0] ?? null;
    },
    async claim(caseNumber, reviewer) {
      await db
        .updateTable("report_case")
        .set({ state: "claimed", claimed_by: reviewer })
        .where("case_number", "=", caseNumber)
        .where("state", "=", "waiting")
        .execute();
    },
    evidence: (caseNumber) => evidence(db, caseNumber),
    async recordView({ caseNumber, reviewer, viewedAt, viewId }) {
      const view = { view_id: viewId, case_number: caseNumber, reviewer, viewed_at: viewedAt };
      await db.insertInto("view").values(view).execute();
    },
    views: (caseNumber) =>
      db
        .selectFrom("view")
        .innerJoin("reviewer", "reviewer.reviewer", "view.reviewer")
        .select(["reviewer.name as reviewer", "view.viewed_at as viewedAt"])
        .where("case_number", "=", caseNumber)
        .orderBy("view.viewed_at")
        .orderBy("view.view_id")
        .execute(),
    decide: (decision) => decide(db, decision),
    async decision(caseNumber) {
      const decision = await db
        .selectFrom("decision")
        .innerJoin("reviewer", "reviewer.reviewer", "decision.reviewer")
        .select(["outcome", "reason", "decided_at as decidedAt", "reviewer.name as reviewer"])
        .where("case_number", "=", caseNumber)
        .executeTakeFirst();
      return decision ?? null;
    },
  };
}

async function withItems(db: Kysely<Schema>, rows: readonly CaseRow[]): Promise<StoredCase[]> {
  if (rows.length === 0) return [];
  const numbers = rows.map(({ case_number }) => case_number);
  const items = await db
    .selectFrom("item")
    // The wrapped key stands for the sealed item, which may be large and is not shown here.
    .select(["case_number", "verdict", "failed_check", "wrapped_key"])
    .where("case_number", "in", numbers)
    .orderBy("report_number")
    .orderBy("position")
    .execute();
  const reporters = await reportersOf(db, numbers);
  return rows.map(({ case_number, category, claimed_by, received_at, state }) => {
    const own = items.filter((item) => item.case_number === case_number);
    return {
      caseNumber: case_number,
      category,
      receivedAt: received_at,
      state,
      claimedBy: claimed_by,
      verdicts: own.map(verdictOf),
      reporters: reporters.get(case_number) ?? 1,
      sealedToTeam: own.every(({ wrapped_key }) => wrapped_key !== null),
    };
  });
}

/** An account is counted once and not named: by its tags, over all cases that hold the same message. */
async function reportersOf(
  db: Kysely<Schema>,
  caseNumbers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom("item as mine")
    .innerJoin("item as same", "same.message", "mine.message")
    .select(["mine.case_number", sql<number>`count(distinct same.tag)`.as("tags")])
    .where("mine.case_number", "in", caseNumbers)
    .groupBy(["mine.case_number", "mine.message"])
    .execute();
  const most = new Map<string, number>();
  for (const { case_number, tags } of rows) {
    most.set(case_number, Math.max(1, Number(tags), most.get(case_number) ?? 1));
  }
  return most;
}

async function evidence(db: Kysely<Schema>, caseNumber: string): ReturnType<CaseStore["evidence"]> {
  const items = await db
    .selectFrom("item")
    .selectAll()
    .where("case_number", "=", caseNumber)
    .orderBy("report_number")
    .orderBy("position")
    .execute();
  const reports = await db
    .selectFrom("report")
    .select("findings")
    .where("case_number", "=", caseNumber)
    .execute();
  const findings = reports.flatMap((report) => kindsOf(report.findings));
  return { items: items.map(storedItem), findings: [...new Set(findings)] };
}

function storedItem(row: ItemRow): StoredItem {
  const { ciphertext, enc, item_id, suite, wrapped_key } = row;
  const sealed =
    ciphertext === null || enc === null || wrapped_key === null
      ? null
      : {
          enc: Uint8Array.from(enc),
          wrappedKey: Uint8Array.from(wrapped_key),
          ciphertext: Uint8Array.from(ciphertext),
        };
  return { itemId: item_id, suite, verdict: verdictOf(row), sealed };
}

function kindsOf(findings: string): string[] {
  const parsed: unknown = JSON.parse(findings);
  return Array.isArray(parsed) ? parsed.filter((kind) => typeof kind === "string") : [];
}

function decide(
  db: Kysely<Schema>,
  { caseNumber, decidedAt, outcome, reason, reviewer }: Parameters<CaseStore["decide"]>[0],
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const decided = await trx
      .updateTable("report_case")
      .set({ state: "decided" })
      .where("case_number", "=", caseNumber)
      .where("state", "=", "claimed")
      .where("claimed_by", "=", reviewer)
      .executeTakeFirst();
    if (decided.numUpdatedRows !== 1n) return false;
    const row = { case_number: caseNumber, outcome, reason, decided_at: decidedAt, reviewer };
    await trx.insertInto("decision").values(row).execute();
    return true;
  });
}
