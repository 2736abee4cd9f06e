import type { Commitment, KeyId, Rng } from "./bytes.ts";
import type { RefusalCode } from "./errors.ts";
import type { CheckedRecord, KeyPair, KeyRecord, PeriodKey, PeriodKeys } from "./key-record.ts";
import type { AttachmentSecret, Field, Message, ShownHeader } from "./message.ts";

/**
 * One way to frank. Every scheme fills the same roles, whatever it is made of; what differs is said by `traits`, which
 * shared code asks (it never compares ids). Whatever travels is bytes, and the scheme alone reads them.
 *
 * The order of a message's life: `frank` (sender) → `stamp` (relay) → `receive` (recipient) → `disclose` (recipient, if
 * she reports) → `judge` (moderation).
 *
 * @see docs/design/scheme-interface.md
 */
export interface FrankingScheme {
  /** Kebab-case with a version; hashed into what the scheme protects. */
  readonly id: string;
  readonly traits: Traits;
  /** Every code with which each role refuses. A vector hits each of them. */
  readonly refusals: { readonly receive: readonly RefusalCode[]; readonly judge: readonly RefusalCode[] };
  /** How relay and moderation make what a period's stamps are made and checked with. */
  readonly periodKeys: PeriodKeys;
  /** Keys of the scheme's own for each account, or null where the scheme needs none. */
  readonly accountKeys: AccountKeys | null;
  /** Sender tokens that the moderation issues ahead, or null where the scheme needs none. */
  readonly tokens: Tokens | null;
  /** What the relay keeps of every message, for schemes whose reports are traced by it, or null where it keeps nothing. */
  readonly traces: Traces | null;
  /**
   * Asks the moderation whether a stamp is good without showing what it stamps, or null where recipients see for themselves
   * or, by the scheme's README, not at all.
   */
  readonly blindCheck: BlindCheck | null;
  /** Under which MLS component `outer` stands in a message's associated data (draft-ietf-mls-extensions, "Component IDs"): 16 bits. */
  readonly component: number;
  /** The name of the message whose `outer` this is: what the relay and the client know it by. Throws `FrankingError`. */
  commitmentOf(outer: Uint8Array): Commitment;
  /** Commits a sender to a message. Throws where no recipient would accept it. */
  frank(message: Message, sender: SenderContext, rng: Rng): Franked;
  /** What the relay attests of a commitment that it accepted: one delivery a recipient, in their order. */
  stamp(outer: Uint8Array, facts: RelayFacts, key: PeriodKey): Uint8Array[];
  /** Checks everything that a recipient can, before anything is shown. Throws `FrankingError`. */
  receive(arrival: Arrival, recipient: RecipientContext): Receipt;
  /** Builds the item of a report from kept evidence. Throws `FrankingError("not-disclosable")` for a choice it cannot make. */
  disclose(evidence: Uint8Array, choice: Choice): Uint8Array;
  /**
   * What an item shows, checked as far as no key is needed: the opening against the commitment, and the message against its
   * context. **The stamp is not checked**: sender, place and time are claims. For the preview before a report is sent, and
   * for the reviewer's own eyes. Throws `FrankingError`.
   */
  preview(item: Uint8Array): Preview;
  /** Checks everything that the moderation can, and returns what was proven. Throws `FrankingError`. */
  judge(item: Uint8Array, moderator: ModeratorContext): Judgement;
}

