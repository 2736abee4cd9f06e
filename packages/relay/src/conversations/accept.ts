import { equalBytes, FrankingError, hex, type PeriodKey, unhex } from "@openfranking/franking";
import { hashOfPass, type ProblemCode } from "@openfranking/protocol";
import type { DeviceCaller } from "../deps.ts";
import type { Accepted, Conversation, Decision, Post, Snapshot } from "../store/store.ts";
import { type Incoming, refusalOf } from "./message.ts";

export interface SendRequest {
  /** A device that the relay knows, or what shows that the sender is a member. */
  readonly from: DeviceCaller | { readonly pass: Uint8Array };
  readonly conversation: string;
  readonly epoch: number;
  readonly messages: readonly Incoming[];
}

/** The sender's own deliveries in the order of the messages, or why none of them was taken. */
export type SendAnswer = { readonly deliveries: readonly Uint8Array[] } | { readonly problem: ProblemCode };

export interface Stamping {
  readonly relay: string;
  readonly moderation: string;
  readonly keyFor: (alg: string, acceptedAt: number) => PeriodKey | null;
  readonly now: number;
  readonly newId: () => string;
}

/**
 * Accepts requests in their order, each whole or not at all: what is refused takes no number and leaves nothing behind.
 *
 * @see docs/spec/stamp.md, accept()
 */
export function acceptAll(
  requests: readonly SendRequest[],
  snapshot: Snapshot,
  stamping: Stamping,
): Decision<readonly SendAnswer[]> {
  const ledger = createLedger(snapshot);
  const answer = requests.map((request) => {
    const taken = acceptOne(request, snapshot, ledger, stamping);
    if (typeof taken === "string") return { problem: taken };
    ledger.take(taken);
    return { deliveries: taken.deliveries };
  });
  return { answer, rosters: new Map(), ...ledger.written() };
}

/** What one request comes to. */
interface Taken {
  readonly conversation: Conversation;
  readonly accepted: readonly Accepted[];
  readonly post: readonly Post[];
  readonly deliveries: readonly Uint8Array[];
}

function acceptOne(
  request: SendRequest,
  snapshot: Snapshot,
  ledger: Ledger,
  stamping: Stamping,
): Taken | ProblemCode {
  const conversation = ledger.conversation(request.conversation);
  const members = snapshot.members(request.conversation);
  if (conversation === null || !isMember(request.from, conversation, members)) return "not-a-member";
  if (request.epoch !== conversation.epoch) return "stale-epoch";
  const refusal = request.messages.map((message) => refusalOf(message, conversation)).find(isCode);
  if (refusal !== undefined) return refusal;
  return stampMessages(request, conversation, { members: [...members], snapshot, ledger, stamping });
}

function isMember(
  from: SendRequest["from"],
  { sealedPass }: Conversation,
  members: ReadonlySet<string>,
): boolean {
  if ("account" in from) return members.has(from.account);
  return sealedPass !== null && equalBytes(hashOfPass(from.pass), sealedPass);
}

function isCode(refusal: ProblemCode | null): refusal is ProblemCode {
  return refusal !== null;
}

interface Circumstances {
  readonly members: readonly string[];
  readonly snapshot: Snapshot;
  readonly ledger: Ledger;
  readonly stamping: Stamping;
}

function stampMessages(
  { from, messages }: SendRequest,
  before: Conversation,
  circumstances: Circumstances,
): Taken | ProblemCode {
  const accepted: Accepted[] = [];
  const post: Post[] = [];
  const deliveries: Uint8Array[] = [];
  let conversation = before;
  for (const message of messages) {
    const { commitment } = message;
    const repeated =
      circumstances.ledger.accepted(before.id, senderIn(from) ?? unknown, commitment) ??
      accepted.find((one) => hex(one.commitment) === hex(commitment))?.delivery;
    if (repeated !== undefined) {
      deliveries.push(repeated);
      continue;
    }
    const stamped = stampOne(message, from, conversation, circumstances);
    if (typeof stamped === "string") return stamped;
    conversation = stamped.conversation;
    accepted.push(stamped.accepted);
    post.push(stamped.post);
    deliveries.push(stamped.accepted.delivery);
  }
  return { conversation, accepted, post, deliveries };
}

