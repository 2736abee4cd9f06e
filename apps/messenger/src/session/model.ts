import type { Category, ItemVerdict } from "@openfranking/protocol";

/** What the screens show, as values: made anew from the client whenever it changes. */

export interface Person {
  readonly account: string;
  readonly name: string;
}

export type Field = readonly [path: string, value: string | number | boolean | Uint8Array];

/** What a message says: everything that is rendered comes from here. */
export interface Content {
  readonly kind: "message" | "edit" | "delete" | "reaction" | "group";
  readonly fields: readonly Field[];
  /** Commitments, in hexadecimal, of the messages that it refers to. */
  readonly refs: readonly { readonly rel: string; readonly commitment: string }[];
}

interface Base {
  /** Stable for as long as the entry is shown: for lists. */
  readonly key: string;
  readonly sender: Person | null;
  readonly isOwn: boolean;
  /** Ms since the Unix epoch, by the relay's clock where it accepted the message. */
  readonly at: number | null;
}

export interface ShownEntry extends Base {
  readonly state: "shown";
  readonly sender: Person;
  readonly content: Content;
  /** Hexadecimal: the message's name. */
  readonly commitment: string;
  readonly warnings: readonly string[];
}

export interface HiddenEntry extends Base {
  readonly state: "hidden";
  readonly code: string;
}

/** Written here and not accepted by the relay: it waits, or it was refused. */
export interface UnsentEntry extends Base {
  readonly state: "pending" | "failed";
  readonly sender: Person;
  readonly content: Content;
  readonly retry: () => Promise<void>;
}

export type Entry = ShownEntry | HiddenEntry | UnsentEntry;

export interface ConversationView {
  /** Hexadecimal. */
  readonly id: string;
  readonly suite: string;
  /** Null where nobody named the group, or where it is no group. */
  readonly groupName: string | null;
  /** Without this account. */
  readonly others: readonly Person[];
  /** False after this account was removed. */
  readonly isMember: boolean;
  readonly entries: readonly Entry[];
  /** Key of the last entry that was on the screen. */
  readonly read: string | null;
  readonly warnings: readonly string[];
}

export interface Contact extends Person {
  /** For people to compare, in groups of digits. */
  readonly safetyNumber: string;
}

export interface ReportView {
  readonly number: string;
  readonly sentAt: number;
  readonly category: Category;
  readonly verdicts: readonly ItemVerdict[];
  /** Null until the moderation was asked. */
  readonly state: "received" | "in-review" | "decided" | null;
  readonly outcome: "action-taken" | "no-violation" | "cannot-verify" | null;
  readonly decidedAt: number | null;
}

/** What stands in an encoded report, read back from it. */
export interface ReportPreview {
  readonly category: Category;
  readonly note: string | null;
  readonly reporter: "named" | "anonymous";
  readonly language: string;
  readonly bytes: number;
  readonly items: readonly PreviewItem[];
}

export interface OpenedItem {
  readonly kind: Content["kind"];
  readonly fields: readonly Field[];
  /** Paths of what stays hidden. */
  readonly hidden: readonly string[];
  /** The sender's device in this conversation, hexadecimal, and its count of messages. Null where the scheme commits to none. */
  readonly sent: { readonly device: string; readonly count: number } | null;
  /** Place of the latest message that the sender's device says it had shown. */
  readonly seen: number | null;
  readonly refs: number;
}

export interface PreviewItem {
  readonly sender: Person | null;
  readonly at: number | null;
  readonly seq: number | null;
  /** Hexadecimal. */
  readonly conversation: string | null;
  /** Null where nothing of it is opened. */
  readonly opened: OpenedItem | null;
}

/** What the moderation answered. */
export interface SentReport {
  readonly number: string;
  /** In the order of the report's messages. */
  readonly verdicts: readonly ItemVerdict[];
}

/** A finished report that has not left this device. */
export interface Prepared {
  readonly preview: ReportPreview;
  submit(): Promise<SentReport>;
}

export type Opening = "all" | "withheld" | { readonly paths: readonly string[] };

export interface ReportDraft {
  /** By commitment, in hexadecimal. */
  readonly chosen: ReadonlyMap<string, Opening>;
  readonly category: Category | null;
  readonly note: string;
  readonly reporter: "named" | "anonymous";
}

export interface Snapshot {
  /** Null before a name is chosen. */
  readonly me: Person | null;
  readonly contacts: readonly Contact[];
  /** The latest first. */
  readonly conversations: readonly ConversationView[];
  /** The latest first. */
  readonly reports: readonly ReportView[];
  readonly connection: "live" | "connecting" | "unreachable";
}

/** All that the screens can do. */
export interface Messenger {
  snapshot(): Snapshot;
  subscribe(listener: () => void): () => void;
  /** False: the name belongs to another account. */
  chooseName(name: string): Promise<boolean>;
  addContact(name: string): Promise<"added" | "unknown" | "changed" | "self">;
  /** The id of the new conversation. */
  start(people: readonly Contact[], groupName: string | null): Promise<string>;
  send(conversation: string, text: string, replyTo: ShownEntry | null): Promise<void>;
  markRead(conversation: string, entry: string): void;
  nameGroup(conversation: string, name: string): Promise<void>;
  addMember(conversation: string, contact: Contact): Promise<void>;
  removeMember(conversation: string, person: Person): Promise<void>;
  prepareReport(conversation: string, draft: ReportDraft, language: string): Promise<Prepared>;
  refreshReports(): Promise<void>;
  /** How many stamps were asked about, and how many are not good. */
  checkStamps(): Promise<{ readonly checked: number; readonly bad: number }>;
}