/** What a scheme promises and what it asks of the parties. A promise it does not make is shown in verdicts as not proven. */
export interface Traits {
  /** What names the sender: the relay's stamp, a proof of the sender's own, or a token of the moderation's. */
  readonly attribution: "stamp" | "proof" | "token";
  /** Who can check evidence. `third-party`: a moderation that shares no secret with the relay. */
  readonly verifiableBy: "moderation" | "anyone";
  /** Whom the evidence of the scheme alone cannot convince (Tyagi et al. 2019 §3, where the scheme has such simulators). */
  readonly deniability: {
    readonly universal: boolean;
    readonly receiverCompromise: boolean;
    readonly judgeCompromise: boolean;
  };
  readonly partialReveal: boolean;
  readonly sealedSender: boolean;
  readonly sourceTracing: boolean;
  readonly groups: boolean;
  readonly thirdPartyModerator: boolean;
  readonly forwardSecure: boolean;
  readonly postQuantum: boolean;
  readonly needsTokens: boolean;
  readonly relayStateless: boolean;
  readonly relayLearnsSender: boolean;
  /** The verdict says to whom the message was addressed. */
  readonly bindsRecipient: boolean;
  /** The verdict says which number the relay gave the message. */
  readonly bindsOrder: boolean;
  /** The verdict says in which conversation the message was. */
  readonly bindsConversation: boolean;
  /** Every field and the whole header are committed to. Where not, a judgement shows those that are, and names the others as hidden. */
  readonly bindsEverything: boolean;
  /** What is reported need not name its reporter. */
  readonly anonymousReports: boolean;
  /** A message can be reported as stamped and its content withheld. */
  readonly withholds: boolean;
  /** What opens attachments travels beside the fields, so that no report shows it. Where not, `frank` refuses secrets. */
  readonly carriesSecrets: boolean;
}

export interface AccountKeys {
  enrol(rng: Rng): KeyPair;
}

export interface Tokens {
  /** One single-use token for `account`, spent by `frank` until its expiry. */
  issue(account: string, key: PeriodKey, now: number, rng: Rng): Uint8Array;
  /** Whether `frank` may spend it, with this record, on a message that the relay accepts at `now`. */
  isSpendable(token: Uint8Array, record: KeyRecord, now: number): boolean;
}

export interface Traces {
  /**
   * What the relay keeps of a message that it accepted, beside stamping it, for as long as anything forwarded from it may be
   * reported. It refuses a message whose address is taken. Throws `FrankingError`.
   */
  keep(
    outer: Uint8Array,
    facts: RelayFacts,
    key: PeriodKey,
  ): { readonly address: Uint8Array; readonly entry: Uint8Array };
}

export interface BlindCheck {
  /** Made by the recipient `account`; shows neither account nor content nor context. */
  ask(evidence: Uint8Array, account: string): { readonly keyId: KeyId; readonly query: Uint8Array };
  /** Made by the moderation. A query that cannot be read is answered with false, like one that is wrong. */
  answer(query: Uint8Array, key: PeriodKey): boolean;
}

/** What a sender has beside the message. `notEnrolled` serves every scheme whose traits ask for none of it. */
export interface SenderContext {
  readonly secrets: readonly AttachmentSecret[];
  readonly self: KeyPair | null;
  readonly recipients: readonly { readonly account: string; readonly publicKey: Uint8Array }[];
  readonly moderation: KeyRecord | null;
  readonly token: Uint8Array | null;
  /** Kept evidence of the message that is being forwarded, for schemes that trace sources. */
  readonly forwards: Uint8Array | null;
}

export const notEnrolled: SenderContext = {
  secrets: [],
  self: null,
  recipients: [],
  moderation: null,
  token: null,
  forwards: null,
};

export interface Franked {
  readonly commitment: Commitment;
  /** Associated data of the channel; the relay reads it. */
  readonly outer: Uint8Array;
  /** What the channel encrypts, at most 64 KiB. */
  readonly inner: Uint8Array;
}

/** What the relay knows when it accepts a message. `sender` is null where the relay does not learn it. */
export interface RelayFacts {
  readonly relay: string;
  readonly moderation: string;
  readonly conversation: Uint8Array;
  readonly epoch: number;
  readonly sender: string | null;
  readonly seq: number;
  readonly acceptedAt: number;
  /** Accounts, the sender's own included. */
  readonly recipients: readonly string[];
}

