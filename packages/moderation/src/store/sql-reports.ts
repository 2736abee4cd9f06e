import { equalBytes } from "@openfranking/franking";
import type { Kysely, Transaction } from "kysely";
import { joinableCase } from "./joinable-case.ts";
import type { ItemRow, ReportRow, Schema } from "./schema.ts";
import type { Acceptance, KeptReport, NewReport, ReportStore, WaitingReport } from "./store.ts";
import { columnsOfVerdict, verdictOf } from "./verdict-columns.ts";

export function sqlReports(db: Kysely<Schema>): ReportStore {
  return {
    find: (reportId) => findReport(db, reportId),
    accept: (reports) =>
      db.transaction().execute(async (trx) => {
        const acceptances: Acceptance[] = [];
        for (const report of reports) acceptances.push(await accept(trx, report));
        return acceptances;
      }),
    nextWaiting: () => nextWaiting(db),
    seal: (reportNumber, items) =>
      db.transaction().execute(async (trx) => {
        const forgotten = await trx
          .updateTable("report")
          .set({ intake_key_id: null, intake_enc: null, intake_ciphertext: null })
          .where("report_number", "=", reportNumber)
          .where("intake_ciphertext", "is not", null)
          .executeTakeFirst();
        if (forgotten.numUpdatedRows !== 1n) return false;
        for (const { itemId, sealed } of items) {
          const { ciphertext, enc, wrappedKey } = sealed;
          await trx
            .updateTable("item")
            .set({ enc, wrapped_key: wrappedKey, ciphertext })
            .where("item_id", "=", itemId)
            .execute();
        }
        return true;
      }),
    standing: (reportNumber) => standing(db, reportNumber),
  };
}

async function findReport(db: Kysely<Schema>, reportId: Uint8Array): Promise<KeptReport | null> {
  const row = await db
    .selectFrom("report")
    .select(["report_number", "report_id", "digest", "received_at"])
    .where("report_id", "=", reportId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const items = await db
    .selectFrom("item")
    .select(["verdict", "failed_check"])
    .where("report_number", "=", row.report_number)
    .orderBy("position")
    .execute();
  return {
    reportNumber: row.report_number,
    reportId: Uint8Array.from(row.report_id),
    digest: Uint8Array.from(row.digest),
    receivedAt: row.received_at,
    verdicts: items.map(verdictOf),
  };
}

/** The same report again is the same report; another one under its name, or with its reporter's assertion, is not. */
async function accept(trx: Transaction<Schema>, report: NewReport): Promise<Acceptance> {
  const before = await findReport(trx, report.reportId);
  if (before !== null) {
    const isSame = equalBytes(before.digest, report.digest);
    return isSame ? { kind: "kept", report: before } : { kind: "report-exists" };
  }
  if (report.binding !== null && (await isSpent(trx, report.binding, report.reportId)))
    return { kind: "assertion-spent" };
  const caseNumber = (await joinableCase(trx, report.items)) ?? (await openCase(trx, report));
  await trx.insertInto("report").values(reportRow(report, caseNumber)).execute();
  await trx.insertInto("item").values(itemRows(report, caseNumber)).execute();
  const { digest, items, receivedAt, reportId, reportNumber } = report;
  const verdicts = items.map(({ verdict }) => verdict);
  return { kind: "kept", report: { reportNumber, reportId, digest, receivedAt, verdicts } };
}

/** On another report: this one may have been kept by another process since it was looked for, and is then found again. */
async function isSpent(
  trx: Transaction<Schema>,
  binding: Uint8Array,
  reportId: Uint8Array,
): Promise<boolean> {
  const spent = await trx
    .selectFrom("report")
    .select("report_number")
    .where("binding", "=", binding)
    .where("report_id", "!=", reportId)
    .executeTakeFirst();
  return spent !== undefined;
}

async function openCase(trx: Transaction<Schema>, report: NewReport): Promise<string> {
  const { category, receivedAt, reportNumber } = report;
  await trx
    .insertInto("report_case")
    .values({
      case_number: reportNumber,
      category,
      received_at: receivedAt,
      state: "waiting",
      claimed_by: null,
      reports: 1,
    })
    .execute();
  return reportNumber;
}

function reportRow(report: NewReport, caseNumber: string): ReportRow {
  return {
    report_number: report.reportNumber,
    case_number: caseNumber,
    report_id: report.reportId,
    digest: report.digest,
    received_at: report.receivedAt,
    binding: report.binding,
    findings: JSON.stringify(report.findings),
    intake_key_id: report.waiting?.intakeKeyId ?? null,
    intake_enc: report.waiting?.enc ?? null,
    intake_ciphertext: report.waiting?.ciphertext ?? null,
  };
}

function itemRows({ items, reportNumber }: NewReport, caseNumber: string): ItemRow[] {
  return items.map(({ itemId, message, sealed, suite, tag, verdict }, position) => ({
    item_id: itemId,
    report_number: reportNumber,
    case_number: caseNumber,
    position,
    suite,
    ...columnsOfVerdict(verdict),
    message,
    tag,
    enc: sealed?.enc ?? null,
    wrapped_key: sealed?.wrappedKey ?? null,
    ciphertext: sealed?.ciphertext ?? null,
  }));
}

async function nextWaiting(db: Kysely<Schema>): Promise<WaitingReport | null> {
  const row = await db
    .selectFrom("report")
    .select(["report_number", "intake_key_id", "intake_enc", "intake_ciphertext"])
    .where("intake_key_id", "is not", null)
    .orderBy("report_number")
    .executeTakeFirst();
  if (row === undefined) return null;
  const { intake_ciphertext: ciphertext, intake_enc: enc, intake_key_id: intakeKeyId } = row;
  if (ciphertext === null || enc === null || intakeKeyId === null)
    throw new Error("unreachable: a report that waits has its envelope");
  return {
    reportNumber: row.report_number,
    envelope: {
      intakeKeyId: Uint8Array.from(intakeKeyId),
      enc: Uint8Array.from(enc),
      ciphertext: Uint8Array.from(ciphertext),
    },
  };
}

async function standing(db: Kysely<Schema>, reportNumber: string): ReturnType<ReportStore["standing"]> {
  const row = await db
    .selectFrom("report")
    .innerJoin("report_case", "report_case.case_number", "report.case_number")
    .leftJoin("decision", "decision.case_number", "report.case_number")
    .select(["report_id", "digest", "state", "outcome", "decided_at"])
    .where("report_number", "=", reportNumber)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    reportId: Uint8Array.from(row.report_id),
    digest: Uint8Array.from(row.digest),
    state: row.state,
    outcome: row.outcome,
    decidedAt: row.decided_at,
  };
}
