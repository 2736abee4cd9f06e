import { equalBytes, mac, reveal } from "@openfranking/franking";
import {
  answerSchema,
  encodeAs,
  itemEvidenceSchema,
  ProblemError,
  type ReportAnswer,
  type ReportItem,
  type SealedItem,
  sealAnswer,
  sealItems,
  signReceipt,
} from "@openfranking/protocol";
import type { Kysely, Transaction } from "kysely";
import type { ModerationDeps } from "../deps.ts";
import type { ItemRow, ReportRow, Schema } from "../store/schema.ts";
import { teamKeyOf } from "../team-key.ts";
import type { Examined } from "./examine.ts";

/** What acceptance is answered with: the answer, or the code of a refusal. One bad report fails alone. */
export type Accepted =
  | { readonly kind: "accepted"; readonly report: ReportRow; readonly items: readonly ItemRow[] }
  | { readonly kind: "refused"; readonly error: ProblemError };

/**
 * Keeps reports, many in one transaction. Each item is sealed to the team before the transaction commits, with one
 * encapsulation for all; without a team key the sealed envelope is kept, and nothing else of what was said.
 */
export async function acceptAll(
  deps: ModerationDeps,
  db: Kysely<Schema>,
  batch: readonly Examined[],
): Promise<Accepted[]> {
  const teamKey = await teamKeyOf(db);
  const named = batch.map((examined) => ({ examined, reportNumber: newReportNumber(deps) }));
  const sealed = teamKey === null ? null : await sealBatch(named, teamKey);
  return db.transaction().execute(async (trx) => {
    const now = await teamKeyOf(trx);
    // The first reviewer came while this was sealed, or not sealed: once more, with the key that is there now.
    if ((now === null) !== (teamKey === null)) throw new Error("the team key was made in between");
    const accepted: Accepted[] = [];
    for (const { examined, reportNumber } of named) {
      accepted.push(await acceptOne(deps, trx, examined, reportNumber, sealed));
    }
    return accepted;
  });
}

/** Time-ordered, so that the queue's order is the order of arrival; then 64 random bits. */
function newReportNumber({ clock, rng }: ModerationDeps): string {
  return `${clock().toString(36).padStart(9, "0")}-${Buffer.from(rng(8)).toString("hex")}`;
}

async function sealBatch(
  named: readonly { readonly examined: Examined; readonly reportNumber: string }[],
  teamKey: Uint8Array,
): Promise<ReadonlyMap<string, SealedItem>> {
  const plain = named.flatMap(({ examined, reportNumber }) => plaintexts(examined, reportNumber));
  const sealed = await sealItems(plain, teamKey);
  return new Map(sealed.map((item, i) => [plain[i]?.id ?? "", item]));
}

/** The evidence of each item, as a reviewer will open it. The note goes with the first. */
export function plaintexts(
  {
    items,
    report,
    reporter,
  }: Pick<Examined, "report" | "reporter"> & { readonly items: readonly ReportItem[] },
  reportNumber: string,
): { id: string; plaintext: Uint8Array }[] {
  return items.map(({ item, suite }, i) => ({
    id: itemId(reportNumber, i),
    plaintext: encodeAs(itemEvidenceSchema, {
      suite,
      item,
      note: i === 0 ? (report.note ?? null) : null,
      reporter,
    }),
  }));
}

export function itemId(reportNumber: string, position: number): string {
  return `${reportNumber}/${position}`;
}

async function acceptOne(
  deps: ModerationDeps,
  trx: Transaction<Schema>,
  examined: Examined,
  reportNumber: string,
  sealed: ReadonlyMap<string, SealedItem> | null,
): Promise<Accepted> {
  const before = await trx
    .selectFrom("report")
    .selectAll()
    .where("report_id", "=", examined.report.reportId)
    .executeTakeFirst();
  if (before !== undefined) return repeated(trx, before, examined);
  if (await isSpent(trx, examined.binding))
    return { kind: "refused", error: new ProblemError("reporter-refused") };
  const report: ReportRow = {
    report_number: reportNumber,
    report_id: examined.report.reportId,
    digest: examined.digest,
    category: examined.report.category,
    received_at: deps.clock(),
    state: "waiting",
    claimed_by: null,
    binding: examined.binding,
    joined_to: await joinedTo(trx, examined),
    findings: JSON.stringify(examined.findings),
    ...waitingEnvelope(examined, sealed),
  };
  const items = itemRows(examined, reportNumber, report.joined_to === null ? sealed : null);
  await trx.insertInto("report").values(report).execute();
  await trx.insertInto("item").values(items).execute();
  return { kind: "accepted", report, items };
}

