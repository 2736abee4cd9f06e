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
      .createTable("report")
      .addColumn("report_number", "text", (c) => c.primaryKey())
      .addColumn("report_id", bytes, (c) => c.notNull().unique())
      .addColumn("digest", bytes, (c) => c.notNull())
      .addColumn("category", "text", (c) => c.notNull())
      .addColumn("received_at", "bigint", (c) => c.notNull())
      .addColumn("state", "text", (c) => c.notNull())
      .addColumn("claimed_by", "text")
      .addColumn("binding", bytes, (c) => c.unique())
      .addColumn("joined_to", "text")
      .addColumn("findings", "text", (c) => c.notNull())
      .addColumn("intake_key_id", bytes)
      .addColumn("intake_enc", bytes)
      .addColumn("intake_ciphertext", bytes)
      .execute();
    await db.schema.createIndex("report_queue").on("report").columns(["state", "report_number"]).execute();
    await db.schema
      .createTable("item")
      .addColumn("item_id", "text", (c) => c.primaryKey())
      .addColumn("report_number", "text", (c) => c.notNull())
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("suite", "text", (c) => c.notNull())
      .addColumn("verdict", "text", (c) => c.notNull())
      .addColumn("failed_check", "text")
      .addColumn("commitment", bytes)
      .addColumn("tag", bytes)
      .addColumn("enc", bytes)
      .addColumn("wrapped_key", bytes)
      .addColumn("ciphertext", bytes)
      .execute();
    await db.schema.createIndex("item_of_report").on("item").columns(["report_number", "position"]).execute();
    await db.schema.createIndex("item_of_message").on("item").columns(["commitment", "tag"]).execute();
  },
  "2026-11-25T09:02 review": async (db, bytes) => {
    await db.schema
      .createTable("decision")
      .addColumn("report_number", "text", (c) => c.primaryKey())
      .addColumn("outcome", "text", (c) => c.notNull())
      .addColumn("reason", "text", (c) => c.notNull())
      .addColumn("decided_at", "bigint", (c) => c.notNull())
      .addColumn("reviewer", "text", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("view")
      .addColumn("view_id", "text", (c) => c.primaryKey())
      .addColumn("report_number", "text", (c) => c.notNull())
      .addColumn("reviewer", "text", (c) => c.notNull())
      .addColumn("viewed_at", "bigint", (c) => c.notNull())
      .execute();
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
      .addColumn("reviewer", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
    await db.schema
      .createTable("challenge")
      .addColumn("challenge", "text", (c) => c.primaryKey())
      .addColumn("purpose", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
  },
};
