import type { Kysely } from "kysely";
import type { RelaySchema } from "./schema.ts";
import { readSnapshot } from "./sql-snapshot.ts";
import { rowOf, writeDecision } from "./sql-write.ts";
import type { ConversationStore } from "./store.ts";

export function sqlConversations(db: Kysely<RelaySchema>, isShared: boolean): ConversationStore {
  return {
    create: (conversation, creator) =>
      db.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto("conversation")
          .values(rowOf(conversation))
          .onConflict((on) => on.doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows === 0n) return false;
        await trx.insertInto("member").values({ conversation: conversation.id, account: creator }).execute();
        return true;
      }),
    change: (scope, decide) =>
      db.transaction().execute(async (trx) => {
        const decision = decide(await readSnapshot(trx, scope, isShared));
        await writeDecision(trx, decision, isShared);
        return decision.answer;
      }),
  };
}