/** The same report again is the same report; another one under its name is refused. */
async function repeated(trx: Transaction<Schema>, before: ReportRow, examined: Examined): Promise<Accepted> {
  if (!equalBytes(before.digest, examined.digest))
    return { kind: "refused", error: new ProblemError("report-exists") };
  const items = await trx
    .selectFrom("item")
    .selectAll()
    .where("report_number", "=", before.report_number)
    .orderBy("position")
    .execute();
  return { kind: "accepted", report: before, items };
}

async function isSpent(trx: Transaction<Schema>, binding: Uint8Array | null): Promise<boolean> {
  if (binding === null) return false;
  const row = await trx
    .selectFrom("report")
    .select("report_number")
    .where("binding", "=", binding)
    .executeTakeFirst();
  return row !== undefined;
}

/** Where the same reporter reported every one of these messages before, in a report that is still open, this one joins it. */
async function joinedTo(trx: Transaction<Schema>, { items }: Examined): Promise<string | null> {
  const numbers = new Set<string>();
  for (const { judgement } of items) {
    if (judgement?.tag == null) return null;
    const row = await trx
      .selectFrom("item")
      .innerJoin("report", "report.report_number", "item.report_number")
      .select("item.report_number")
      .where("item.commitment", "=", judgement.commitment)
      .where("item.tag", "=", judgement.tag)
      .where("report.joined_to", "is", null)
      .where("report.state", "!=", "decided")
      .executeTakeFirst();
    if (row === undefined) return null;
    numbers.add(row.report_number);
  }
  const [only] = numbers;
  return numbers.size === 1 && only !== undefined ? only : null;
}

function waitingEnvelope(
  { sealed: envelope }: Examined,
  sealed: unknown,
): Pick<ReportRow, "intake_key_id" | "intake_enc" | "intake_ciphertext"> {
  if (sealed !== null) return { intake_key_id: null, intake_enc: null, intake_ciphertext: null };
  return {
    intake_key_id: envelope.intakeKeyId,
    intake_enc: envelope.enc,
    intake_ciphertext: envelope.ciphertext,
  };
}

function itemRows(
  { items }: Examined,
  reportNumber: string,
  sealed: ReadonlyMap<string, SealedItem> | null,
): ItemRow[] {
  return items.map(({ judgement, suite, verdict }, position) => {
    const id = itemId(reportNumber, position);
    const kept = sealed?.get(id);
    return {
      item_id: id,
      report_number: reportNumber,
      position,
      suite,
      verdict: verdict.verdict,
      failed_check: verdict.verdict === "failed" ? verdict.check : null,
      commitment: judgement?.commitment ?? null,
      tag: judgement?.tag ?? null,
      enc: kept?.enc ?? null,
      wrapped_key: kept?.wrappedKey ?? null,
      ciphertext: kept?.ciphertext ?? null,
    };
  });
}

/** The answer to a report, under the key that its reporter alone has. No verdict is signed. */
export async function answerTo(
  deps: ModerationDeps,
  examined: Examined,
  accepted: Accepted,
): Promise<Uint8Array> {
  if (accepted.kind === "refused") throw accepted.error;
  const { items, report } = accepted;
  const receipt = signReceipt(
    {
      moderation: deps.name,
      reportNumber: report.report_number,
      digest: Uint8Array.from(report.digest),
      receivedAt: report.received_at,
    },
    deps.identity,
  );
  const answer: ReportAnswer = {
    receiptSecret: receiptSecretOf(deps, report),
    receipt,
    verdicts: items.map(verdictOfRow),
  };
  return sealAnswer(encodeAs(answerSchema, answer), examined.responseKey);
}

/** Derived and never stored: the database does not let anyone ask for an outcome. */
export function receiptSecretOf(
  deps: ModerationDeps,
  report: Pick<ReportRow, "report_id" | "digest">,
): Uint8Array {
  const key = mac(reveal(deps.identity), "openfranking receipt-secret-key v1");
  return mac(key, "openfranking receipt-secret v1", report.report_id, report.digest);
}

export function verdictOfRow({ failed_check, verdict }: Pick<ItemRow, "failed_check" | "verdict">) {
  return verdict === "failed" ? { verdict, check: failed_check ?? "item" } : { verdict };
}
