import type { Kysely, Transaction } from "kysely";
import { plain } from "./chunks.ts";
import type { RelaySchema } from "./schema.ts";
import type { KeyPackageStore } from "./store.ts";

export function sqlKeyPackages(db: Kysely<RelaySchema>, isShared: boolean): KeyPackageStore {
  return {
    add: (device, keyPackages, keep, now) =>
      db.transaction().execute(async (trx) => {
        const rows = keyPackages.map(({ id, bytes }) => ({ id, device, bytes, added_at: now }));
        await trx.insertInto("key_package").values(rows).execute();
        const all = await trx
          .selectFrom("key_package")
          .select("id")
          .where("device", "=", device)
          .orderBy("added_at", "desc")
          .orderBy("id")
          .execute();
        const old = all.slice(keep).map(({ id }) => id);
        if (old.length > 0) await trx.deleteFrom("key_package").where("id", "in", old).execute();
        return all.length - old.length;
      }),
    claim: (account) =>
      db.transaction().execute(async (trx) => {
        const devices = await trx
          .selectFrom("device")
          .select("id")
          .where("account", "=", account)
          .orderBy("id")
          .execute();
        const claimed: Uint8Array[] = [];
        for (const { id } of devices) {
          const keyPackage = await take(trx, id, isShared);
          if (keyPackage !== null) claimed.push(keyPackage);
        }
        return claimed;
      }),
  };
}

async function take(
  trx: Transaction<RelaySchema>,
  device: number,
  isShared: boolean,
): Promise<Uint8Array | null> {
  const oldest = await trx
    .selectFrom("key_package")
    .select(["id", "bytes"])
    .where("device", "=", device)
    .orderBy("added_at")
    .orderBy("id")
    .limit(1)
    // One that another process is taking is as good as gone.
    .$if(isShared, (query) => query.forUpdate().skipLocked())
    .executeTakeFirst();
  if (oldest === undefined) return null;
  await trx.deleteFrom("key_package").where("id", "=", oldest.id).execute();
  return plain(oldest.bytes);
}
