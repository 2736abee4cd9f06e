import { hex } from "@openfranking/franking";
import type { Transaction } from "kysely";
import { gather, plain } from "./chunks.ts";
import type { AcceptedRow, ConversationRow, RelaySchema } from "./schema.ts";
import type { Conversation, Scope, Snapshot } from "./store.ts";

/**
 * What is true of the conversations, until the transaction ends. Where other processes write too, the conversations' rows
 * are locked first, in the order of their ids, so that two transactions never wait for each other.
 */
export async function readSnapshot(
  trx: Transaction<RelaySchema>,
  scope: Scope,
  isShared: boolean,
): Promise<Snapshot> {
  const conversations = await lockConversations(trx, scope.conversations, isShared);
  const members = await gather([...conversations.keys()], (part) =>
    trx.selectFrom("member").selectAll().where("conversation", "in", part).execute(),
  );
  const rosters = grouped(members, ({ conversation }) => conversation);
  const accounts = new Set([...members.map(({ account }) => account), ...scope.accounts]);
  const devices = await gather([...accounts], (part) =>
    trx.selectFrom("device").select(["id", "account"]).where("account", "in", part).orderBy("id").execute(),
  );
  const byAccount = grouped(devices, ({ account }) => account);
  const accepted = await gather(scope.commitments, (part) =>
    trx.selectFrom("accepted").selectAll().where("commitment", "in", part).execute(),
  );
  const answers = new Map(accepted.map((row) => [acceptedKey(row), plain(row.delivery)]));
  return {
    conversation: (id) => conversations.get(id) ?? null,
    members: (id) => new Set(rosters.get(id)?.map(({ account }) => account)),
    devices: (account) => byAccount.get(account)?.map(({ id }) => id) ?? [],
    accepted: (conversation, sender, commitment) =>
      answers.get(acceptedKey({ conversation, sender, commitment })) ?? null,
  };
}

async function lockConversations(
  trx: Transaction<RelaySchema>,
  ids: readonly string[],
  isShared: boolean,
): Promise<Map<string, Conversation>> {
  const rows = await gather([...new Set(ids)].sort(), (part) =>
    trx
      .selectFrom("conversation")
      .selectAll()
      .where("id", "in", part)
      .orderBy("id")
      .$if(isShared, (query) => query.forUpdate())
      .execute(),
  );
  return new Map(rows.map((row) => [row.id, conversationOf(row)]));
}

function conversationOf(row: ConversationRow): Conversation {
  return {
    id: row.id,
    suite: row.suite,
    epoch: row.epoch,
    lastSeq: row.last_seq,
    lastAcceptedAt: row.last_accepted_at,
    lastCommit: row.last_commit === null ? null : plain(row.last_commit),
    sealedPass: row.sealed_pass === null ? null : plain(row.sealed_pass),
  };
}

/** Under which a conversation knows that a sender used a commitment. */
function acceptedKey({
  conversation,
  sender,
  commitment,
}: Pick<AcceptedRow, "conversation" | "sender" | "commitment">): string {
  return `${conversation} ${sender} ${hex(commitment)}`;
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
