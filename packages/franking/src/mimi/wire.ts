/**
 * The structures of draft-ietf-mimi-protocol-06 §5.4, §5.4.1 and §5.9 that carry a frank, with those of RFC 9420 and
 * draft-ietf-mls-extensions that stand around them. Member names are the drafts', in our spelling.
 */
import { check } from "../errors.ts";
import {
  type Codec,
  decodeTls,
  encodeTls,
  fixed,
  opaque,
  struct,
  text,
  uint8,
  uint16,
  uint64,
  vector,
  where,
} from "./tls.ts";

/** draft-ietf-mimi-protocol-06 §10.1: the component of a message's associated data. */
export const frankAadComponent = 0x0020;
/** §10.2: the component of the group context that holds {@link FrankingAgentData}. */
export const frankingAgentComponent = 0x0021;
/** MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519 (RFC 9420 §17.1): the suite whose signatures are Ed25519. */
export const ed25519Ciphersuite = 0x0001;

/** What stands under one component id, of 16 bits. */
export interface ComponentData {
  readonly componentId: number;
  readonly data: Uint8Array;
}

export interface Frank {
  /** 32 bytes. */
  readonly serverFrank: Uint8Array;
  readonly ciphersuite: number;
  readonly integritySignature: Uint8Array;
}

export interface ServerFrankingContext {
  readonly senderUri: string;
  readonly roomUri: string;
  /** Milliseconds since the Unix epoch. */
  readonly acceptedTimestamp: number;
}

export interface FrankingIntegrityTbs {
  readonly serverFrank: Uint8Array;
  readonly ciphersuite: number;
  readonly context: ServerFrankingContext;
}

/** The hub's franking key, and who it says it is. */
export interface FrankingAgentData {
  readonly signatureKey: Uint8Array;
  readonly credential: BasicCredential;
}

/** RFC 9420 §5.3. `type` 1 is the basic credential, and the only one that is read. */
export interface BasicCredential {
  readonly type: number;
  readonly identity: Uint8Array;
}

export interface AbusiveMessage {
  readonly messageContent: Uint8Array;
  readonly frank: Frank;
  readonly acceptedTimestamp: number;
}

export interface AbuseReport {
  /** Empty where the reporter stays unnamed. */
  readonly reportingUser: string;
  readonly allegedAbuserUri: string;
  /** 0 is reserved, and no other is assigned yet. */
  readonly reasonCode: number;
  readonly note: string;
  readonly messages: readonly AbusiveMessage[];
  readonly abuseExtensions: readonly ComponentData[];
}

/** A report has at most 1 MiB and 100 messages, and a note of at most 8,000 bytes. */
export const maxReportBytes = 1_048_576;
const maxReportMessages = 100;
const maxNoteBytes = 8000;

const componentData: Codec<ComponentData> = struct({ componentId: uint16, data: opaque });

/** In order, each component once (draft-ietf-mls-extensions, "AppDataDictionary" and "Safe AAD"). */
const components: Codec<readonly ComponentData[]> = where(vector(componentData), (entries) =>
  entries.every(({ componentId }, i) => i === 0 || (entries[i - 1]?.componentId ?? 0) < componentId),
);

const frank: Codec<Frank> = struct({
  serverFrank: fixed(32),
  ciphersuite: uint16,
  integritySignature: opaque,
});

const context: Codec<ServerFrankingContext> = struct({
  senderUri: text,
  roomUri: text,
  acceptedTimestamp: uint64,
});

const integrityTbs: Codec<FrankingIntegrityTbs> = struct({
  serverFrank: fixed(32),
  ciphersuite: uint16,
  context,
});

const agentData: Codec<FrankingAgentData> = struct({
  signatureKey: opaque,
  credential: struct<BasicCredential>({ type: where(uint16, (type) => type === 1), identity: opaque }),
});

const abusiveMessage: Codec<AbusiveMessage> = struct({
  messageContent: opaque,
  frank,
  acceptedTimestamp: uint64,
});

const abuseReport: Codec<AbuseReport> = struct({
  reportingUser: text,
  allegedAbuserUri: text,
  reasonCode: uint8,
  note: text,
  messages: vector(abusiveMessage),
  abuseExtensions: components,
});

const signContent: Codec<{ readonly label: string; readonly content: Uint8Array }> = struct({
  label: text,
  content: opaque,
});

/** `authenticated_data` as a whole: the items of all components. */
export function encodeSafeAad(items: readonly ComponentData[]): Uint8Array {
  return encodeTls(components, items);
}

/** Like everything here that reads: throws `FrankingError("encoding")` unless the bytes are exactly one such value. */
export function decodeSafeAad(bytes: Uint8Array): readonly ComponentData[] {
  return decodeTls(components, bytes);
}

export function encodeFrank(value: Frank): Uint8Array {
  return encodeTls(frank, value);
}

export function decodeFrank(bytes: Uint8Array): Frank {
  return decodeTls(frank, bytes);
}

export function encodeServerFrankingContext(value: ServerFrankingContext): Uint8Array {
  return encodeTls(context, value);
}

export function decodeServerFrankingContext(bytes: Uint8Array): ServerFrankingContext {
  return decodeTls(context, bytes);
}

export function encodeFrankingIntegrityTbs(value: FrankingIntegrityTbs): Uint8Array {
  return encodeTls(integrityTbs, value);
}

export function decodeFrankingIntegrityTbs(bytes: Uint8Array): FrankingIntegrityTbs {
  return decodeTls(integrityTbs, bytes);
}

export function encodeFrankingAgentData(value: FrankingAgentData): Uint8Array {
  return encodeTls(agentData, value);
}

export function decodeFrankingAgentData(bytes: Uint8Array): FrankingAgentData {
  return decodeTls(agentData, bytes);
}

export function encodeAbusiveMessage(value: AbusiveMessage): Uint8Array {
  return encodeTls(abusiveMessage, value);
}

export function decodeAbusiveMessage(bytes: Uint8Array): AbusiveMessage {
  return decodeTls(abusiveMessage, bytes);
}

/** Throws `FrankingError("size")` for a report beyond the limits. */
export function encodeAbuseReport(value: AbuseReport): Uint8Array {
  checkMembers(value);
  const encoded = encodeTls(abuseReport, value);
  check(encoded.length <= maxReportBytes, "size");
  return encoded;
}

/** Throws `FrankingError("size")` for a report beyond the limits, and `encoding` for bytes that are none. */
export function decodeAbuseReport(bytes: Uint8Array): AbuseReport {
  check(bytes.length <= maxReportBytes, "size");
  const report = decodeTls(abuseReport, bytes);
  checkMembers(report);
  return report;
}

function checkMembers({ messages, note }: AbuseReport): void {
  check(messages.length <= maxReportMessages, "size");
  check(new TextEncoder().encode(note).length <= maxNoteBytes, "size");
}

/** `SignContent` (RFC 9420 §5.1.2): what SignWithLabel signs. */
export function encodeSignContent(label: string, content: Uint8Array): Uint8Array {
  return encodeTls(signContent, { label: `MLS 1.0 ${label}`, content });
}
