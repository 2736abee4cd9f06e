import { type Field, type Header, type History, hex, type Warning } from "@openfranking/franking";
import type { Channel } from "./channel/channel.ts";
import {
  type ConversationRecord,
  type KeptMessage,
  keptMessageSchema,
  keys,
  type Pending,
  pendingSchema,
} from "./records.ts";
import type { SealedStore } from "./store/sealed.ts";

/** A conversation as it is held open: its record, its channel, its messages, and the index that `receive` asks. */
export interface Thread {
  readonly id: string;
  record: ConversationRecord;
  channel: Channel;
  readonly messages: { readonly position: number; kept: KeptMessage }[];
  pending: Pending[];
  readonly history: ThreadHistory;
  /** How this device's last own change of members came out: taken by the relay, or overtaken. */
  lastChangeTaken: boolean;
}

export async function openThread(
  store: SealedStore,
  record: ConversationRecord,
  channel: Channel,
): Promise<Thread> {
  const id = hex(record.conversation);
  const messages = (await store.list(keptMessageSchema, `message/${id}/`)).map(([key, kept]) => ({
    position: Number(key.slice(key.lastIndexOf("/") + 1)),
    kept,
  }));
  const pending = (await store.list(pendingSchema, `pending/${id}/`)).map(([, one]) => one);
  const history = new ThreadHistory();
  for (const { kept } of messages) history.add(kept);
  return { id, record, channel, messages, pending, history, lastChangeTaken: false };
}

/** Keeps what arrived, in memory as it is in the store. Returns the changes for the store. */
export function append(thread: Thread, kept: KeptMessage): Readonly<Record<string, unknown>> {
  const position = thread.record.nextPosition;
  thread.record = { ...thread.record, nextPosition: position + 1 };
  thread.messages.push({ position, kept });
  thread.history.add(kept);
  return { [keys.message(thread.id, position)]: kept, ...threadChanges(thread) };
}

/** The conversation's record with its channel as it is now: written with whatever moved the channel. */
export function threadChanges(thread: Thread): Readonly<Record<string, unknown>> {
  thread.record = { ...thread.record, channel: thread.channel.save() };
  return { [keys.conversation(thread.id)]: thread.record };
}

export function warn(thread: Thread, warning: string): void {
  const { warnings } = thread.record;
  if (!warnings.includes(warning)) thread.record = { ...thread.record, warnings: [...warnings, warning] };
}

type Shown = Extract<KeptMessage, { state: "shown" }>;

class ThreadHistory implements History {
  readonly #bySeq = new Map<number, Uint8Array>();
  readonly #bySent = new Map<string, Uint8Array>();
  readonly #lastSent = new Map<string, number>();
  readonly #senders = new Map<string, string>();
  readonly #known = new Set<string>();
  #latest: { seq: number; commitment: Uint8Array } | null = null;

  add(kept: KeptMessage): void {
    if (kept.state === "shown") this.#addShown(kept);
    const { commitment, seq } = kept;
    if (commitment === null) return;
    this.#known.add(hex(commitment));
    if (seq !== null && !this.#bySeq.has(seq)) this.#bySeq.set(seq, commitment);
  }

  /** Whether a message of this name arrived before, shown or hidden. */
  has(commitment: Uint8Array): boolean {
    return this.#known.has(hex(commitment));
  }

  hasSender(account: string): boolean {
    return [...this.#senders.values()].includes(account);
  }

  #addShown({ commitment, message, seq }: Shown): void {
    const { sender, sent } = message.header;
    const device = `${sender}/${hex(sent.device)}`;
    this.#bySent.set(`${device}/${sent.n}`, commitment);
    this.#lastSent.set(device, Math.max(sent.n, this.#lastSent.get(device) ?? 0));
    this.#senders.set(hex(commitment), sender);
    if (seq !== null && seq > (this.#latest?.seq ?? -1)) this.#latest = { seq, commitment };
  }

  /** What `seen` of the next message says. */
  get latest(): { readonly seq: number; readonly commitment: Uint8Array } | null {
    return this.#latest;
  }

  commitmentAt(seq: number): Uint8Array | null {
    return this.#bySeq.get(seq) ?? null;
  }

  commitmentSent(sender: string, device: Uint8Array, n: number): Uint8Array | null {
    return this.#bySent.get(`${sender}/${hex(device)}/${n}`) ?? null;
  }

  lastSent(sender: string, device: Uint8Array): number | null {
    return this.#lastSent.get(`${sender}/${hex(device)}`) ?? null;
  }

  senderOf(commitment: Uint8Array): string | null {
    return this.#senders.get(hex(commitment)) ?? null;
  }
}

/** What an app renders: only what came out of `receive`, or that something did not. */
export type ShownMessage =
  | {
      readonly state: "shown";
      /** 64 hexadecimal digits: the message's name. */
      readonly commitment: string;
      readonly header: Header;
      readonly fields: readonly Field[];
      readonly sender: string;
      readonly own: boolean;
      readonly seq: number | null;
      readonly acceptedAt: number | null;
      readonly warnings: readonly Warning[];
      /** False where the moderation does not know the stamp: it could not be reported. Null while it was not asked. */
      readonly stampIsGood: boolean | null;
    }
  | {
      readonly state: "hidden";
      readonly code: string;
      /** As the relay said it, where it could be read. */
      readonly seq: number | null;
      readonly commitment: string | null;
    }
  | {
      readonly state: "pending" | "failed";
      readonly commitment: string;
      readonly fields: readonly Field[];
      readonly code: string | null;
    };

export function shownMessages(thread: Thread, account: string): ShownMessage[] {
  const arrived = inOrder(thread.messages).map((kept) => shown(kept, account));
  const waiting = thread.pending.map(
    ({ commitment, message, refused }): ShownMessage => ({
      state: refused === null ? "pending" : "failed",
      commitment: hex(commitment),
      fields: message.fields,
      code: refused,
    }),
  );
  return [...arrived, ...waiting];
}

/** By the relay's numbers; what has none follows what it arrived after. */
function inOrder(messages: Thread["messages"]): KeptMessage[] {
  let latest = -1;
  const numbered = messages.map(({ kept }) => {
    if (kept.state === "shown" && kept.seq !== null) latest = kept.seq;
    return { kept, seq: latest };
  });
  return numbered.sort((a, b) => a.seq - b.seq).map(({ kept }) => kept);
}

function shown(kept: KeptMessage, account: string): ShownMessage {
  if (kept.state === "hidden") {
    const { code, commitment, seq } = kept;
    return { state: "hidden", code, seq, commitment: commitment === null ? null : hex(commitment) };
  }
  const { acceptedAt, commitment, message, seq, stampIsGood, warnings } = kept;
  const { sender } = message.header;
  return {
    state: "shown",
    commitment: hex(commitment),
    header: message.header,
    fields: message.fields,
    sender,
    own: sender === account,
    seq,
    acceptedAt,
    warnings,
    stampIsGood,
  };
}
