export {
  accountOf,
  accountSchema,
  type Credential,
  certifiedDevice,
  certifyDevice,
  credentialSchema,
  personNameSchema,
  registerLabel,
  sessionLabel,
} from "./account.ts";
export {
  type AccountKey,
  accountKeySchema,
  certifyAccountKey,
  isAccountKeyCertified,
} from "./account-keys.ts";
export { decodeAs, encodeAs } from "./codec.ts";
export { type ApiClient, type ApiClientOptions, apiClient, type RouteCall } from "./http/client.ts";
export { limits, mediaTypes, protocolVersion } from "./limits.ts";
export { categoryOfReason, mimiItemsComponent, mimiItemsSchema, mimiReasons } from "./mimi.ts";
export { type PrivateMessageHead, readPrivateMessageHead, safeAad } from "./mls-wire.ts";
export {
  type CaseItem,
  type CaseSummary,
  caseItemSchema,
  caseStates,
  caseSummarySchema,
  type ItemEvidence,
  itemEvidenceSchema,
  moderationInfoSchema,
  moderationRoutes,
  outcomeSchema,
  outcomes,
} from "./moderation-routes.ts";
export {
  type ProblemCode,
  type ProblemDocument,
  ProblemError,
  problemDocument,
  problemSchema,
  problems,
} from "./problem.ts";
export {
  conversationIdSchema,
  type MailboxEntry,
  mailboxEntrySchema,
  mailboxPageSchema,
  type RelayInfo,
  relayInfoSchema,
  relayRoutes,
} from "./relay-routes.ts";
export {
  answerSchema,
  type Category,
  categories,
  categorySchema,
  type ItemVerdict,
  isReceiptSigned,
  pad,
  type Report,
  type ReportAnswer,
  type ReportItem,
  receiptSchema,
  reportDigest,
  reporterSchema,
  reportItemSchema,
  reportSchema,
  type SignedReceipt,
  signReceipt,
  unpad,
  verdictSchema,
} from "./report.ts";
export { type Caller, type Given, type Parsed, type Route, type RouteDefaults, route } from "./route.ts";
export { hashOfPass, passLabel } from "./sealed-sending.ts";
export {
  decrypt,
  encrypt,
  generateIntakePair,
  type IntakeKey,
  intakeKeySchema,
  isIntakeKeySigned,
  openAnswer,
  openReport,
  type ResponseKey,
  type SealedReport,
  sealAnswer,
  sealedReportSchema,
  sealReport,
  signIntakeKey,
} from "./sealing.ts";
export {
  isOfferSigned,
  type KeyOffer,
  offerSchema,
  type PublishedRecord,
  publishedRecordSchema,
  signedOfferSchema,
  signOffer,
} from "./stamp-keys.ts";
export {
  generateTeamKeys,
  openItem,
  type SealedItem,
  sealedItemSchema,
  sealItems,
  type TeamKeyPair,
  teamPublicKeySchema,
} from "./team.ts";
