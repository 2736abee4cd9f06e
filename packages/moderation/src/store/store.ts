import type { Secret } from "@openfranking/franking";
import type { Category, ItemVerdict, outcomes, SealedItem, SealedReport } from "@openfranking/protocol";
import type { ReviewerCaller } from "../deps.ts";

/**
 * What a moderation needs of a database, and no SQL. Every promise that is fulfilled is durable, and every verb is one
 * transaction.
 */
export interface ModerationStore {
  readonly stampKeys: StampKeyStore;
  readonly intakeKeys: IntakeKeyStore;
  readonly team: TeamStore;
  readonly reports: ReportStore;
  readonly cases: CaseStore;
  readonly reviewers: ReviewerStore;
  /** Takes what was deleted out of the database's files too, as far as the database can. */
  erase(): Promise<void>;
  close(): Promise<void>;
}

/** The moderation's half of a period, and what it answered the relay. */
export interface StampKey {
  readonly keyId: Uint8Array;
  /** Names the offer that it answers. */
  readonly offerDigest: Uint8Array;
  readonly record: Uint8Array;
  readonly signature: Uint8Array;
  readonly secretKey: Secret;
  readonly verifyUntil: number;
}

export interface StampKeyStore {
  /** What is kept for the offer: the given key, or the one that answered the same offer before. */
  add(key: StampKey): Promise<StampKey>;
  byOffer(offerDigest: Uint8Array): Promise<StampKey | null>;
  find(keyIds: readonly Uint8Array[]): Promise<StampKey[]>;
  all(): Promise<StampKey[]>;
  ids(): Promise<Uint8Array[]>;
  deleteOver(now: number): Promise<void>;
}

export interface StoredIntakeKey {
  readonly intakeKeyId: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly secretKey: Secret;
  readonly madeAt: number;
  /** Null while it is the current one. */
  readonly replacedAt: number | null;
}

export interface IntakeKeyStore {
  current(): Promise<StoredIntakeKey | null>;
  find(intakeKeyId: Uint8Array): Promise<StoredIntakeKey | null>;
  /** Makes it the current one. */
  add(key: StoredIntakeKey): Promise<void>;
  /** Deletes what was replaced before `time`, but for keys that a report waits under. */
  deleteReplaced(time: number): Promise<void>;
}

export interface TeamStore {
  key(): Promise<Uint8Array | null>;
  /**
   * Keeps the team's key, once: false where it has one. In the same transaction every intake key is over, and
   * `intakeKey` is the current one.
   */
  setKey(publicKey: Uint8Array, intakeKey: StoredIntakeKey): Promise<boolean>;
}

/** A report to be kept. No part of it is content in the clear. */
export interface NewReport {
  readonly reportNumber: string;
  readonly reportId: Uint8Array;
  readonly digest: Uint8Array;
  readonly category: Category;
  readonly receivedAt: number;
  /** What the reporter's assertion was bound to, or null for an anonymous report. */
  readonly binding: Uint8Array | null;
  readonly findings: readonly string[];
  readonly items: readonly NewItem[];
  /** The sealed envelope, only where there is no team key to seal to. */
  readonly waiting: SealedReport | null;
}

export interface NewItem {
  readonly itemId: string;
  readonly suite: string;
  readonly verdict: ItemVerdict;
  /** Names the message, its place and its sender; null where nothing was proven. */
  readonly message: Uint8Array | null;
  /** Names who reported it, for this message alone. */
  readonly tag: Uint8Array | null;
  readonly sealed: SealedItem | null;
}

/** What an answer says of a report, the first time and every other time. */
export interface KeptReport {
  readonly reportNumber: string;
  readonly reportId: Uint8Array;
  readonly digest: Uint8Array;
  readonly receivedAt: number;
  readonly verdicts: readonly ItemVerdict[];
}

export type Acceptance =
  | { readonly kind: "kept"; readonly report: KeptReport }
  | { readonly kind: "report-exists" }
  | { readonly kind: "assertion-spent" };

export interface WaitingReport {
  readonly reportNumber: string;
  readonly envelope: SealedReport;
}

