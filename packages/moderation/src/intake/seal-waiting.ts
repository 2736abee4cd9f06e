import { decodeAs, openReport, reportSchema, sealItems } from "@openfranking/protocol";
import type { Kysely } from "kysely";
import type { ModerationDeps } from "../deps.ts";
import type { IntakeKeyRow, ReportRow, Schema } from "../store/schema.ts";
import { teamKeyOf } from "../team-key.ts";
import { itemId, plaintexts } from "./accept.ts";

/**
 * Seals to the team what came before it had a key, and forgets the envelopes. Goes on where it was cut off: a report waits
 * until its items are sealed, and both change in one transaction. Returns how many items were sealed.
 */
export async function sealWaiting(deps: ModerationDeps, db: Kysely<Schema>): Promise<number> {
  const teamKey = await teamKeyOf(db);
  if (teamKey === null) return 0;
  let sealedItems = 0;
  for (;;) {
    const report = await db
      .selectFrom("report")
      .selectAll()
      .where("intake_ciphertext", "is not", null)
      .executeTakeFirst();
    if (report === undefined) break;
    sealedItems += await sealOne(deps, db, report, teamKey);
  }
  deps.log("sealed-to-team", { items: sealedItems });
  return sealedItems;
}

async function sealOne(
  deps: ModerationDeps,
  db: Kysely<Schema>,
  row: ReportRow,
  teamKey: Uint8Array,
): Promise<number> {
  const { report, reporter } = await reopen(deps, db, row);
  const items =
    row.joined_to === null ? plaintexts({ items: report.items, report, reporter }, row.report_number) : [];
  const sealed = items.length === 0 ? [] : await sealItems(items, teamKey);
  await db.transaction().execute(async (trx) => {
    for (const [i, { ciphertext, enc, wrappedKey }] of sealed.entries()) {
      await trx
        .updateTable("item")
        .set({ enc, wrapped_key: wrappedKey, ciphertext })
        .where("item_id", "=", itemId(row.report_number, i))
        .execute();
    }
    await trx
      .updateTable("report")
      .set({ intake_key_id: null, intake_enc: null, intake_ciphertext: null })
      .where("report_number", "=", row.report_number)
      .execute();
  });
  return sealed.length;
}

async function reopen(deps: ModerationDeps, db: Kysely<Schema>, row: ReportRow) {
  const { intake_ciphertext: ciphertext, intake_enc: enc, intake_key_id: keyId } = row;
  if (ciphertext === null || enc === null || keyId === null)
    throw new Error("unreachable: a waiting report has its envelope");
  const key: IntakeKeyRow = await db
    .selectFrom("intake_key")
    .selectAll()
    .where("intake_key_id", "=", keyId)
    .executeTakeFirstOrThrow();
  const intakeKeyId = Uint8Array.from(keyId);
  const sealed = { intakeKeyId, enc: Uint8Array.from(enc), ciphertext: Uint8Array.from(ciphertext) };
  const opened = await openReport(
    sealed,
    { moderation: deps.name, intakeKeyId },
    Uint8Array.from(key.secret_key),
  );
  if (opened === null) throw new Error("unreachable: a report that was opened opens again");
  const report = decodeAs(reportSchema, opened.encoded);
  const { reporter } = report;
  // The assertion was verified when the report came.
  return {
    report,
    reporter:
      reporter.kind === "named"
        ? { relay: reporter.assertion.relay, account: reporter.assertion.account }
        : null,
  };
}
