import type { Transaction } from "kysely";
import type { Schema } from "./schema.ts";
import type { NewItem } from "./store.ts";

/** A case stays readable, and one person who repeats herself does not make it grow without end. */
const maxReportsInCase = 10;

/**
 * The open case in which the same reporter reported each of these messages before, or null. She is known by her tag, which
 * is the same for one account and message and says nothing else; so an item of which nothing was proven joins nothing.
 */
export async function joinableCase(
  trx: Transaction<Schema>,
  items: readonly Pick<NewItem, "message" | "tag">[],
): Promise<string | null> {
  let candidates: string[] | null = null;
  for (const { message, tag } of items) {
    if (message === null || tag === null) return null;
    const known = await casesOf(trx, message, tag);
    candidates = candidates === null ? known : candidates.filter((one) => known.includes(one));
    if (candidates.length === 0) return null;
  }
  for (const caseNumber of candidates ?? []) if (await join(trx, caseNumber)) return caseNumber;
  return null;
}

async function casesOf(trx: Transaction<Schema>, message: Uint8Array, tag: Uint8Array): Promise<string[]> {
  const rows = await trx
    .selectFrom("item")
    .select("case_number")
    .distinct()
    .where("message", "=", message)
    .where("tag", "=", tag)
    .orderBy("case_number")
    .execute();
  return rows.map(({ case_number }) => case_number);
}

/** False for a case that is decided, also where that happens at this moment: the update waits for it. */
async function join(trx: Transaction<Schema>, caseNumber: string): Promise<boolean> {
  const joined = await trx
    .updateTable("report_case")
    .set(({ eb }) => ({ reports: eb("reports", "+", 1) }))
    .where("case_number", "=", caseNumber)
    .where("state", "!=", "decided")
    .where("reports", "<", maxReportsInCase)
    .executeTakeFirst();
  return joined.numUpdatedRows === 1n;
}
