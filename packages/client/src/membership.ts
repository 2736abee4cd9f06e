import { hex, schemeOf } from "@openfranking/franking";
import { hashOfPass, type ProblemCode, ProblemError } from "@openfranking/protocol";
import type { MembershipChange, PendingChange } from "./channel/channel.ts";
import { type Core, deviceOf, isSealedIn } from "./core.ts";
import { settleChange } from "./own-change.ts";
import { type ConversationRecord, conversationRecordSchema, keys } from "./records.ts";
import { openThread, type Thread, threadChanges } from "./thread.ts";

type CatchUp = () => Promise<void>;
type WaitingChange = NonNullable<ConversationRecord["change"]>;

/** Problems after which the relay may still take, or have taken, what it was sent. */
const passing: readonly ProblemCode[] = ["unavailable", "internal", "rate-limited", "unauthenticated"];

export function isPassing(error: unknown): boolean {
  return error instanceof ProblemError && passing.includes(error.code);
}

/**
 * A conversation with its first members. Whatever refuses one of them does so before the relay hears of the conversation;
 * what the relay cannot be reached for afterwards is done by a later `sync`.
 */
export async function createThread(
  core: Core,
  suite: string,
  accounts: readonly string[],
  catchUp: CatchUp,
): Promise<Thread> {
  const isSealed = !schemeOf(suite, core.schemes).traits.relayLearnsSender;
  const conversation = core.rng(16);
  const channel = await core.channels.create(deviceOf(core), conversation);
  const add = await claimPackages(core, accounts);
  const change = add.length === 0 ? null : waiting(0, await channel.change({ add, remove: [] }), isSealed);
  const record = conversationRecordSchema.parse({
    conversation,
    suite,
    device: core.rng(8),
    nextN: 0,
    nextPosition: 0,
    channel: channel.save(),
    warnings: [],
    change,
  });
  const sealed = isSealed ? { sealedPass: hashOfPass(await channel.pass()) } : {};
  await core.api.createConversation({ body: { conversation, suite, ...sealed } });
  const thread = await openThread(core.store, record, channel);
  await core.store.write(threadChanges(thread));
  core.threads.set(thread.id, thread);
  try {
    await finishChange(core, thread, catchUp);
  } catch (error) {
    if (!isPassing(error)) {
      await core.store.write({ [keys.conversation(thread.id)]: undefined });
      core.threads.delete(thread.id);
      throw error;
    }
  }
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
    // Nobody is left out in silence.
    if (keyPackages.length === 0) throw new ProblemError("no-key-package");
    claimed.push(...keyPackages.map((keyPackage) => ({ account, keyPackage })));
  }
  return claimed;
}

const attempts = 5;

/** Changes the members. Where another change came first, the mailbox brings it, and this one is made anew over it. */
export async function changeMembers(
  core: Core,
  thread: Thread,
  wanted: MembershipChange,
  catchUp: CatchUp,
): Promise<void> {
  await finishChange(core, thread, catchUp);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const change = remaining(wanted, thread);
    if (change === null) return;
    const made = await thread.channel.change(change);
    thread.record = {
      ...thread.record,
      change: waiting(thread.channel.epoch, made, isSealedIn(core, thread)),
    };
    await core.store.write(threadChanges(thread));
    if (await finishChange(core, thread, catchUp)) return;
  }
  throw new ProblemError("stale-epoch");
}

/** What another change has not done already, or null. */
function remaining({ add, remove }: MembershipChange, { channel }: Thread): MembershipChange | null {
  const left = {
    add: add.filter(({ account }) => !channel.members.includes(account)),
    remove: remove.filter((account) => channel.members.includes(account)),
  };
  return left.add.length + left.remove.length === 0 ? null : left;
}

function waiting(
  epoch: number,
  { commit, members, pass, saved, welcome }: PendingChange,
  isSealed: boolean,
): WaitingChange {
  const sealedPass = isSealed ? hashOfPass(pass) : null;
  return { epoch, commit, welcome, members: [...members], sealedPass, next: saved };
}

/**
 * Hands a change that was made to the relay, and applies it once it is taken. False where another one came first. Throws
 * what the relay refuses it for, and then it is dropped; a change that may have been taken waits.
 */
export async function finishChange(core: Core, thread: Thread, catchUp: CatchUp): Promise<boolean> {
  const { change } = thread.record;
  if (change === null) return true;
  try {
    const { commit, epoch, members, sealedPass, welcome } = change;
    const body = { epoch, commit, members, welcome, ...(sealedPass === null ? {} : { sealedPass }) };
    await core.api.commit({ params: { conversation: hex(thread.record.conversation) }, body });
  } catch (error) {
    if (!(error instanceof ProblemError) || isPassing(error)) throw error;
    if (error.code === "stale-epoch") return settledByMailbox(thread, catchUp);
    await keepSettled(core, thread, false);
    throw error;
  }
  await keepSettled(core, thread, true);
  return true;
}

/** The relay has moved on, by this change or by another: what came in the meantime tells which. */
async function settledByMailbox(thread: Thread, catchUp: CatchUp): Promise<boolean> {
  await catchUp();
  if (thread.record.change !== null) throw new ProblemError("stale-epoch");
  return thread.lastChangeTaken;
}

async function keepSettled(core: Core, thread: Thread, isTaken: boolean): Promise<void> {
  await settleChange(core, thread, isTaken);
  await core.store.write(threadChanges(thread));
}
