import { FrankingError, hex, schemeOf } from "@openfranking/franking";
import type { MailboxEntry } from "@openfranking/protocol";
import type { Channel, ChannelProvider, KeptPackage } from "./channel/channel.ts";
import { type Core, deviceOf } from "./core.ts";
import { ClientError } from "./errors.ts";
import { conversationRecordSchema, keptPackageSchema, keys } from "./records.ts";
import type { Changes } from "./store/sealed.ts";
import { openThread, type Thread, threadChanges, warn } from "./thread.ts";

type Welcome = Extract<MailboxEntry, { kind: "welcome" }>;

/**
 * Joins. A welcome that is not for us, or not valid, or from a device that nobody certified, is passed over: it must not
 * block the rest. So is one to a conversation that this device is in: a stranger's group under its id would take its place.
 */
export async function takeWelcome(core: Core, entry: Welcome): Promise<Changes> {
  const before = core.threads.get(hex(entry.conversation)) ?? null;
  if (before !== null && before.channel.members.length > 0) {
    warn(before, "welcome-refused");
    return threadChanges(before);
  }
  const packages = await core.store.list(keptPackageSchema, keys.keyPackage(""));
  const joined = await joinedBy(core, entry, packages);
  if (joined === null || hex(joined.channel.conversation) !== hex(entry.conversation)) return {};
  const thread =
    before === null ? await newThread(core, entry, joined.channel) : joinedAgain(before, joined.channel);
  compareMembers(thread, entry.members);
  core.threads.set(thread.id, thread);
  const used = packages.find(([, kept]) => kept === joined.used)?.[0];
  return { ...threadChanges(thread), ...(used === undefined ? {} : { [used]: undefined }) };
}

function newThread(core: Core, { conversation, suite }: Welcome, channel: Channel): Promise<Thread> {
  const record = conversationRecordSchema.parse({
    conversation,
    suite,
    device: core.rng(8),
    nextN: 0,
    nextPosition: 0,
    channel: channel.save(),
    warnings: [],
    change: null,
  });
  return openThread(core.store, record, channel);
}

/** After a removal; its numbers and its history go on. */
function joinedAgain(thread: Thread, channel: Channel): Thread {
  thread.channel = channel;
  return thread;
}

async function joinedBy(
  core: Core,
  { suite, welcome }: Welcome,
  packages: readonly (readonly [key: string, kept: KeptPackage])[],
): ReturnType<ChannelProvider["join"]> {
  try {
    schemeOf(suite, core.schemes);
    const kept = packages.map(([, one]) => one);
    return await core.channels.join(deviceOf(core), welcome, kept);
  } catch (error) {
    if (error instanceof ClientError || error instanceof FrankingError) return null;
    throw error;
  }
}

/** The relay says who the members are, and the channel knows: where they differ, someone reads along or is left out. */
export function compareMembers(thread: Thread, said: readonly string[]): void {
  const known = thread.channel.members;
  if (known.length === 0) return;
  const isSame = said.length === known.length && said.every((account) => known.includes(account));
  if (!isSame) warn(thread, "roster-mismatch");
}
