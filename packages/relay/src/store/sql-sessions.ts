import type { Kysely } from "kysely";
import type { RelaySchema } from "./schema.ts";
import type { SessionStore } from "./store.ts";

export function sqlSessions(db: Kysely<RelaySchema>): SessionStore {
  return {
    open: ({ hash, caller, expiresAt }, nonce) =>
      db.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto("spent_nonce")
          .values({ nonce: nonce.value, expires_at: nonce.expiresAt })
          .onConflict((on) => on.doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows === 0n) return false;
        await trx
          .insertInto("session")
          .values({ token_hash: hash, ...caller, expires_at: expiresAt })
          .execute();
        return true;
      }),
    async find(tokenHash, now) {
      const row = await db
        .selectFrom("session")
        .select(["device", "account", "expires_at"])
        .where("token_hash", "=", tokenHash)
        .where("expires_at", ">", now)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { caller: { device: row.device, account: row.account }, expiresAt: row.expires_at };
    },
    async addTicket({ hash, caller, expiresAt }) {
      await db
        .insertInto("ticket")
        .values({ ticket_hash: hash, ...caller, expires_at: expiresAt })
        .execute();
    },
    async takeTicket(ticketHash, now) {
      const row = await db
        .deleteFrom("ticket")
        .where("ticket_hash", "=", ticketHash)
        .returning(["device", "account", "expires_at"])
        .executeTakeFirst();
      if (row === undefined || row.expires_at <= now) return null;
      return { device: row.device, account: row.account };
    },
  };
}
