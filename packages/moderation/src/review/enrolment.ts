import { equalBytes, hash } from "@openfranking/franking";
import type { Kysely } from "kysely";
import type { ModerationDeps } from "../deps.ts";
import type { Schema } from "../store/schema.ts";

const name = "enrolment";

/** Makes a one-time link for the first reviewer, which replaces any before it. Null once a reviewer is enrolled. */
export async function newEnrolmentLink(deps: ModerationDeps, db: Kysely<Schema>): Promise<string | null> {
  const enrolled = await db.selectFrom("reviewer").select("reviewer").executeTakeFirst();
  if (enrolled !== undefined) return null;
  const link = Buffer.from(deps.rng(32)).toString("base64url");
  const value = linkHash(link);
  await db
    .insertInto("setting")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
  return `${deps.consoleOrigin}/enrol#${link}`;
}

export async function isEnrolmentLink(db: Kysely<Schema>, link: string): Promise<boolean> {
  const row = await db.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirst();
  return row !== undefined && equalBytes(row.value, linkHash(link));
}

/** True for exactly one caller. */
export async function useEnrolmentLink(db: Kysely<Schema>, link: string): Promise<boolean> {
  const used = await db
    .deleteFrom("setting")
    .where("name", "=", name)
    .where("value", "=", linkHash(link))
    .executeTakeFirst();
  return used.numDeletedRows === 1n;
}

function linkHash(link: string): Uint8Array {
  return hash("openfranking moderation-enrolment v1", link);
}