/** Stands where an account would, where the relay does not know it. */
const unknown = "";

function senderIn(from: SendRequest["from"]): string | null {
  return "account" in from ? from.account : null;
}

function stampOne(
  { commitment, outer, scheme, wire }: Incoming,
  from: SendRequest["from"],
  { epoch, id, lastAcceptedAt, lastSeq, ...rest }: Conversation,
  { members, snapshot, stamping }: Circumstances,
): { conversation: Conversation; accepted: Accepted; post: Post } | ProblemCode {
  const seq = lastSeq + 1;
  // A clock that went back must not reorder a conversation.
  const acceptedAt = Math.max(stamping.now, lastAcceptedAt);
  const key = stamping.keyFor(scheme.periodKeys.alg, acceptedAt);
  if (key === null) return "unavailable";
  const { moderation, relay } = stamping;
  const sender = senderIn(from);
  const place = { relay, moderation, conversation: unhex(id), epoch };
  const facts = { ...place, sender, seq, acceptedAt, recipients: members };
  const stamps = stampOrNull(() => scheme.stamp(outer, facts, key));
  const own = stamps === null ? undefined : deliveryOfSender(stamps, sender, members);
  if (stamps === null || own === undefined) return "malformed";
  const to = members.flatMap((account, i) =>
    snapshot
      .devices(account)
      .filter((device) => !("device" in from) || device !== from.device)
      .map((device) => ({ device, delivery: stamps[i] ?? null })),
  );
  const envelope = {
    kind: "message" as const,
    conversation: id,
    epoch,
    sender: sender ?? unknown,
    suite: null,
    outer,
    body: wire,
    members: null,
  };
  return {
    conversation: { ...rest, id, epoch, lastSeq: seq, lastAcceptedAt: acceptedAt },
    accepted: {
      conversation: id,
      sender: sender ?? unknown,
      commitment,
      delivery: own,
      forgetAfter: key.record.verifyUntil,
    },
    post: { id: stamping.newId(), envelope, to },
  };
}

/** Of a sender that the relay does not know: the one that is everybody's, or none. */
function deliveryOfSender(
  stamps: readonly Uint8Array[],
  sender: string | null,
  members: readonly string[],
): Uint8Array | undefined {
  if (sender !== null) return stamps[members.indexOf(sender)];
  const [first] = stamps;
  return first !== undefined && stamps.every((stamp) => equalBytes(stamp, first)) ? first : undefined;
}

/** Null where the scheme finds a fault in what the sender gave. */
function stampOrNull(stamp: () => Uint8Array[]): Uint8Array[] | null {
  try {
    return stamp();
  } catch (error) {
    if (error instanceof FrankingError) return null;
    throw error;
  }
}

/** What this batch has come to so far, over what the database says. */
interface Ledger {
  conversation(id: string): Conversation | null;
  accepted(conversation: string, sender: string, commitment: Uint8Array): Uint8Array | undefined;
  take(taken: Taken): void;
  written(): Pick<Decision<unknown>, "conversations" | "accepted" | "post">;
}

function createLedger(snapshot: Snapshot): Ledger {
  const conversations = new Map<string, Conversation>();
  const accepted = new Map<string, Accepted>();
  const post: Post[] = [];
  const keyOf = (...[conversation, sender, commitment]: Parameters<Ledger["accepted"]>) =>
    `${conversation} ${sender} ${hex(commitment)}`;
  return {
    conversation: (id) => conversations.get(id) ?? snapshot.conversation(id),
    accepted: (...key) => accepted.get(keyOf(...key))?.delivery ?? snapshot.accepted(...key) ?? undefined,
    take(taken) {
      if (taken.accepted.length === 0) return;
      conversations.set(taken.conversation.id, taken.conversation);
      for (const one of taken.accepted)
        accepted.set(keyOf(one.conversation, one.sender, one.commitment), one);
      post.push(...taken.post);
    },
    written: () => ({ conversations: [...conversations.values()], accepted: [...accepted.values()], post }),
  };
}
