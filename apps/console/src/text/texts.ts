import type { Header, Reference } from "@openfranking/franking";
import type {
  CaseSummary,
  Category,
  caseStates,
  ItemVerdict,
  outcomes,
  ProblemCode,
} from "@openfranking/protocol";

type Outcome = (typeof outcomes)[number];
type Meaning = { readonly proves: readonly string[]; readonly doesNotProve: readonly string[] };

/** Problems that a reviewer meets, each with what to do; `other` serves the rest. */
type ToldProblem = Extract<
  ProblemCode,
  | "forbidden"
  | "not-found"
  | "enrolment-used"
  | "passkey-refused"
  | "team-key-exists"
  | "claimed-by-another"
  | "not-claimed"
  | "already-decided"
  | "evidence-waits"
  | "rate-limited"
  | "unauthenticated"
  | "unavailable"
>;

/** Everything that the console says, once a language. */
export interface Texts {
  readonly appName: string;
  readonly skipToContent: string;
  readonly language: string;
  readonly signOut: string;
  readonly signedInAs: (reviewer: string) => string;
  readonly loading: string;
  readonly tryAgain: string;
  readonly show: string;
  readonly cannotStart: Say<"title" | "body">;
  readonly problem: Say<
    ToldProblem | "other" | "passkeyCancelled" | "passkeyExists" | "passkeyUnsupported" | "unexpected"
  >;
  readonly enrol: Say<"title" | "intro" | "name" | "nameHint" | "nameMissing" | "submit" | "noLink">;
  readonly signIn: Say<"title" | "intro" | "submit" | "wasEnded" | "noPasskey">;
  readonly team: TeamTexts;
  readonly queue: QueueTexts;
  readonly state: Say<(typeof caseStates)[number] | "mine">;
  readonly category: Say<Category>;
  /** How many items of a case have a verdict. */
  readonly tally: { readonly [V in ItemVerdict["verdict"]]: (n: number) => string };
  readonly case: CaseTexts;
  readonly evidence: EvidenceTexts;
  readonly kind: Say<Header["kind"]>;
  readonly rel: Say<Reference["rel"]>;
  readonly refersTo: (rel: string, item: number | null) => string;
  readonly field: FieldTexts;
  readonly verdict: Say<ItemVerdict["verdict"]>;
  /** The table of verdicts in docs/spec, in a reviewer's words. */
  readonly meaning: {
    readonly [M in "verified" | "verified-partial" | "stamped" | "nothing" | "failed"]: Meaning;
  };
  readonly decision: DecisionTexts;
}

type Say<Keys extends string> = { readonly [Key in Keys]: string };

type TeamTexts = Say<
  | "makeTitle"
  | "makeIntro"
  | "makeButton"
  | "codeTitle"
  | "codeIntro"
  | "codeLabel"
  | "codeWritten"
  | "lastGroup"
  | "lastGroupWrong"
  | "notTicked"
  | "finish"
  | "unlockTitle"
  | "unlockWorking"
  | "unlockIntro"
  | "codeMistyped"
  | "codeOfOther"
  | "unlock"
  | "kept"
  | "notKept"
  | "later"
> & { readonly keySet: (items: number) => string };

type QueueTexts = Say<
  | "title"
  | "open"
  | "decided"
  | "refresh"
  | "refreshed"
  | "more"
  | "emptyOpen"
  | "emptyDecided"
  | "awaitsTeamKey"
  | "makeKey"
  | "locked"
  | "unlock"
  | "received"
  | "evidenceWaits"
> & { readonly reporters: (count: CaseSummary["reporters"]) => string };

type CaseTexts = Say<
  | "back"
  | "facts"
  | "category"
  | "received"
  | "state"
  | "items"
  | "reporters"
  | "claim"
  | "claimIntro"
  | "claimed"
  | "claimedByOther"
  | "views"
  | "noViews"
> & { readonly title: (reportNumber: string) => string };

type EvidenceTexts = Say<
  | "title"
  | "recorded"
  | "open"
  | "needsKey"
  | "waits"
  | "closed"
  | "cannotOpen"
  | "otherConversation"
  | "note"
  | "noteWarning"
  | "reporter"
  | "anonymous"
  | "here"
  | "service"
  | "hereHolds"
  | "hereHoldsWithheld"
  | "serviceStamp"
  | "serviceNothing"
  | "disagree"
  | "proves"
  | "provesIf"
  | "doesNotProve"
  | "sender"
  | "time"
  | "conversation"
  | "place"
  | "kind"
  | "refers"
  | "unknownFact"
  | "hidden"
  | "unprovenText"
  | "unprovenWarning"
  | "noUnprovenText"
  | "nothingShown"
> & {
  readonly notice: (category: string) => string;
  readonly opened: (count: number) => string;
  readonly item: (position: number, count: number) => string;
  readonly gap: (count: number) => string;
  /** What another item says of this one, by its position. */
  readonly relation: {
    readonly [R in "stated-seen" | "crossed" | "conflict"]: (item: number | null) => string;
  };
  readonly serviceFound: (kind: string) => string;
  readonly hereFails: (check: string) => string;
  readonly serviceFailed: (check: string) => string;
  readonly seq: (n: number) => string;
};

type FieldTexts = Say<
  "forwarded" | "quoteOf" | "quote" | "text" | "reaction" | "groupName" | "preview" | "sentAt" | "attachments"
> & {
  readonly bytes: (n: string) => string;
  /** What a field is called where it is hidden. A path without a name is shown as it is. */
  readonly path: Readonly<Record<string, string>>;
};

type DecisionTexts = Say<
  | "title"
  | "outcome"
  | "unopened"
  | "unsupported"
  | "reason"
  | "reasonHint"
  | "reasonMissing"
  | "outcomeMissing"
  | "review"
  | "confirmTitle"
  | "confirmBody"
  | "confirm"
  | "change"
  | "decidedAs"
> & {
  readonly outcomes: Say<Outcome>;
  readonly outcomeHint: Say<Outcome>;
  readonly remaining: (n: number) => string;
  readonly done: (outcome: string) => string;
  readonly by: (reviewer: string) => string;
};
