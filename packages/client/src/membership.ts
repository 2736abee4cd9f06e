import { hex } from "@openfranking/franking";
import { ProblemError } from "@openfranking/protocol";
import type { MembershipChange } from "./channel/channel.ts";
import { type Core, deviceOf } from "./core.ts";
import { type ConversationRecord, conversationRecordSchema } from "./records.ts";
import { openThread, type Thread, threadChanges } from "./thread.ts";

/** A conversation of this device alone; its members are added by a change, like later ones. */
export async function createThread(core: Core, suite: string): Promise<Thread> {
  const conversation = core.rng(16);
  const channel = await core.channels.create(deviceOf(core), conversation);
  const record: ConversationRecord = conversationRecordSchema.parse({
    conversation,
    suite,
    device: core.rng(8),
    nextN: 0,
    nextPosition: 0,
    channel: channel.save(),
    warnings: [],
    change: null,
  });
  await core.api.createConversation({ body: { conversation, suite } });
  const thread = await openThread(core.store, record, channel);
  await core.store.write(threadChanges(thread));
  core.threads.set(thread.id, thread);
  return thread;
}

/** One key package of each device of each account: a package is given once. */
export async function claimPackages(
  core: Core,
  accounts: readonly string[],
): Promise<MembershipChange["add"]> {
  const claimed: { account: string; keyPackage: Uint8Array }[] = [];
  for (const account of accounts) {
    const { keyPackages } = await core.api.claimKeyPackages({ params: { account } });
    claimed.push(...keyPackages.map((keyPackage) => ({ account, keyPackage })));
  }
  return claimed;
}

const attempts = 5;

/** Changes the members. Where another change came first, `catchUp` brings it, and this one is made anew. */
export async function changeMembers(
  core: Core,
  thread: Thread,
  change: MembershipChange,
  catchUp: () => Promise<void>,
): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { commit, members, saved, welcome } = await thread.channel.change(change);
    const { epoch } = thread.channel;
    thread.record = {
      ...thread.record,
      change: { epoch, commit, welcome, members: [...members], next: saved },
    };
    await core.store.write(threadChanges(thread));
    if (await finishChange(core, thread)) return;
    await catchUp();
  }
  throw new ProblemError("stale-epoch");
}

/**
 * Hands a change that was made to the relay, and applies it once it is taken. Sent again after a lost answer, the relay says
 * whether it was this change that moved the conversation. False where another one came first.
 */
export async function finishChange(core: Core, thread: Thread): Promise<boolean> {
  const { change } = thread.record;
  if (change === null) return true;
  const isTaken = await isTakenByRelay(core, thread, change);
  if (isTaken) thread.channel = await core.channels.restore(deviceOf(core), change.next);
  thread.record = { ...thread.record, change: null };
  await core.store.write(threadChanges(thread));
  return isTaken;
}

async function isTakenByRelay(
  core: Core,
  thread: Thread,
  change: NonNullable<ConversationRecord["change"]>,
): Promise<boolean> {
  const { commit, epoch, members, welcome } = change;
  try {
    await core.api.commit({
      params: { conversation: hex(thread.record.conversation) },
      body: { epoch, commit, members, welcome },
    });
    return true;
  } catch (error) {
    if (error instanceof ProblemError && error.code === "stale-epoch") return false;
    throw error;
  }
}