interface Standing extends Pick<KeptReport, "reportId" | "digest"> {
  readonly state: CaseState;
  readonly outcome: Outcome | null;
  readonly decidedAt: number | null;
}

export interface ReportStore {
  find(reportId: Uint8Array): Promise<KeptReport | null>;
  /** All of them in one transaction, each with an answer of its own. Throws where a `waiting` one's intake key is gone. */
  accept(reports: readonly NewReport[]): Promise<Acceptance[]>;
  nextWaiting(): Promise<WaitingReport | null>;
  /** Keeps the sealed items in place of the envelope. False where somebody else did it before. */
  seal(reportNumber: string, items: readonly SealedEvidence[]): Promise<boolean>;
  standing(reportNumber: string): Promise<Standing | null>;
}

export interface SealedEvidence {
  readonly itemId: string;
  readonly sealed: SealedItem;
}

export type CaseState = "waiting" | "claimed" | "decided";
export type Outcome = (typeof outcomes)[number];

/** The unit of review: a report, and whatever its reporter said again of the same messages. */
export interface StoredCase {
  /** The number of its first report. */
  readonly caseNumber: string;
  readonly category: Category;
  readonly receivedAt: number;
  readonly state: CaseState;
  readonly claimedBy: string | null;
  readonly verdicts: readonly ItemVerdict[];
  /** The most distinct people who reported one of its messages, each counted by her tag. */
  readonly reporters: number;
  readonly sealedToTeam: boolean;
}

export interface StoredItem extends Pick<NewItem, "itemId" | "suite" | "verdict" | "sealed"> {}

export interface StoredDecision {
  readonly outcome: Outcome;
  readonly reason: string;
  readonly decidedAt: number;
  /** Her name. */
  readonly reviewer: string;
}

export interface CaseStore {
  /** The oldest first, behind `after`. */
  page(states: readonly CaseState[], after: string, limit: number): Promise<StoredCase[]>;
  find(caseNumber: string): Promise<StoredCase | null>;
  /** Of many who try at once, one succeeds; who did is in the case. */
  claim(caseNumber: string, reviewer: string): Promise<void>;
  evidence(
    caseNumber: string,
  ): Promise<{ readonly items: readonly StoredItem[]; readonly findings: readonly string[] }>;
  recordView(view: {
    readonly viewId: string;
    readonly caseNumber: string;
    readonly reviewer: string;
    readonly viewedAt: number;
  }): Promise<void>;
  views(caseNumber: string): Promise<{ readonly reviewer: string; readonly viewedAt: number }[]>;
  /** False where the case is no longer claimed by her. */
  decide(
    decision: Omit<StoredDecision, "reviewer"> & { readonly caseNumber: string; readonly reviewer: string },
  ): Promise<boolean>;
  decision(caseNumber: string): Promise<StoredDecision | null>;
}

export interface Credential {
  readonly reviewer: string;
  readonly name: string;
  readonly credentialId: string;
  /** COSE. */
  readonly publicKey: Uint8Array;
  readonly counter: number;
}

/** Links and tokens are kept as hashes alone. */
export interface ReviewerStore {
  /** Replaces any link before it. False once somebody is enrolled. */
  setLink(linkHash: Uint8Array): Promise<boolean>;
  hasLink(linkHash: Uint8Array): Promise<boolean>;
  /** Uses the link up. False where it is not the link, or somebody is enrolled. */
  enrol(linkHash: Uint8Array, credential: Credential): Promise<boolean>;
  byCredential(credentialId: string): Promise<Credential | null>;
  setCounter(reviewer: string, counter: number): Promise<void>;
  addChallenge(challenge: string, purpose: string, expiresAt: number): Promise<void>;
  /** True once. */
  useChallenge(challenge: string, purpose: string, now: number): Promise<boolean>;
  addSession(tokenHash: Uint8Array, reviewer: string, expiresAt: number): Promise<void>;
  findSession(tokenHash: Uint8Array, now: number): Promise<ReviewerCaller | null>;
  deleteOver(now: number): Promise<void>;
}
