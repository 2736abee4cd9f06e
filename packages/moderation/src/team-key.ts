import type { Kysely } from "kysely";
import type { Schema } from "./store/schema.ts";

const name = "team-key";

/** The review team's X-Wing public key; its private half is in reviewers' browsers and was never here. */
export async function teamKeyOf(db: Kysely<Schema>): Promise<Uint8Array | null> {
  const row = await db.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirst();
  return row === undefined ? null : Uint8Array.from(row.value);
}

/** False where the team has a key already: it is set once. */
export async function setTeamKey(db: Kysely<Schema>, publicKey: Uint8Array): Promise<boolean> {
  const inserted = await db
    .insertInto("setting")
    .values({ name, value: publicKey })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirst();
  return inserted.numInsertedOrUpdatedRows === 1n;
}
