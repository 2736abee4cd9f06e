export {
  type Assertion,
  assertionSchema,
  assertReporter,
  reporterBinding,
  verifyReporter,
} from "./assertion.ts";
export {
  type Branded,
  type Commitment,
  compareBytes,
  concat,
  equalBytes,
  hex,
  type KeyId,
  type Rng,
  u32,
  u64,
  unhex,
  utf8,
} from "./bytes.ts";
export { type Canonical, type CanonicalMap, decode, encode } from "./canonical.ts";
export { FrankingError, type RefusalCode, refusalCodes } from "./errors.ts";
export { frame, hash, mac } from "./frame.ts";
export {
  type CheckedRecord,
  checkRecord,
  type Ed25519Key,
  ed25519Key,
  generateIdentity,
  identityKeyOf,
  type KeyPair,
  type KeyRecord,
  keyIdOf,
  longestPeriodMs,
  type PeriodKey,
  type PeriodKeys,
  parseRecord,
  type RecordSignatures,
  type Side,
  signFramed,
  signRecord,
  verifyFramed,
} from "./key-record.ts";
export { inclusionPath, isIncluded, leafHash, rootFromPath, treeHead } from "./merkle.ts";
export {
  type AttachmentSecret,
  byteString,
  conversationSchema,
  countSchema,
  type Field,
  type FieldValue,
  fieldPaths,
  type Header,
  type Message,
  nameSchema,
  type Reference,
  type ShownHeader,
  timeSchema,
} from "./message.ts";
export {
  decodeMimiContent,
  type Expiration,
  type Extensions,
  type ExternalPart,
  encodeMimiContent,
  type MimiContent,
  type MultiPart,
  mimiMessageId,
  type NestedPart,
  type NullPart,
  type Part,
  type SinglePart,
} from "./mimi/content.ts";
export { frankingTag, isFrankedBy, isIntact, makeFrank, serverFrank } from "./mimi/hub.ts";
export { type Room, roomOf, roomUri, type User, userOf, userUri } from "./mimi/uri.ts";
export {
  type AbuseReport,
  type AbusiveMessage,
  type BasicCredential,
  type ComponentData,
  decodeAbuseReport,
  decodeAbusiveMessage,
  decodeFrank,
  decodeFrankingAgentData,
  decodeFrankingIntegrityTbs,
  decodeSafeAad,
  decodeServerFrankingContext,
  encodeAbuseReport,
  encodeAbusiveMessage,
  encodeFrank,
  encodeFrankingAgentData,
  encodeSafeAad,
  type Frank,
  type FrankingAgentData,
  type FrankingIntegrityTbs,
  frankAadComponent,
  frankingAgentComponent,
  maxReportBytes,
  type ServerFrankingContext,
} from "./mimi/wire.ts";
export {
  type AccountDirectory,
  type AccountKeys,
  type Arrival,
  type BlindCheck,
  type Choice,
  type Franked,
  type FrankingScheme,
  type History,
  type Judgement,
  type ModeratorContext,
  notEnrolled,
  type Opened,
  type Preview,
  type Receipt,
  type RecipientContext,
  type RelayFacts,
  type SenderContext,
  type Tokens,
  type Traces,
  type Traits,
  type Warning,
} from "./scheme.ts";
export {
  type AttachmentChoice,
  type AttachmentField,
  type AttachmentJudgement,
  type AttachmentKeys,
  attachmentChunkBytes,
  type ByteSource,
  discloseAttachment,
  type Gap,
  judgeAttachment,
  openAttachment,
  openAttachmentParts,
  type ProvenRange,
  type ReadSealed,
  type SealedAttachment,
  sealAttachment,
} from "./schemes/attach-v1/index.ts";
export { hmacV1 } from "./schemes/hmac-v1/index.ts";
export { allSchemes, referenceSchemes, schemeOf, schemes } from "./schemes/index.ts";
export { merkleV1 } from "./schemes/merkle-v1/index.ts";
export { abuseReportOf, itemsOfAbuseReport, mimi06, type ReportDetails } from "./schemes/mimi-06/index.ts";
export { tracePath } from "./schemes/traceback-path/index.ts";
export { reveal, Secret } from "./secret.ts";
export { type Finding, judgeReport } from "./transcript.ts";
