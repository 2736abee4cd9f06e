import type { Migrations } from "@openfranking/database";
import type { Kysely } from "kysely";

type Bytes = "blob" | "bytea";

export const migrations: Migrations = {
  "2026-11-25T12:00 accounts": accounts,
  "2026-11-25T12:01 conversations": conversations,
  "2026-11-25T12:02 mailboxes": mailboxes,
  "2026-11-25T12:03 stamp keys": stampKeys,
  "2026-11-25T14:00 sealed sending": sealedSending,
};

async function accounts(db: Kysely<unknown>, bytes: Bytes): Promise<void> {
  await db.schema
    .createTable("account")
    .addColumn("account", "text", (c) => c.primaryKey())
    .addColumn("account_pk", bytes, (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull().unique())
    .addColumn("registered_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("device")
    .addColumn("id", bytes === "blob" ? "integer" : "serial", (c) => c.primaryKey())
    .addColumn("device_pk", bytes, (c) => c.notNull().unique())
    .addColumn("account", "text", (c) => c.notNull())
    .execute();
  await db.schema.createIndex("device_by_account").on("device").column("account").execute();
  await proofs(db, bytes);
  await db.schema
    .createTable("key_package")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("device", "integer", (c) => c.notNull())
    .addColumn("bytes", bytes, (c) => c.notNull())
    .addColumn("added_at", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex("key_package_by_device")
    .on("key_package")
    .columns(["device", "added_at"])
    .execute();
}

async function proofs(db: Kysely<unknown>, bytes: Bytes): Promise<void> {
  for (const [table, hash] of [
    ["session", "token_hash"],
    ["ticket", "ticket_hash"],
  ] as const)
    await db.schema
      .createTable(table)
      .addColumn(hash, bytes, (c) => c.primaryKey())
      .addColumn("device", "integer", (c) => c.notNull())
      .addColumn("account", "text", (c) => c.notNull())
      .addColumn("expires_at", "bigint", (c) => c.notNull())
      .execute();
  await db.schema
    .createTable("spent_nonce")
    .addColumn("nonce", bytes, (c) => c.primaryKey())
    .addColumn("expires_at", "bigint", (c) => c.notNull())
    .execute();
}

async function conversations(db: Kysely<unknown>, bytes: Bytes): Promise<void> {
  await db.schema
    .createTable("conversation")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("suite", "text", (c) => c.notNull())
    .addColumn("epoch", "bigint", (c) => c.notNull())
    .addColumn("last_seq", "bigint", (c) => c.notNull())
    .addColumn("last_accepted_at", "bigint", (c) => c.notNull())
    .addColumn("last_commit", bytes)
    .execute();
  await db.schema
    .createTable("member")
    .addColumn("conversation", "text", (c) => c.notNull())
    .addColumn("account", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("member_key", ["conversation", "account"])
    .execute();
  await db.schema
    .createTable("accepted")
    .addColumn("conversation", "text", (c) => c.notNull())
    .addColumn("sender", "text", (c) => c.notNull())
    .addColumn("commitment", bytes, (c) => c.notNull())
    .addColumn("delivery", bytes, (c) => c.notNull())
    .addColumn("forget_after", "bigint", (c) => c.notNull())
    // The commitment first: it is what a batch is looked up by.
    .addPrimaryKeyConstraint("accepted_key", ["commitment", "conversation", "sender"])
    .execute();
}

async function mailboxes(db: Kysely<unknown>, bytes: Bytes): Promise<void> {
  await db.schema
    .createTable("envelope")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("conversation", "text", (c) => c.notNull())
    .addColumn("epoch", "bigint", (c) => c.notNull())
    .addColumn("sender", "text", (c) => c.notNull())
    .addColumn("suite", "text")
    .addColumn("outer", bytes)
    .addColumn("body", bytes, (c) => c.notNull())
    .addColumn("members", bytes)
    .execute();
  await db.schema
    .createTable("mailbox")
    .addColumn("device", "integer", (c) => c.primaryKey())
    .addColumn("head", "bigint", (c) => c.notNull())
    .execute();
  await db.schema
    .createTable("mailbox_entry")
    .addColumn("device", "integer", (c) => c.notNull())
    .addColumn("cursor", "bigint", (c) => c.notNull())
    .addColumn("envelope", "text", (c) => c.notNull())
    .addColumn("size", "integer", (c) => c.notNull())
    .addColumn("delivery", bytes)
    .addPrimaryKeyConstraint("mailbox_entry_key", ["device", "cursor"])
    .execute();
  await db.schema.createIndex("mailbox_entry_by_envelope").on("mailbox_entry").column("envelope").execute();
}

async function stampKeys(db: Kysely<unknown>, bytes: Bytes): Promise<void> {
  await db.schema
    .createTable("period")
    .addColumn("key_id", bytes, (c) => c.primaryKey())
    .addColumn("alg", "text", (c) => c.notNull())
    .addColumn("record", bytes, (c) => c.notNull())
    .addColumn("relay_signature", bytes, (c) => c.notNull())
    .addColumn("moderation_signature", bytes, (c) => c.notNull())
    .addColumn("secret", bytes)
    .addColumn("not_before", "bigint", (c) => c.notNull())
    .addColumn("not_after", "bigint", (c) => c.notNull())
    .addColumn("verify_until", "bigint", (c) => c.notNull())
    .execute();
}

async function sealedSending(db: Kysely<unknown>, bytes: Bytes): Promise<void> {
  await db.schema.alterTable("conversation").addColumn("sealed_pass", bytes).execute();
  await db.schema
    .createTable("account_key")
    .addColumn("account", "text", (c) => c.notNull())
    .addColumn("alg", "text", (c) => c.notNull())
    .addColumn("public_key", bytes, (c) => c.notNull())
    .addColumn("certificate", bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint("account_key_key", ["account", "alg"])
    .execute();
}
