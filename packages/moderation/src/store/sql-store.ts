import { type DatabaseLocation, openDatabase } from "@openfranking/database";
import { sql } from "kysely";
import { migrations } from "./migrations.ts";
import type { Schema } from "./schema.ts";
import { sqlCases } from "./sql-cases.ts";
import { sqlIntakeKeys, sqlTeam } from "./sql-intake-keys.ts";
import { sqlReports } from "./sql-reports.ts";
import { sqlReviewers } from "./sql-reviewers.ts";
import { sqlStampKeys } from "./sql-stamp-keys.ts";
import type { ModerationStore } from "./store.ts";

/** The one adapter: SQLite and PostgreSQL differ in the type of a column of bytes, and in how they erase. */
export async function openStore(location: DatabaseLocation): Promise<ModerationStore> {
  const database = await openDatabase<Schema>(location, migrations);
  const { db, kind } = database;
  return {
    stampKeys: sqlStampKeys(db),
    intakeKeys: sqlIntakeKeys(db),
    team: sqlTeam(db),
    reports: sqlReports(db),
    cases: sqlCases(db),
    reviewers: sqlReviewers(db),
    async erase() {
      // `secure_delete` overwrites it in the file; it is in the write-ahead log until that is cut.
      if (kind === "sqlite") await sql`pragma wal_checkpoint(TRUNCATE)`.execute(db);
    },
    close: () => database.close(),
  };
}
