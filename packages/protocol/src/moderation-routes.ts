import { assertionSchema, byteString, countSchema, nameSchema, timeSchema } from "@openfranking/franking";
import * as z from "zod/mini";
import { limits } from "./limits.ts";
import { categorySchema, verdictSchema } from "./report.ts";
import { route } from "./route.ts";
import { intakeKeySchema, sealedReportSchema } from "./sealing.ts";
import { publishedRecordSchema, signedOfferSchema } from "./stamp-keys.ts";
import { sealedItemSchema, teamPublicKeySchema } from "./team.ts";

export const outcomes = ["action-taken", "no-violation", "cannot-verify"] as const;
export const outcomeSchema = z.enum(outcomes);

export const caseStates = ["waiting", "claimed", "decided"] as const;
const caseState = z.enum(caseStates);

/** A case as the queue shows it: nothing that anybody wrote. */
export const caseSummarySchema = z.strictObject({
  reportNumber: nameSchema,
  state: caseState,
  category: categorySchema,
  receivedAt: timeSchema,
  verdicts: z.array(verdictSchema),
  reporters: countSchema,
  claimedByMe: z.boolean(),
  /** False while the evidence waits for the first reviewer's key. */
  sealedToTeam: z.boolean(),
});
export type CaseSummary = z.infer<typeof caseSummarySchema>;

/** One item of a case: sealed content, and what the service proved about it. */
export const caseItemSchema = z.strictObject({
  itemId: nameSchema,
  suite: nameSchema,
  verdict: verdictSchema,
  sealed: sealedItemSchema,
});
export type CaseItem = z.infer<typeof caseItemSchema>;

/** The plaintext of a sealed item: the item as reported, what was proven of it, and what the reporter said. */
export const itemEvidenceSchema = z.strictObject({
  suite: nameSchema,
  item: byteString(1, limits.report),
  note: z.nullable(z.string()),
  /** The account that the relay asserted, or null for an anonymous report. */
  reporter: z.nullable(z.strictObject({ relay: nameSchema, account: nameSchema })),
});
export type ItemEvidence = z.infer<typeof itemEvidenceSchema>;

export const moderationInfoSchema = z.strictObject({
  moderation: nameSchema,
  /** Ed25519. */
  identityKey: byteString(32),
  intakeKey: intakeKeySchema,
  suites: z.array(nameSchema),
  version: z.int(),
});

/** WebAuthn's own JSON: checked by the library that reads it. */
const webauthn = z.record(z.string(), z.unknown());
const session = z.strictObject({ token: z.string(), expiresAt: z.int(), reviewer: nameSchema });
const caseParam = z.strictObject({ reportNumber: nameSchema });

