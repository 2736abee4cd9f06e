import type { AccountKey, MailboxEntry, PublishedRecord } from "@openfranking/protocol";
import type { DeviceCaller } from "../deps.ts";

/**
 * What a relay needs of a database, and no SQL. Every promise that is fulfilled is durable, and every verb is one
 * transaction.
 */
export interface RelayStore {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly keyPackages: KeyPackageStore;
  readonly conversations: ConversationStore;
  readonly mailboxes: MailboxStore;
  readonly periods: PeriodStore;
  /** True where other processes may write to the same database. */
  readonly isShared: boolean;
  /** Forgets whatever is over at `now`, so that it is in no file of the database. Returns how many rows went. */
  forget(now: number): Promise<Readonly<Record<string, number>>>;
  close(): Promise<void>;
}

export interface Account {
  readonly account: string;
  readonly accountPk: Uint8Array;
  readonly name: string;
}

export interface AccountStore {
  /** First come: returns what is taken already, or null where account, name and device were free and are now used. */
  register(
    account: Account,
    devicePk: Uint8Array,
    now: number,
  ): Promise<"name-taken" | "account-exists" | null>;
  byName(name: string): Promise<Account | null>;
  byAccount(account: string): Promise<Account | null>;
  device(devicePk: Uint8Array): Promise<DeviceCaller | null>;
  /** In the place of an earlier one of the same account and algorithm. */
  setKey(key: AccountKey): Promise<void>;
  key(account: string, alg: string): Promise<AccountKey | null>;
}

/** Tokens are kept as hashes alone. */
export interface SessionStore {
  /** False where the nonce was spent before: nothing is opened then. */
  open(session: Session, nonce: { readonly value: Uint8Array; readonly expiresAt: number }): Promise<boolean>;
  find(tokenHash: Uint8Array, now: number): Promise<Omit<Session, "hash"> | null>;
  addTicket(ticket: Session): Promise<void>;
  /** Good once. */
  takeTicket(ticketHash: Uint8Array, now: number): Promise<DeviceCaller | null>;
}

interface Session {
  readonly hash: Uint8Array;
  readonly caller: DeviceCaller;
  readonly expiresAt: number;
}

export interface KeyPackageStore {
  /** Keeps the newest `keep` of the device, and returns how many there are. */
  add(
    device: number,
    keyPackages: readonly { readonly id: string; readonly bytes: Uint8Array }[],
    keep: number,
    now: number,
  ): Promise<number>;
  /** One of each device of the account that has one left. No two claims get the same. */
  claim(account: string): Promise<Uint8Array[]>;
}

export interface Conversation {
  readonly id: string;
  readonly suite: string;
  readonly epoch: number;
  readonly lastSeq: number;
  readonly lastAcceptedAt: number;
  readonly lastCommit: Uint8Array | null;
  /** Hash of the pass with which members of this epoch send sealed, or null where the relay learns who sends. */
  readonly sealedPass: Uint8Array | null;
}

export interface ConversationStore {
  /** False where the id is taken. */
  create(conversation: Conversation, creator: string): Promise<boolean>;
  /**
   * Reads what `scope` names, lets `decide` say what becomes of it, and writes that down, all in one transaction in which
   * nobody else changes these conversations. `decide` is not asynchronous, and may be called again if the transaction failed.
   */
  change<Answer>(scope: Scope, decide: (snapshot: Snapshot) => Decision<Answer>): Promise<Answer>;
}

export interface Scope {
  readonly conversations: readonly string[];
  readonly commitments: readonly Uint8Array[];
  /** Accounts beside the members of the conversations. */
  readonly accounts: readonly string[];
}

export interface Snapshot {
  conversation(id: string): Conversation | null;
  members(conversation: string): ReadonlySet<string>;
  devices(account: string): readonly number[];
  /** What the sender was answered, where the commitment was accepted before. */
  accepted(conversation: string, sender: string, commitment: Uint8Array): Uint8Array | null;
}

export interface Decision<Answer> {
  readonly answer: Answer;
  readonly conversations: readonly Conversation[];
  /** Conversations whose members become these. */
  readonly rosters: ReadonlyMap<string, readonly string[]>;
  readonly accepted: readonly Accepted[];
  /** In the order in which mailboxes show them. */
  readonly post: readonly Post[];
}

export interface Accepted {
  readonly conversation: string;
  readonly sender: string;
  readonly commitment: Uint8Array;
  readonly delivery: Uint8Array;
  readonly forgetAfter: number;
}

/** One envelope and the mailboxes that it goes to. */
export interface Post {
  readonly id: string;
  readonly envelope: Envelope;
  readonly to: readonly { readonly device: number; readonly delivery: Uint8Array | null }[];
}

export interface Envelope {
  readonly kind: MailboxEntry["kind"];
  readonly conversation: string;
  readonly epoch: number;
  readonly sender: string;
  readonly suite: string | null;
  readonly outer: Uint8Array | null;
  readonly body: Uint8Array;
  readonly members: readonly string[] | null;
}

export interface MailboxStore {
  /** Oldest first, at most `limit` entries and `maxBytes` (but one entry at least). An entry never appears below a cursor that was shown. */
  read(
    device: number,
    after: number,
    limit: number,
    maxBytes: number,
  ): Promise<{ readonly entries: readonly MailboxEntry[]; readonly more: boolean }>;
  acknowledge(device: number, cursor: number): Promise<void>;
  /** The highest cursor of each device. */
  heads(devices: readonly number[]): Promise<ReadonlyMap<number, number>>;
}

export interface Period {
  readonly keyId: Uint8Array;
  readonly alg: string;
  readonly published: PublishedRecord;
  readonly secret: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly verifyUntil: number;
}

export interface PeriodStore {
  add(period: Period): Promise<void>;
  /** Those that may still stamp. */
  usable(now: number): Promise<Period[]>;
  /** Those that may still be judged. */
  published(now: number): Promise<PublishedRecord[]>;
}
