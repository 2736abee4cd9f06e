import {
  type AccountDirectory,
  type Arrival,
  equalBytes,
  FrankingError,
  type FrankingScheme,
  hex,
  type Receipt,
  type RecipientContext,
} from "@openfranking/franking";
import { type MailboxEntry, ProblemError } from "@openfranking/protocol";
import { accountKeysOf, ownKey } from "./account-keys.ts";
import { associatedDataOf, type Core, recipientOf, schemeIn } from "./core.ts";
import { ClientError } from "./errors.ts";
import { wholly } from "./loading.ts";
import { settleByMailbox, settleChange } from "./own-change.ts";
import { type KeptMessage, keys } from "./records.ts";
import { claimedCommitment, hiddenMessage, refusalCode } from "./refused.ts";
import type { Changes } from "./store/sealed.ts";
import { append, type Thread, threadChanges, warn } from "./thread.ts";
import { compareMembers, takeWelcome } from "./welcome.ts";

type Entry<Kind extends MailboxEntry["kind"]> = Extract<MailboxEntry, { kind: Kind }>;

/** Takes one entry of the mailbox: what it changes is durable, with the cursor, before anything is shown. */
export function processEntry(core: Core, entry: MailboxEntry): Promise<void> {
  return wholly(core, hex(entry.conversation), async () => {
    const changes = await changesOf(core, entry);
    await core.store.write({ ...changes, [keys.cursor]: entry.cursor });
  });
}

async function changesOf(core: Core, entry: MailboxEntry): Promise<Changes> {
  if (entry.kind === "welcome") return takeWelcome(core, entry);
  const thread = core.threads.get(hex(entry.conversation));
  if (thread === undefined) return {};
  await settleByMailbox(core, thread, entry.epoch);
  return entry.kind === "message" ? takeMessage(core, thread, entry) : takeCommit(core, thread, entry);
}

async function takeMessage(core: Core, thread: Thread, entry: Entry<"message">): Promise<Changes> {
  const kept = await openedAndReceived(core, thread, entry);
  return kept === null ? threadChanges(thread) : append(thread, kept);
}

/** Whatever fails verification is kept as hidden, with its code, and is never rendered. Null: it came before. */
async function openedAndReceived(
  core: Core,
  thread: Thread,
  entry: Entry<"message">,
): Promise<KeptMessage | null> {
  try {
    const opened = await thread.channel.open(entry.wire, associatedDataOf(core, thread, entry.outer));
    if (opened === null) throw new ClientError("channel");
    const { epoch, inner, sender } = opened;
    return await received(core, thread, { ...entry, inner }, epoch, sender);
  } catch (error) {
    const code = refusalCode(error);
    if (code === null) throw error;
    // A channel opens nothing twice: what it refuses and was received before is a repetition.
    const commitment = claimedCommitment(schemeIn(core, thread), entry.outer);
    // Nor what it sealed itself, which a relay that does not know its sender brings back.
    if (code === "channel" && commitment !== null && isKnown(thread, commitment)) return null;
    return hiddenMessage(code, entry, schemeIn(core, thread));
  }
}

function isKnown({ history, pending }: Thread, commitment: Uint8Array): boolean {
  return history.has(commitment) || pending.some((own) => equalBytes(own.commitment, commitment));
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
  const scheme = schemeIn(core, thread);
  const recipient = recipientOf(core, thread, await keysFor(core, scheme, sender));
  const receipt = await withFreshRecords(core, () => scheme.receive(arrival, recipient));
  return receipt.kind === "duplicate" ? null : keptFrom(receipt, isCheckDue(core, thread, sender));
}

async function keysFor(
  core: Core,
  scheme: FrankingScheme,
  sender: string,
): Promise<Pick<RecipientContext, "accountKey" | "self">> {
  if (scheme.accountKeys === null) return { self: null };
  const publicKey = await publicKeyOf(core, scheme, sender);
  const accountKey: AccountDirectory = (account) => (account === sender ? publicKey : null);
  return { self: await ownKey(core, scheme), accountKey };
}

/** Null where the sender has published none: the message is refused then, and holds up none behind it. */
async function publicKeyOf(core: Core, scheme: FrankingScheme, sender: string): Promise<Uint8Array | null> {
  try {
    const [key] = await accountKeysOf(core, scheme, [sender]);
    return key?.publicKey ?? null;
  } catch (error) {
    if (error instanceof ProblemError && error.code === "not-found") return null;
    throw error;
  }
}

function keptFrom(receipt: Extract<Receipt, { kind: "message" }>, checkIsDue: boolean): KeptMessage {
  const { acceptedAt, commitment, evidence, message, seq, warnings } = receipt;
  const kept = { state: "shown" as const, commitment, message, seq, acceptedAt, evidence };
  return { ...kept, warnings: [...warnings], stampIsGood: null, checkIsDue };
}

/** The first message of each sender, and one in eight of the others. */
function isCheckDue(core: Core, thread: Thread, sender: string): boolean {
  return !thread.history.hasSender(sender) || (core.rng(1)[0] ?? 0) < 32;
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

async function takeCommit(core: Core, thread: Thread, entry: Entry<"commit">): Promise<Changes> {
  if (entry.epoch > thread.channel.epoch) warn(thread, "change-missed");
  if (entry.epoch !== thread.channel.epoch) return threadChanges(thread);
  // Made for the same epoch, an own change that waits has been overtaken.
  await settleChange(core, thread, false);
  try {
    await thread.channel.process(entry.commit);
    compareMembers(thread, entry.members);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    // From here on nothing more can be read: say so, and keep what there is.
    warn(thread, error.code === "not-certified" ? "not-certified" : "change-refused");
  }
  return threadChanges(thread);
}
