import { type Database, type DatabaseLocation, openDatabase } from "@openfranking/database";
import { sql } from "kysely";
import { migrations } from "./migrations.ts";
import type { RelaySchema } from "./schema.ts";
import { sqlAccounts } from "./sql-accounts.ts";
import { sqlConversations } from "./sql-conversations.ts";
import { sqlKeyPackages } from "./sql-key-packages.ts";
import { sqlMailboxes } from "./sql-mailboxes.ts";
import { sqlPeriods } from "./sql-periods.ts";
import { sqlSessions } from "./sql-sessions.ts";
import type { RelayStore } from "./store.ts";

/** The one adapter: SQLite and PostgreSQL differ in the type of a column of bytes, and in row locks. */
export async function openStore(location: DatabaseLocation): Promise<RelayStore> {
  const database = await openDatabase<RelaySchema>(location, migrations);
  const { db } = database;
  const isShared = database.kind === "postgres";
  return {
    accounts: sqlAccounts(db),
    sessions: sqlSessions(db),
    keyPackages: sqlKeyPackages(db, isShared),
    conversations: sqlConversations(db, isShared),
    mailboxes: sqlMailboxes(db),
    periods: sqlPeriods(db),
    isShared,
    forget: (now) => forget(database, now),
    close: () => database.close(),
  };
}

async function forget({ db, kind }: Database<RelaySchema>, now: number): Promise<Record<string, number>> {
  const gone = await db.transaction().execute(async (trx) => ({
    secrets: await trx
      .updateTable("period")
      .set({ secret: null })
      .where("not_after", "<", now)
      .where("secret", "is not", null)
      .executeTakeFirst(),
    records: await trx.deleteFrom("period").where("verify_until", "<", now).executeTakeFirst(),
    accepted: await trx.deleteFrom("accepted").where("forget_after", "<", now).executeTakeFirst(),
    sessions: await trx.deleteFrom("session").where("expires_at", "<=", now).executeTakeFirst(),
    tickets: await trx.deleteFrom("ticket").where("expires_at", "<=", now).executeTakeFirst(),
    nonces: await trx.deleteFrom("spent_nonce").where("expires_at", "<=", now).executeTakeFirst(),
    // Two devices that acknowledge at the same moment each see the other's entry, and leave the envelope.
    envelopes: await trx
      .deleteFrom("envelope")
      .where(({ exists, not, selectFrom }) =>
        not(
          exists(
            selectFrom("mailbox_entry")
              .select("device")
              .whereRef("mailbox_entry.envelope", "=", "envelope.id"),
          ),
        ),
      )
      .executeTakeFirst(),
  }));
  // What is erased from the file is in its write-ahead log until that is cut.
  if (kind === "sqlite") await sql`pragma wal_checkpoint(TRUNCATE)`.execute(db);
  const counts = Object.entries(gone).map(([name, result]) => [
    name,
    Number("numDeletedRows" in result ? result.numDeletedRows : result.numUpdatedRows),
  ]);
  return Object.fromEntries(counts);
}
