import { type Arrival, FrankingError, hex, type Receipt, schemeOf } from "@openfranking/franking";
import type { MailboxEntry } from "@openfranking/protocol";
import { type Core, deviceOf, recipientOf } from "./core.ts";
import { ClientError } from "./errors.ts";
import { conversationRecordSchema, type KeptMessage, keptPackageSchema, keys } from "./records.ts";
import { append, openThread, type Thread, threadChanges, warn } from "./thread.ts";

type Entry<Kind extends MailboxEntry["kind"]> = Extract<MailboxEntry, { kind: Kind }>;

/** Takes one entry of the mailbox: what it changes is durable, with the cursor, before anything is shown. */
export async function processEntry(core: Core, entry: MailboxEntry): Promise<void> {
  const changes = await changesOf(core, entry);
  await core.store.write({ ...changes, [keys.cursor]: entry.cursor });
}

function changesOf(core: Core, entry: MailboxEntry): Promise<Readonly<Record<string, unknown>>> {
  switch (entry.kind) {
    case "message":
      return takeMessage(core, entry);
    case "commit":
      return takeCommit(core, entry);
    case "welcome":
      return takeWelcome(core, entry);
  }
}

async function takeMessage(core: Core, entry: Entry<"message">): Promise<Readonly<Record<string, unknown>>> {
  const thread = core.threads.get(hex(entry.conversation));
  if (thread === undefined) return {};
  const kept = await refusedAsHidden(async () => {
    const opened = await thread.channel.open(entry.wire, entry.outer);
    if (opened === null) throw new ClientError("channel");
    const { epoch, inner, sender } = opened;
    return received(core, thread, { ...entry, inner }, epoch, sender);
  });
  return kept === null ? threadChanges(thread) : append(thread, kept);
}

/** Null: it was received before. */
export async function received(
  core: Core,
  thread: Thread,
  parts: Pick<Arrival, "outer" | "inner" | "delivery">,
  epoch: number,
  sender: string,
): Promise<KeptMessage | null> {
  const { outer, inner, delivery } = parts;
  const { conversation, suite } = thread.record;
  const arrival: Arrival = { outer, inner, delivery, channel: { suite, conversation, epoch, sender } };
  const receipt = await withFreshRecords(core, () =>
    schemeOf(suite, core.schemes).receive(arrival, recipientOf(core, thread)),
  );
  return receipt.kind === "duplicate" ? null : keptFrom(receipt);
}

function keptFrom(receipt: Extract<Receipt, { kind: "message" }>): KeptMessage {
  const { acceptedAt, commitment, evidence, message, seq, warnings } = receipt;
  return {
    state: "shown",
    commitment,
    message,
    seq,
    acceptedAt,
    evidence,
    warnings: [...warnings],
    stampIsGood: null,
  };
}

/** A record that this device lacks may be a new one: the relay is asked once. */
async function withFreshRecords(core: Core, receive: () => Receipt): Promise<Receipt> {
  try {
    return receive();
  } catch (error) {
    if (!(error instanceof FrankingError && error.code === "key")) throw error;
    await core.trust.refresh();
    return receive();
  }
}

/** Whatever fails verification is kept as hidden, with its code, and is never rendered. */
async function refusedAsHidden(work: () => Promise<KeptMessage | null>): Promise<KeptMessage | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FrankingError || error instanceof ClientError)
      return { state: "hidden", code: error.code };
    throw error;
  }
}

async function takeCommit(core: Core, entry: Entry<"commit">): Promise<Readonly<Record<string, unknown>>> {
  const thread = core.threads.get(hex(entry.conversation));
  if (thread === undefined || entry.epoch !== thread.channel.epoch) return {};
  try {
    await thread.channel.process(entry.commit);
    compareMembers(thread, entry.members);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    // From here on nothing more can be read: say so, and keep what there is.
    warn(thread, "change-refused");
  }
  return threadChanges(thread);
}

/** The relay says who the members are, and the channel knows: where they differ, someone reads along or is left out. */
function compareMembers(thread: Thread, said: readonly string[]): void {
  const known = thread.channel.members;
  if (known.length === 0) return;
  const isSame = said.length === known.length && said.every((account) => known.includes(account));
  if (!isSame) warn(thread, "roster-mismatch");
}

async function takeWelcome(core: Core, entry: Entry<"welcome">): Promise<Readonly<Record<string, unknown>>> {
  const id = hex(entry.conversation);
  const packages = await core.store.list(keptPackageSchema, keys.keyPackage(""));
  const joined = await joinedBy(
    core,
    entry,
    packages.map(([, kept]) => kept),
  );
  if (joined === null || hex(joined.channel.conversation) !== id) return {};
  const record = conversationRecordSchema.parse({
    conversation: entry.conversation,
    suite: schemeOf(entry.suite, core.schemes).id,
    device: core.rng(8),
    nextN: 0,
    nextPosition: core.threads.get(id)?.record.nextPosition ?? 0,
    channel: joined.channel.save(),
    warnings: [],
    change: null,
  });
  const thread = await openThread(core.store, record, joined.channel);
  compareMembers(thread, entry.members);
  core.threads.set(id, thread);
  const used = packages.find(([, kept]) => kept === joined.used)?.[0];
  return { ...threadChanges(thread), ...(used === undefined ? {} : { [used]: undefined }) };
}

/** A welcome that is not for us, or not valid, or from a device that nobody certified, is passed over: it must not block the rest. */
async function joinedBy(
  core: Core,
  entry: Entry<"welcome">,
  packages: Parameters<Core["channels"]["join"]>[2],
) {
  try {
    schemeOf(entry.suite, core.schemes);
    return await core.channels.join(deviceOf(core), entry.welcome, packages);
  } catch (error) {
    if (error instanceof ClientError || error instanceof FrankingError) return null;
    throw error;
  }
}
