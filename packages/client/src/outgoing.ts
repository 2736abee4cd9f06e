import type { Field, Header, Message } from "@openfranking/franking";
import { ProblemError } from "@openfranking/protocol";
import { associatedDataOf, type Core, identityOf, isSealedIn, schemeIn } from "./core.ts";
import { ClientError } from "./errors.ts";
import { received } from "./incoming.ts";
import { finishChange, isPassing } from "./membership.ts";
import { type KeptMessage, keys, type Pending } from "./records.ts";
import { hiddenMessage, refusalCode } from "./refused.ts";
import { senderIn } from "./sender.ts";
import { append, type Thread, threadChanges } from "./thread.ts";

export interface SendOptions {
  readonly kind?: Header["kind"];
  readonly refs?: Header["refs"];
}

/** Franks and encrypts. What will leave is durable, with the channel that encrypted it, before it leaves. */
export async function enqueue(
  core: Core,
  thread: Thread,
  fields: readonly Field[],
  options: SendOptions,
): Promise<Pending> {
  if (!isMember(core, thread)) throw new ClientError("not-a-member");
  const { device, nextN } = thread.record;
  const message: Message = { header: headerOf(core, thread, options), fields };
  const { commitment, inner, outer } = schemeIn(core, thread).frank(
    message,
    await senderIn(core, thread),
    core.rng,
  );
  const wire = await thread.channel.seal(inner, associatedDataOf(core, thread, outer));
  const epochs = [thread.channel.epoch];
  const pending: Pending = { n: nextN, commitment, message, inner, outer, wire, epochs, refused: null };
  thread.record = { ...thread.record, device, nextN: nextN + 1 };
  thread.pending.push(pending);
  await core.store.write({ ...threadChanges(thread), [keys.pending(thread.id, nextN)]: pending });
  return pending;
}

function isMember(core: Core, { channel }: Thread): boolean {
  return channel.members.includes(identityOf(core).credential.account);
}

function headerOf(core: Core, thread: Thread, { kind = "message", refs = [] }: SendOptions): Header {
  const { conversation, device, nextN } = thread.record;
  return {
    v: 1,
    relay: core.trust.info.relay,
    conversation,
    sender: identityOf(core).credential.account,
    sent: { device, n: nextN },
    seen: thread.history.latest,
    kind,
    refs,
  };
}

/**
 * Sends what waits, in order. A message whose answer was lost is sent again as it was: the relay gives the same answer. On
 * a conversation that has moved on, `catchUp` brings the changes, and the same message is encrypted again.
 */
export async function flush(core: Core, thread: Thread, catchUp: () => Promise<void>): Promise<void> {
  // First: before a change that adds them, the added would not be among the recipients.
  await finishChange(core, thread, catchUp);
  for (const waiting of thread.pending.filter(({ refused }) => refused === null)) {
    await sendOne(core, thread, waiting, catchUp);
  }
}

const attempts = 5;

async function sendOne(
  core: Core,
  thread: Thread,
  first: Pending,
  catchUp: () => Promise<void>,
): Promise<void> {
  let pending = first;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (!isMember(core, thread)) {
      await keepPending(core, thread, pending, { ...pending, refused: "not-a-member" });
      return;
    }
    if (pending.epochs.at(-1) !== thread.channel.epoch) pending = await encryptAgain(core, thread, pending);
    try {
      await settle(core, thread, pending, await deliveryOf(core, thread, pending));
      return;
    } catch (error) {
      if (!(error instanceof ProblemError) || isPassing(error)) throw error;
      if (error.code !== "stale-epoch") {
        await keepPending(core, thread, pending, { ...pending, refused: error.code });
        return;
      }
      await catchUp();
    }
  }
  throw new ProblemError("stale-epoch");
}

async function deliveryOf(core: Core, thread: Thread, { epochs, outer, wire }: Pending): Promise<Uint8Array> {
  const params = { conversation: thread.id };
  const body = { epoch: epochs.at(-1) ?? 0, suite: thread.record.suite, messages: [{ outer, wire }] };
  const { deliveries } = isSealedIn(core, thread)
    ? await core.api.sendSealed({ params, body: { ...body, pass: await thread.channel.pass() } })
    : await core.api.send({ params, body });
  const [delivery] = deliveries;
  if (delivery === undefined) throw new ProblemError("unavailable");
  return delivery;
}

async function encryptAgain(core: Core, thread: Thread, pending: Pending): Promise<Pending> {
  const { epoch } = thread.channel;
  const wire = await thread.channel.seal(pending.inner, associatedDataOf(core, thread, pending.outer));
  return keepPending(core, thread, pending, { ...pending, wire, epochs: [...pending.epochs, epoch] });
}

async function keepPending(core: Core, thread: Thread, before: Pending, after: Pending): Promise<Pending> {
  thread.pending = thread.pending.map((one) => (one.n === before.n ? after : one));
  await core.store.write({ ...threadChanges(thread), [keys.pending(thread.id, after.n)]: after });
  return after;
}

/** The own message becomes evidence like any other: through `receive`, with the delivery that the relay made for its sender. */
async function settle(core: Core, thread: Thread, pending: Pending, delivery: Uint8Array): Promise<void> {
  const kept = await ownMessage(core, thread, pending, delivery);
  thread.pending = thread.pending.filter(({ n }) => n !== pending.n);
  const changes = kept === null ? threadChanges(thread) : append(thread, kept);
  await core.store.write({ ...changes, [keys.pending(thread.id, pending.n)]: undefined });
}

/** The answer may be the one to an earlier sending, of an earlier epoch. */
async function ownMessage(
  core: Core,
  thread: Thread,
  pending: Pending,
  delivery: Uint8Array,
): Promise<KeptMessage | null> {
  const sender = identityOf(core).credential.account;
  for (const epoch of pending.epochs) {
    try {
      return await received(core, thread, { ...pending, delivery }, epoch, sender);
    } catch (error) {
      const code = refusalCode(error);
      if (code === null) throw error;
      const isLast = epoch === pending.epochs.at(-1);
      if (code !== "epoch" || isLast)
        return hiddenMessage(code, { ...pending, delivery }, schemeIn(core, thread));
    }
  }
  throw new Error("unreachable: a pending message has an epoch");
}
