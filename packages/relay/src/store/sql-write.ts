import { encode } from "@openfranking/franking";
import type { Transaction } from "kysely";
import { chunks, gather } from "./chunks.ts";
import type { ConversationRow, EnvelopeRow, MailboxRow, RelaySchema } from "./schema.ts";
import type { Conversation, Decision, Post } from "./store.ts";

/** Few statements whatever the number of messages: each table gets its rows at once. */
export async function writeDecision(
  trx: Transaction<RelaySchema>,
  decision: Decision<unknown>,
  isShared: boolean,
): Promise<void> {
  for (const [conversation, accounts] of decision.rosters) await setRoster(trx, conversation, accounts);
  await setConversations(trx, decision.conversations);
  const accepted = decision.accepted.map(({ forgetAfter, ...row }) => ({
    ...row,
    forget_after: forgetAfter,
  }));
  for (const part of chunks(accepted, 5)) await trx.insertInto("accepted").values(part).execute();
  const envelopes = decision.post.map(envelopeRow);
  for (const part of chunks(envelopes, 9)) await trx.insertInto("envelope").values(part).execute();
  await post(trx, decision.post, isShared);
}

async function setRoster(
  trx: Transaction<RelaySchema>,
  conversation: string,
  accounts: readonly string[],
): Promise<void> {
  await trx.deleteFrom("member").where("conversation", "=", conversation).execute();
  await trx
    .insertInto("member")
    .values(accounts.map((account) => ({ conversation, account })))
    .execute();
}

async function setConversations(
  trx: Transaction<RelaySchema>,
  conversations: readonly Conversation[],
): Promise<void> {
  for (const part of chunks(conversations, 7))
    await trx
      .insertInto("conversation")
      .values(part.map(rowOf))
      .onConflict((on) =>
        on.column("id").doUpdateSet(({ ref }) => ({
          epoch: ref("excluded.epoch"),
          last_seq: ref("excluded.last_seq"),
          last_accepted_at: ref("excluded.last_accepted_at"),
          last_commit: ref("excluded.last_commit"),
          sealed_pass: ref("excluded.sealed_pass"),
        })),
      )
      .execute();
}

export function rowOf(conversation: Conversation): ConversationRow {
  const { id, suite, epoch } = conversation;
  return {
    id,
    suite,
    epoch,
    last_seq: conversation.lastSeq,
    last_accepted_at: conversation.lastAcceptedAt,
    last_commit: conversation.lastCommit,
    sealed_pass: conversation.sealedPass,
  };
}

function envelopeRow({ id, envelope }: Post): EnvelopeRow {
  const { members, ...rest } = envelope;
  return { id, ...rest, members: members === null ? null : encode(members) };
}

/**
 * Cursors are given out under a lock of the mailbox that is held until the commit. So entries of one mailbox become visible
 * in the order of their cursors, and a reader that goes on from the last one it saw never leaves one out.
 */
async function post(trx: Transaction<RelaySchema>, posts: readonly Post[], isShared: boolean): Promise<void> {
  const devices = [...new Set(posts.flatMap(({ to }) => to.map(({ device }) => device)))];
  const heads = await lockHeads(trx, devices, isShared);
  const rows = posts.flatMap(({ id, envelope, to }) =>
    to.map(({ device, delivery }): MailboxRow => {
      const cursor = (heads.get(device) ?? 0) + 1;
      heads.set(device, cursor);
      const size = envelope.body.length + (delivery?.length ?? 0) + 512;
      return { device, cursor, envelope: id, size, delivery };
    }),
  );
  for (const part of chunks(rows, 5)) await trx.insertInto("mailbox_entry").values(part).execute();
  const moved = [...heads].map(([device, head]) => ({ device, head }));
  for (const part of chunks(moved, 2))
    await trx
      .insertInto("mailbox")
      .values(part)
      .onConflict((on) => on.column("device").doUpdateSet(({ ref }) => ({ head: ref("excluded.head") })))
      .execute();
}

async function lockHeads(
  trx: Transaction<RelaySchema>,
  devices: readonly number[],
  isShared: boolean,
): Promise<Map<number, number>> {
  const sorted = [...devices].sort((a, b) => a - b);
  const rows = await gather(sorted, (part) =>
    trx
      .selectFrom("mailbox")
      .selectAll()
      .where("device", "in", part)
      .orderBy("device")
      .$if(isShared, (query) => query.forUpdate())
      .execute(),
  );
  return new Map(rows.map(({ device, head }) => [device, head]));
}