export const moderationRoutes = {
  info: route({
    method: "GET",
    path: "/v1/info",
    summary: "Name and keys of this moderation.",
    response: moderationInfoSchema,
  }),
  submitReport: route({
    method: "POST",
    path: "/v1/reports",
    summary: "Takes a sealed report, and answers under a key that its reporter alone has.",
    request: sealedReportSchema,
    response: z.strictObject({ answer: byteString(16, limits.body) }),
    problems: ["unknown-intake-key", "not-sealed", "report-malformed", "reporter-refused", "report-exists"],
    maxBytes: limits.sealedReport + 4096,
  }),
  reportAbuse: route({
    method: "POST",
    path: "/reportAbuse/:roomId",
    summary: "Takes a report in MIMI's format, of messages that were sent in this room.",
    params: z.strictObject({
      roomId: z.string().check(z.minLength(1), z.maxLength(limits.claimsCharacters)),
    }),
    request: byteString(1, limits.mimiReport),
    response: z.null(),
    media: "bytes",
    problems: ["another-room", "rate-limited"],
    maxBytes: limits.mimiReport,
  }),
  outcome: route({
    method: "POST",
    path: "/v1/reports/outcome",
    summary: "What became of a report, for whoever shows its receipt's secret.",
    request: z.strictObject({ reportNumber: nameSchema, receiptSecret: byteString(32) }),
    response: z.strictObject({
      state: z.enum(["received", "in-review", "decided"]),
      outcome: z.nullable(outcomeSchema),
      decidedAt: z.nullable(timeSchema),
    }),
  }),
  checkStamps: route({
    method: "POST",
    path: "/v1/stamp-checks",
    summary: "Says of stamps whether they are good, without learning what they stamp or who asks.",
    request: z.strictObject({
      checks: z
        .array(z.strictObject({ suite: nameSchema, keyId: byteString(32), query: byteString(1, 1024) }))
        .check(z.minLength(1), z.maxLength(limits.stampChecks)),
    }),
    response: z.strictObject({ good: z.array(z.boolean()) }),
    problems: ["rate-limited"],
  }),
  issueTokens: route({
    method: "POST",
    path: "/v1/sender-tokens",
    summary:
      "Single-use sender tokens for the account that the relay asserts, for schemes whose messages are named by a token.",
    request: z.strictObject({
      assertion: assertionSchema,
      secret: byteString(32),
      alg: nameSchema,
      count: countSchema.check(z.minimum(1), z.maximum(limits.tokens)),
    }),
    response: z.strictObject({ tokens: z.array(byteString(1, 4096)) }),
    problems: ["reporter-refused", "wrong-suite", "unavailable", "rate-limited"],
  }),
  agreeStampKey: route({
    method: "POST",
    path: "/v1/stamp-keys",
    summary: "Answers a relay's signed half of a period with the record of both halves.",
    request: signedOfferSchema,
    response: z.strictObject({ record: publishedRecordSchema.shape.record, signature: byteString(64) }),
    problems: ["wrong-proof", "forbidden"],
  }),
  enrolOptions: route({
    method: "POST",
    path: "/v1/reviewers/enrol/options",
    summary: "WebAuthn creation options for whoever holds a one-time enrolment link.",
    media: "json",
    request: z.strictObject({ link: z.string(), name: nameSchema }),
    response: z.strictObject({ options: webauthn }),
    problems: ["enrolment-used"],
  }),
  enrol: route({
    method: "POST",
    path: "/v1/reviewers/enrol",
    summary: "Enrols a reviewer's passkey and uses the link up.",
    media: "json",
    request: z.strictObject({ link: z.string(), name: nameSchema, response: webauthn }),
    response: session,
    problems: ["enrolment-used", "passkey-refused"],
  }),
  signInOptions: route({
    method: "POST",
    path: "/v1/reviewers/sign-in/options",
    summary: "WebAuthn request options.",
    media: "json",
    request: z.strictObject({}),
    response: z.strictObject({ options: webauthn }),
  }),
  signIn: route({
    method: "POST",
    path: "/v1/reviewers/sign-in",
    summary: "Opens a reviewer's session by passkey.",
    media: "json",
    request: z.strictObject({ response: webauthn }),
    response: session,
    problems: ["passkey-refused"],
  }),
  team: route({
    method: "GET",
    path: "/v1/team-key",
    summary: "The review team's public key, or null before the first reviewer has made it.",
    caller: "reviewer",
    response: z.strictObject({ publicKey: z.nullable(teamPublicKeySchema) }),
  }),
  setTeamKey: route({
    method: "PUT",
    path: "/v1/team-key",
    summary: "Sets the team's public key, once. What waits is sealed to it.",
    caller: "reviewer",
    request: z.strictObject({ publicKey: teamPublicKeySchema }),
    response: z.strictObject({ sealedItems: countSchema }),
    problems: ["team-key-exists"],
  }),
  queue: route({
    method: "GET",
    path: "/v1/cases",
    summary: "Cases, the oldest first: what is open, or what is decided.",
    caller: "reviewer",
    query: z.strictObject({ state: z.enum(["open", "decided"]), after: z.optional(z.string()) }),
    response: z.strictObject({
      cases: z.array(caseSummarySchema),
      next: z.nullable(z.string()),
      awaitsTeamKey: z.boolean(),
    }),
  }),
  readCase: route({
    method: "GET",
    path: "/v1/cases/:reportNumber",
    summary: "One case without its evidence.",
    caller: "reviewer",
    params: caseParam,
    response: z.strictObject({
      case: caseSummarySchema,
      decision: z.nullable(
        z.strictObject({
          outcome: outcomeSchema,
          reason: z.string(),
          decidedAt: timeSchema,
          reviewer: nameSchema,
        }),
      ),
      views: z.array(z.strictObject({ reviewer: nameSchema, viewedAt: timeSchema })),
    }),
  }),
  claim: route({
    method: "POST",
    path: "/v1/cases/:reportNumber/claim",
    summary: "Claims a case for the caller.",
    caller: "reviewer",
    params: caseParam,
    response: caseSummarySchema,
    problems: ["claimed-by-another", "already-decided"],
  }),
  openEvidence: route({
    method: "POST",
    path: "/v1/cases/:reportNumber/evidence",
    summary:
      "The sealed items of a case that the caller has claimed. The view is recorded before they leave.",
    caller: "reviewer",
    params: caseParam,
    response: z.strictObject({ items: z.array(caseItemSchema), findings: z.array(nameSchema) }),
    problems: ["not-claimed", "already-decided", "evidence-waits"],
  }),
  decide: route({
    method: "POST",
    path: "/v1/cases/:reportNumber/decision",
    summary: "Decides a case that the caller has claimed.",
    caller: "reviewer",
    params: caseParam,
    request: z.strictObject({
      outcome: outcomeSchema,
      reason: z.string().check(z.minLength(1), z.maxLength(limits.noteCharacters)),
    }),
    response: caseSummarySchema,
    problems: ["not-claimed", "already-decided"],
  }),
} as const;
