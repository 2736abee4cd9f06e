import {
  type CaseItem,
  type CaseSummary,
  categorySchema,
  outcomeSchema,
  type outcomes,
  ProblemError,
} from "@openfranking/protocol";
import type { Kysely } from "kysely";
import type { ModerationDeps, ReviewerCaller } from "../deps.ts";
import { verdictOfRow } from "../intake/accept.ts";
import type { ItemRow, ReportRow, Schema } from "../store/schema.ts";
import { teamKeyOf } from "../team-key.ts";

const pageSize = 50;

/** What the review routes work on. */
export interface Desk {
  readonly deps: ModerationDeps;
  readonly db: Kysely<Schema>;
}

/** Cases, the oldest first. A case is a report that joined no other, with whatever joined it. */
export async function readQueue(
  { db }: Desk,
  caller: ReviewerCaller,
  { after, state }: { readonly state: "open" | "decided"; readonly after?: string | undefined },
) {
  const rows = await db
    .selectFrom("report")
    .selectAll()
    .where("joined_to", "is", null)
    .where("state", "in", state === "open" ? ["waiting", "claimed"] : ["decided"])
    .where("report_number", ">", after ?? "")
    .orderBy("report_number")
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  const cases: CaseSummary[] = [];
  for (const row of page) cases.push(await summaryOf(db, row, caller));
  const next = rows.length > pageSize ? (page.at(-1)?.report_number ?? null) : null;
  return { cases, next, awaitsTeamKey: (await teamKeyOf(db)) === null };
}

export async function readCase({ db }: Desk, caller: ReviewerCaller, reportNumber: string) {
  const row = await findCase(db, reportNumber);
  const decision = await db
    .selectFrom("decision")
    .innerJoin("reviewer", "reviewer.reviewer", "decision.reviewer")
    .select([
      "decision.outcome",
      "decision.reason",
      "decision.decided_at as decidedAt",
      "reviewer.name as reviewer",
    ])
    .where("report_number", "=", reportNumber)
    .executeTakeFirst();
  const views = await db
    .selectFrom("view")
    .innerJoin("reviewer", "reviewer.reviewer", "view.reviewer")
    .select(["reviewer.name as reviewer", "view.viewed_at as viewedAt"])
    .where("report_number", "=", reportNumber)
    .orderBy("view.viewed_at")
    .execute();
  return {
    case: await summaryOf(db, row, caller),
    decision: decision === undefined ? null : { ...decision, outcome: outcomeSchema.parse(decision.outcome) },
    views,
  };
}

/** Of many who try at once, one succeeds. */
export async function claimCase(
  { db }: Desk,
  caller: ReviewerCaller,
  reportNumber: string,
): Promise<CaseSummary> {
  await db
    .updateTable("report")
    .set({ state: "claimed", claimed_by: caller.reviewer })
    .where("report_number", "=", reportNumber)
    .where("joined_to", "is", null)
    .where("state", "=", "waiting")
    .execute();
  const row = await findCase(db, reportNumber);
  if (row.state === "decided") throw new ProblemError("already-decided");
  if (row.claimed_by !== caller.reviewer) throw new ProblemError("claimed-by-another");
  return summaryOf(db, row, caller);
}

/** The view is committed before the sealed bytes leave. */
export async function openEvidence({ db, deps }: Desk, caller: ReviewerCaller, reportNumber: string) {
  const row = await claimedCase(db, caller, reportNumber);
  const items = (await itemsOf(db, reportNumber)).map(sealedItem);
  const viewed_at = deps.clock();
  const view_id = `${viewed_at.toString(36)}-${Buffer.from(deps.rng(8)).toString("hex")}`;
  await db
    .insertInto("view")
    .values({ view_id, report_number: reportNumber, reviewer: caller.reviewer, viewed_at })
    .execute();
  deps.log("evidence-viewed", { items: items.length });
  return { items, findings: findingsOf(row) };
}

