import { reveal, Secret } from "@openfranking/franking";
import type { Kysely } from "kysely";
import type { IntakeKeyRow, Schema } from "./schema.ts";
import type { IntakeKeyStore, StoredIntakeKey, TeamStore } from "./store.ts";

export function sqlIntakeKeys(db: Kysely<Schema>): IntakeKeyStore {
  return {
    async current() {
      const row = await db
        .selectFrom("intake_key")
        .selectAll()
        .where("replaced_at", "is", null)
        .orderBy("made_at", "desc")
        .orderBy("intake_key_id")
        .executeTakeFirst();
      return row === undefined ? null : keyOf(row);
    },
    async find(intakeKeyId) {
      const row = await db
        .selectFrom("intake_key")
        .selectAll()
        .where("intake_key_id", "=", intakeKeyId)
        .executeTakeFirst();
      return row === undefined ? null : keyOf(row);
    },
    async add(key) {
      await db.transaction().execute(async (trx) => {
        await trx
          .updateTable("intake_key")
          .set({ replaced_at: key.madeAt })
          .where("replaced_at", "is", null)
          .execute();
        await trx.insertInto("intake_key").values(rowOf(key)).execute();
      });
    },
    async deleteReplaced(time) {
      const over = await db
        .selectFrom("intake_key")
        .select("intake_key_id")
        .where("replaced_at", "<", time)
        .execute();
      for (const { intake_key_id } of over) await deleteUnneeded(db, intake_key_id);
    },
  };
}

async function deleteUnneeded(db: Kysely<Schema>, intakeKeyId: Uint8Array): Promise<void> {
  if (await isNeeded(db, intakeKeyId)) return;
  try {
    await db.deleteFrom("intake_key").where("intake_key_id", "=", intakeKeyId).execute();
  } catch (error) {
    // A report came to wait under it meanwhile, and the foreign key kept the two together.
    if (!(await isNeeded(db, intakeKeyId))) throw error;
  }
}

async function isNeeded(db: Kysely<Schema>, intakeKeyId: Uint8Array): Promise<boolean> {
  const waiting = await db
    .selectFrom("report")
    .select("report_number")
    .where("intake_key_id", "=", intakeKeyId)
    .executeTakeFirst();
  return waiting !== undefined;
}

const teamKey = "team-key";

export function sqlTeam(db: Kysely<Schema>): TeamStore {
  return {
    async key() {
      const row = await db
        .selectFrom("setting")
        .select("value")
        .where("name", "=", teamKey)
        .executeTakeFirst();
      return row === undefined ? null : Uint8Array.from(row.value);
    },
    setKey: (publicKey, intakeKey) =>
      db.transaction().execute(async (trx) => {
        const inserted = await trx
          .insertInto("setting")
          .values({ name: teamKey, value: publicKey })
          .onConflict((conflict) => conflict.column("name").doNothing())
          .executeTakeFirst();
        if (inserted.numInsertedOrUpdatedRows !== 1n) return false;
        // Replaced at the beginning of time: no overlap, what was sealed to them is not accepted from now on.
        await trx.updateTable("intake_key").set({ replaced_at: 0 }).execute();
        await trx.insertInto("intake_key").values(rowOf(intakeKey)).execute();
        return true;
      }),
  };
}

function rowOf(key: StoredIntakeKey): IntakeKeyRow {
  return {
    intake_key_id: key.intakeKeyId,
    public_key: key.publicKey,
    secret_key: reveal(key.secretKey),
    made_at: key.madeAt,
    replaced_at: key.replacedAt,
  };
}

function keyOf(row: IntakeKeyRow): StoredIntakeKey {
  return {
    intakeKeyId: Uint8Array.from(row.intake_key_id),
    publicKey: Uint8Array.from(row.public_key),
    secretKey: new Secret(row.secret_key),
    madeAt: row.made_at,
    replacedAt: row.replaced_at,
  };
}
