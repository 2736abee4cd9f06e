import type { Kysely, Transaction } from "kysely";
import { plain } from "./chunks.ts";
import type { RelaySchema } from "./schema.ts";
import type { Account, AccountStore } from "./store.ts";

export function sqlAccounts(db: Kysely<RelaySchema>): AccountStore {
  const find = async (column: "name" | "account", value: string): Promise<Account | null> => {
    const row = await db
      .selectFrom("account")
      .select(["account", "account_pk", "name"])
      .where(column, "=", value)
      .executeTakeFirst();
    return row === undefined
      ? null
      : { account: row.account, accountPk: plain(row.account_pk), name: row.name };
  };
  return {
    async register(account, devicePk, now) {
      try {
        await db.transaction().execute((trx) => insert(trx, account, devicePk, now));
        return null;
      } catch (error) {
        if (error instanceof Taken) return error.what;
        throw error;
      }
    },
    byName: (name) => find("name", name),
    byAccount: (account) => find("account", account),
    async device(devicePk) {
      const row = await db
        .selectFrom("device")
        .select(["id", "account"])
        .where("device_pk", "=", devicePk)
        .executeTakeFirst();
      return row === undefined ? null : { device: row.id, account: row.account };
    },
    async setKey({ account, alg, certificate, publicKey }) {
      await db
        .insertInto("account_key")
        .values({ account, alg, public_key: publicKey, certificate })
        .onConflict((on) =>
          on.columns(["account", "alg"]).doUpdateSet({ public_key: publicKey, certificate }),
        )
        .execute();
    },
    async key(account, alg) {
      const row = await db
        .selectFrom("account_key")
        .innerJoin("account", "account.account", "account_key.account")
        .select(["account_pk", "public_key", "certificate"])
        .where("account_key.account", "=", account)
        .where("alg", "=", alg)
        .executeTakeFirst();
      if (row === undefined) return null;
      const [accountPk, publicKey] = [plain(row.account_pk), plain(row.public_key)];
      return { account, accountPk, alg, publicKey, certificate: plain(row.certificate) };
    },
  };
}

/** Ends the transaction without effect. */
class Taken extends Error {
  readonly what: "name-taken" | "account-exists";

  constructor(what: "name-taken" | "account-exists") {
    super(what);
    this.what = what;
  }
}

async function insert(
  trx: Transaction<RelaySchema>,
  { account, accountPk, name }: Account,
  devicePk: Uint8Array,
  now: number,
): Promise<void> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto("account")
    .values({ account, account_pk: accountPk, name, registered_at: now })
    .onConflict((on) => on.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) {
    const same = await trx
      .selectFrom("account")
      .select("account")
      .where("account", "=", account)
      .executeTakeFirst();
    throw new Taken(same === undefined ? "name-taken" : "account-exists");
  }
  const device = await trx
    .insertInto("device")
    .values({ device_pk: devicePk, account })
    .onConflict((on) => on.doNothing())
    .returning("id")
    .executeTakeFirst();
  // Anybody can certify a key that is not theirs; a device belongs to the account that came with it first.
  if (device === undefined) throw new Taken("account-exists");
  await trx.insertInto("mailbox").values({ device: device.id, head: 0 }).execute();
}
