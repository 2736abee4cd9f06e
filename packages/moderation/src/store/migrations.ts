import type { Migrations } from "@openfranking/database";

export const migrations: Migrations = {
  "2026-11-25T09:00 keys": async (db, bytes) => {
    await db.schema
      .createTable("stamp_key")
      .addColumn("key_id", bytes, (c) => c.primaryKey())
      .addColumn("record", bytes, (c) => c.notNull())
      .addColumn("signature", bytes, (c) => c.notNull())
      .addColumn("secret_key", bytes, (c) => c.notNull())
      .addColumn("offer_digest", bytes, (c) => c.notNull().unique())
      .addColumn("verify_until", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("intake_key")
      .addColumn("intake_key_id", bytes, (c) => c.primaryKey())
      .addColumn("public_key", bytes, (c) => c.notNull())
      .addColumn("secret_key", bytes, (c) => c.notNull())
      .addColumn("made_at", "bigint", (c) => c.notNull())
      .addColumn("replaced_at", "bigint")
      .execute();
    await db.schema
      .createTable("setting")
      .addColumn("name", "text", (c) => c.primaryKey())
      .addColumn("value", bytes, (c) => c.notNull())
      .execute();
  },
  "2026-11-25T09:01 reports": async (db, bytes) => {
    await db.schema
      .createTable("report_case")
      .addColumn("case_number", "text", (c) => c.primaryKey())
      .addColumn("category", "text", (c) => c.notNull())
      .addColumn("received_at", "bigint", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("claimed_by", "text")
      .addColumn("reports", "integer", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("case_queue").on("report_case").columns(["state", "case_number"]).execute();
    await db.schema
      .createTable("report")
      .addColumn("report_number", "text", (c) => c.primaryKey())
      .addColumn("case_number", "text", (c) => c.notNull().references("report_case.case_number"))
      .addColumn("report_id", bytes, (c) => c.notNull().unique())
      .addColumn("digest", bytes, (c) => c.notNull())
      .addColumn("received_at", "bigint", (c) => c.notNull())
      .addColumn("binding", bytes, (c) => c.unique())
      .addColumn("findings", "text", (c) => c.notNull())
      // Whoever deletes a key and whoever lets a report wait under it meet here: one of them fails.
      .addColumn("intake_key_id", bytes, (c) => c.references("intake_key.intake_key_id"))
      .addColumn("intake_enc", bytes)
      .addColumn("intake_ciphertext", bytes)
      .execute();
    await db.schema.createIndex("report_of_case").on("report").column("case_number").execute();
    await db.schema.createIndex("report_waiting").on("report").column("intake_key_id").execute();
    await db.schema
      .createTable("item")
      .addColumn("item_id", "text", (c) => c.primaryKey())
      .addColumn("report_number", "text", (c) => c.notNull().references("report.report_number"))
      .addColumn("case_number", "text", (c) => c.notNull().references("report_case.case_number"))
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("suite", "text", (c) => c.notNull())
      .addColumn("verdict", "text", (c) => c.notNull())
      .addColumn("failed_check", "text")
      .addColumn("message", bytes)
      .addColumn("tag", bytes)
      .addColumn("enc", bytes)
      .addColumn("wrapped_key", bytes)
      .addColumn("ciphertext", bytes)
      .execute();
    await db.schema.createIndex("item_of_report").on("item").columns(["report_number", "position"]).execute();
    await db.schema.createIndex("item_of_case").on("item").column("case_number").execute();
    await db.schema.createIndex("item_of_message").on("item").columns(["message", "tag"]).execute();
  },
  "2026-11-25T09:02 review": async (db, bytes) => {
    await db.schema
      .createTable("reviewer")
      .addColumn("reviewer", "text", (c) => c.primaryKey())
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("credential_id", "text", (c) => c.notNull().unique())
      .addColumn("public_key", bytes, (c) => c.notNull())
      .addColumn("counter", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("session")
      .addColumn("token_hash", bytes, (c) => c.primaryKey())
      .addColumn("reviewer", "text", (c) => c.notNull().references("reviewer.reviewer"))
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("challenge")
      .addColumn("challenge", "text", (c) => c.primaryKey())
      .addColumn("purpose", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("decision")
      .addColumn("case_number", "text", (c) => c.primaryKey().references("report_case.case_number"))
      .addColumn("outcome", "text", (c) => c.notNull())
      .addColumn("reason", "text", (c) => c.notNull())
      .addColumn("decided_at", "bigint", (c) => c.notNull())
      .addColumn("reviewer", "text", (c) => c.notNull().references("reviewer.reviewer"))
      .execute();
    await db.schema
      .createTable("view")
      .addColumn("view_id", "text", (c) => c.primaryKey())
      .addColumn("case_number", "text", (c) => c.notNull().references("report_case.case_number"))
      .addColumn("reviewer", "text", (c) => c.notNull().references("reviewer.reviewer"))
      .addColumn("viewed_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema.createIndex("view_of_case").on("view").columns(["case_number", "viewed_at"]).execute();
  },
};
