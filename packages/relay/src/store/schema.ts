import type { Generated } from "kysely";

/**
 * Everything that a relay keeps. There is no column for content: bodies are what the channel encrypted, `outer` is a suite
 * and a commitment. Ids of conversations and accounts are hexadecimal text.
 */
export interface RelaySchema {
  account: { account: string; account_pk: Uint8Array; name: string; registered_at: number };
  /** Public keys for schemes that have them, each signed by its account. */
  account_key: { account: string; alg: string; public_key: Uint8Array; certificate: Uint8Array };
  device: { id: Generated<number>; device_pk: Uint8Array; account: string };
  /** `head` is the highest cursor that was given out. A row of its own: whoever posts locks it, and nobody else waits. */
  mailbox: { device: number; head: number };
  session: { token_hash: Uint8Array; device: number; account: string; expires_at: number };
  ticket: { ticket_hash: Uint8Array; device: number; account: string; expires_at: number };
  spent_nonce: { nonce: Uint8Array; expires_at: number };
  key_package: { id: string; device: number; bytes: Uint8Array; added_at: number };
  conversation: ConversationRow;
  member: { conversation: string; account: string };
  accepted: AcceptedRow;
  envelope: EnvelopeRow;
  mailbox_entry: MailboxRow;
  period: PeriodRow;
}

export interface ConversationRow {
  id: string;
  suite: string;
  epoch: number;
  last_seq: number;
  last_accepted_at: number;
  /** Digest of the commit that led to `epoch` and of the device that made it. */
  last_commit: Uint8Array | null;
  /** Hash of the pass with which members of `epoch` send sealed, or null. */
  sealed_pass: Uint8Array | null;
}

/** That a sender used a commitment, and what the sender was answered. */
export interface AcceptedRow {
  conversation: string;
  /** Empty where the relay does not know it. */
  sender: string;
  commitment: Uint8Array;
  delivery: Uint8Array;
  /** When no report of it is judged any more. */
  forget_after: number;
}

/** What many mailboxes hold, once. */
export interface EnvelopeRow {
  id: string;
  kind: "message" | "commit" | "welcome";
  conversation: string;
  epoch: number;
  /** Empty where the relay does not know it. */
  sender: string;
  suite: string | null;
  outer: Uint8Array | null;
  body: Uint8Array;
  /** Canonical CBOR of a list of accounts. */
  members: Uint8Array | null;
}

export interface MailboxRow {
  device: number;
  cursor: number;
  envelope: string;
  /** Bytes on the wire, nearly: pages are cut by it before any body is read. */
  size: number;
  delivery: Uint8Array | null;
}

interface PeriodRow {
  key_id: Uint8Array;
  alg: string;
  record: Uint8Array;
  relay_signature: Uint8Array;
  moderation_signature: Uint8Array;
  /** Null once the period is over. */
  secret: Uint8Array | null;
  not_before: number;
  not_after: number;
  verify_until: number;
}