export async function decideCase(
  { db, deps }: Desk,
  caller: ReviewerCaller,
  reportNumber: string,
  { outcome, reason }: { readonly outcome: (typeof outcomes)[number]; readonly reason: string },
): Promise<CaseSummary> {
  await claimedCase(db, caller, reportNumber);
  await db.transaction().execute(async (trx) => {
    const decided = await trx
      .updateTable("report")
      .set({ state: "decided" })
      .where("report_number", "=", reportNumber)
      .where("state", "=", "claimed")
      .where("claimed_by", "=", caller.reviewer)
      .executeTakeFirst();
    if (decided.numUpdatedRows !== 1n) throw new ProblemError("already-decided");
    await trx
      .insertInto("decision")
      .values({
        report_number: reportNumber,
        outcome,
        reason,
        decided_at: deps.clock(),
        reviewer: caller.reviewer,
      })
      .execute();
  });
  deps.log("decided", {});
  return summaryOf(db, await findCase(db, reportNumber), caller);
}

async function findCase(db: Kysely<Schema>, reportNumber: string): Promise<ReportRow> {
  const row = await db
    .selectFrom("report")
    .selectAll()
    .where("report_number", "=", reportNumber)
    .where("joined_to", "is", null)
    .executeTakeFirst();
  if (row === undefined) throw new ProblemError("not-found");
  return row;
}

async function claimedCase(
  db: Kysely<Schema>,
  caller: ReviewerCaller,
  reportNumber: string,
): Promise<ReportRow> {
  const row = await findCase(db, reportNumber);
  if (row.state === "decided") throw new ProblemError("already-decided");
  if (row.state !== "claimed" || row.claimed_by !== caller.reviewer) throw new ProblemError("not-claimed");
  return row;
}

async function summaryOf(db: Kysely<Schema>, row: ReportRow, caller: ReviewerCaller): Promise<CaseSummary> {
  const items = await itemsOf(db, row.report_number);
  return {
    reportNumber: row.report_number,
    state: row.state,
    category: categorySchema.parse(row.category),
    receivedAt: row.received_at,
    verdicts: items.map(verdictOfRow),
    reporters: await reportersOf(db, items),
    claimedByMe: row.claimed_by === caller.reviewer,
    sealedToTeam: items.every(({ ciphertext }) => ciphertext !== null),
  };
}

function itemsOf(db: Kysely<Schema>, reportNumber: string): Promise<ItemRow[]> {
  return db
    .selectFrom("item")
    .selectAll()
    .where("report_number", "=", reportNumber)
    .orderBy("position")
    .execute();
}

/** The most distinct people who reported one of the messages, each counted by her tag: an account is counted once and not named. */
async function reportersOf(db: Kysely<Schema>, items: readonly ItemRow[]): Promise<number> {
  let most = 1;
  for (const { commitment } of items) {
    if (commitment === null) continue;
    const { tags } = await db
      .selectFrom("item")
      .select((select) => select.fn.count<number>("tag").distinct().as("tags"))
      .where("commitment", "=", commitment)
      .executeTakeFirstOrThrow();
    most = Math.max(most, Number(tags));
  }
  return most;
}

function sealedItem(row: ItemRow): CaseItem {
  const { ciphertext, enc, item_id, suite, wrapped_key } = row;
  if (ciphertext === null || enc === null || wrapped_key === null) throw new ProblemError("evidence-waits");
  const sealed = {
    enc: Uint8Array.from(enc),
    wrappedKey: Uint8Array.from(wrapped_key),
    ciphertext: Uint8Array.from(ciphertext),
  };
  return { itemId: item_id, suite, verdict: verdictOfRow(row), sealed };
}

function findingsOf({ findings }: ReportRow): string[] {
  const parsed: unknown = JSON.parse(findings);
  return Array.isArray(parsed) ? parsed.filter((one) => typeof one === "string") : [];
}