export interface Arrival {
  readonly outer: Uint8Array;
  readonly inner: Uint8Array;
  readonly delivery: Uint8Array;
  /** What the channel proves by itself, and the scheme that the conversation has agreed on. */
  readonly channel: {
    readonly suite: string;
    readonly conversation: Uint8Array;
    readonly epoch: number;
    readonly sender: string;
  };
}

export interface RecipientContext {
  readonly account: string;
  readonly self: KeyPair | null;
  readonly relay: string;
  readonly moderation: string;
  readonly records: (keyId: Uint8Array) => CheckedRecord | null;
  readonly history: History;
  readonly now: number;
  /** A message that could not be reported for at least this long is refused. */
  readonly minReportMs: number;
  readonly accountKey?: AccountDirectory;
}

/**
 * The scheme's public key of an account, as this party has checked it, or null for one it does not know. Left out where no
 * scheme has keys of accounts; a scheme that has them then refuses with `key`.
 */
export type AccountDirectory = (account: string) => Uint8Array | null;

/** What this recipient has accepted before in the conversation. */
export interface History {
  commitmentAt(seq: number): Uint8Array | null;
  /** The commitment with which `sender` used the number n of `device`. */
  commitmentSent(sender: string, device: Uint8Array, n: number): Uint8Array | null;
  /** The highest number used by `device`, or null before its first. */
  lastSent(sender: string, device: Uint8Array): number | null;
  senderOf(commitment: Uint8Array): string | null;
}

export type Receipt =
  | { readonly kind: "duplicate"; readonly commitment: Commitment }
  | {
      readonly kind: "message";
      readonly commitment: Commitment;
      readonly message: Message;
      readonly secrets: readonly AttachmentSecret[];
      /** Null where the scheme does not prove it. */
      readonly seq: number | null;
      readonly acceptedAt: number | null;
      /** To keep, encrypted: all that `disclose` and `blindCheck` need. */
      readonly evidence: Uint8Array;
      readonly warnings: readonly Warning[];
    };

/** Odd, but no reason to hide a message. */
export type Warning = "seen-mismatch" | "sent-gap" | "refers-to-unknown";

/** What a reporter opens of one message. `withheld`: nothing but that it was stamped. */
export interface Choice {
  readonly open: "all" | "withheld" | { readonly paths: readonly string[] };
  readonly reporter: { readonly kind: "named" } | { readonly kind: "anonymous"; readonly account: string };
}

/** Null where the scheme, or the chosen opening, shows nothing about it. */
export interface Preview {
  readonly commitment: Commitment;
  readonly relay: string | null;
  readonly sender: string | null;
  readonly conversation: Uint8Array | null;
  readonly seq: number | null;
  readonly acceptedAt: number | null;
  readonly opened: Opened | null;
}

export interface ModeratorContext {
  readonly moderation: string;
  readonly keys: (keyId: Uint8Array) => PeriodKey | null;
  /** A named reporter is who the relay's assertion says. */
  readonly reporter:
    | { readonly kind: "named"; readonly relay: string; readonly account: string }
    | { readonly kind: "anonymous" };
  readonly now: number;
  readonly accountKey?: AccountDirectory;
  /** What the relay keeps under an address, or null. Left out where no scheme has traces; one that has them then refuses. */
  readonly trace?: (address: Uint8Array) => Uint8Array | null;
}

/** What was proven: what the item shows, and what only the moderation's keys can tell. */
export interface Judgement extends Preview {
  readonly verdict: "verified" | "verified-partial" | "stamped";
  /** Counts distinct reporters of one message; the same for one account and message, and says nothing else. */
  readonly tag: Uint8Array | null;
  /** `named`: the asserted account was addressed. `bearer`: whoever holds the tag was. */
  readonly addressed: "named" | "bearer" | null;
  /** The reporter is the sender. */
  readonly own: boolean;
}

export interface Opened {
  readonly header: ShownHeader;
  readonly fields: readonly Field[];
  /** Paths of what was said but not shown; of a scheme that does not bind everything, those that it covers in no message. */
  readonly hidden: readonly string[];
}
