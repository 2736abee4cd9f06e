import { equalBytes } from "@openfranking/franking";
import { outcomeSchema, ProblemError } from "@openfranking/protocol";
import type { Kysely } from "kysely";
import type { ModerationDeps } from "./deps.ts";
import { receiptSecretOf } from "./intake/accept.ts";
import type { ReportRow, Schema } from "./store/schema.ts";

/** What became of a report, for whoever shows its receipt's secret. A number that is unknown and a secret that is wrong look alike. */
export async function outcomeFor(
  deps: ModerationDeps,
  db: Kysely<Schema>,
  reportNumber: string,
  secret: Uint8Array,
) {
  const row = await db
    .selectFrom("report")
    .selectAll()
    .where("report_number", "=", reportNumber)
    .executeTakeFirst();
  if (row === undefined || !equalBytes(receiptSecretOf(deps, row), secret))
    throw new ProblemError("not-found");
  const deciding = await caseOf(db, row);
  const decision = await db
    .selectFrom("decision")
    .selectAll()
    .where("report_number", "=", deciding.report_number)
    .executeTakeFirst();
  const state = ({ waiting: "received", claimed: "in-review", decided: "decided" } as const)[deciding.state];
  return {
    state,
    outcome: decision === undefined ? null : outcomeSchema.parse(decision.outcome),
    decidedAt: decision?.decided_at ?? null,
  };
}

async function caseOf(db: Kysely<Schema>, row: ReportRow): Promise<ReportRow> {
  if (row.joined_to === null) return row;
  return db
    .selectFrom("report")
    .selectAll()
    .where("report_number", "=", row.joined_to)
    .executeTakeFirstOrThrow();
}
