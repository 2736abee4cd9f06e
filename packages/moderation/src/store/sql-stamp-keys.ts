import { reveal, Secret } from "@openfranking/franking";
import type { Kysely } from "kysely";
import type { Schema, StampKeyRow } from "./schema.ts";
import type { StampKey, StampKeyStore } from "./store.ts";

export function sqlStampKeys(db: Kysely<Schema>): StampKeyStore {
  async function byOffer(offerDigest: Uint8Array): Promise<StampKey | null> {
    const row = await db
      .selectFrom("stamp_key")
      .selectAll()
      .where("offer_digest", "=", offerDigest)
      .executeTakeFirst();
    return row === undefined ? null : keyOf(row);
  }

  return {
    byOffer,
    async add(key) {
      await db
        .insertInto("stamp_key")
        .values(rowOf(key))
        .onConflict((conflict) => conflict.column("offer_digest").doNothing())
        .execute();
      const kept = await byOffer(key.offerDigest);
      if (kept === null) throw new Error("unreachable: a key was kept for the offer");
      return kept;
    },
    async find(keyIds) {
      if (keyIds.length === 0) return [];
      const rows = await db.selectFrom("stamp_key").selectAll().where("key_id", "in", keyIds).execute();
      return rows.map(keyOf);
    },
    async all() {
      const rows = await db.selectFrom("stamp_key").selectAll().execute();
      return rows.map(keyOf);
    },
    async ids() {
      const rows = await db.selectFrom("stamp_key").select("key_id").execute();
      return rows.map(({ key_id }) => Uint8Array.from(key_id));
    },
    async deleteOver(now) {
      await db.deleteFrom("stamp_key").where("verify_until", "<", now).execute();
    },
  };
}

function rowOf({ keyId, offerDigest, record, secretKey, signature, verifyUntil }: StampKey): StampKeyRow {
  return {
    key_id: keyId,
    record,
    signature,
    secret_key: reveal(secretKey),
    offer_digest: offerDigest,
    verify_until: verifyUntil,
  };
}

function keyOf(row: StampKeyRow): StampKey {
  return {
    keyId: Uint8Array.from(row.key_id),
    offerDigest: Uint8Array.from(row.offer_digest),
    record: Uint8Array.from(row.record),
    signature: Uint8Array.from(row.signature),
    secretKey: new Secret(row.secret_key),
    verifyUntil: row.verify_until,
  };
}
