import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import {
  byteString,
  type Ed25519Key,
  equalBytes,
  frame,
  nameSchema,
  type Secret,
  signFramed,
  timeSchema,
  u64,
  verifyFramed,
} from "@openfranking/franking";
import * as z from "zod/mini";
import { limits, mediaTypes } from "./limits.ts";
import { pad, unpad } from "./report.ts";

/** RFC 9180: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, base mode. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const suiteIds = Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x00, 0x02);

/** The key that reports are sealed to for a while, signed by the moderation's identity. */
export const intakeKeySchema = z.strictObject({
  moderation: nameSchema,
  /** 16 bytes. */
  intakeKeyId: byteString(16),
  /** X25519, 32 bytes. */
  publicKey: byteString(32),
  notAfter: timeSchema,
  signature: byteString(64),
});
export type IntakeKey = z.infer<typeof intakeKeySchema>;

//   sealed = {intakeKeyId, enc, ciphertext}
export const sealedReportSchema = z.strictObject({
  intakeKeyId: byteString(16),
  enc: byteString(32),
  ciphertext: byteString(16, limits.sealedReport),
});
export type SealedReport = z.infer<typeof sealedReportSchema>;

const intakeLabel = "openfranking intake-key v1";

export function signIntakeKey(key: Omit<IntakeKey, "signature">, identity: Secret): IntakeKey {
  const { moderation, intakeKeyId, publicKey, notAfter } = key;
  return {
    ...key,
    signature: signFramed(identity, intakeLabel, moderation, intakeKeyId, publicKey, u64(notAfter)),
  };
}

export function isIntakeKeySigned(key: IntakeKey, identity: Ed25519Key): boolean {
  const { moderation, intakeKeyId, publicKey, notAfter, signature } = key;
  return verifyFramed(identity, signature, intakeLabel, moderation, intakeKeyId, publicKey, u64(notAfter));
}

/** A fresh pair for intake: `secretKey` has 32 bytes and stays with the moderation. */
export async function generateIntakePair(): Promise<{ secretKey: Uint8Array; publicKey: Uint8Array }> {
  const pair = await suite.kem.generateKeyPair();
  const secretKey = new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey));
  return { secretKey, publicKey: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)) };
}

/** `Kr`: 32 bytes that only the reporter and the moderation have; it seals the answer to one report. */
export type ResponseKey = Uint8Array;

/** Seals an encoded report to the moderation. Nobody on the way, and no later thief of other keys, opens it. */
export async function sealReport(
  encoded: Uint8Array,
  key: IntakeKey,
): Promise<{ sealed: SealedReport; responseKey: ResponseKey }> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(key.publicKey));
  const context = await suite.createSenderContext({ recipientPublicKey, info: buffer(intakeInfo(key)) });
  const ciphertext = new Uint8Array(await context.seal(buffer(pad(encoded)), buffer(envelope())));
  const sealed = { intakeKeyId: key.intakeKeyId, enc: new Uint8Array(context.enc), ciphertext };
  return { sealed, responseKey: await exportKey(context) };
}

/** The encoded report, or null where the envelope was not sealed to this key. */
export async function openReport(
  sealed: SealedReport,
  key: Pick<IntakeKey, "moderation" | "intakeKeyId">,
  secretKey: Uint8Array,
): Promise<{ encoded: Uint8Array; responseKey: ResponseKey } | null> {
  try {
    const recipientKey = await recipientKeyOf(secretKey);
    const context = await suite.createRecipientContext({
      recipientKey,
      enc: buffer(sealed.enc),
      info: buffer(intakeInfo(key)),
    });
    const padded = new Uint8Array(await context.open(buffer(sealed.ciphertext), buffer(envelope())));
    const encoded = unpad(padded);
    return encoded === null ? null : { encoded, responseKey: await exportKey(context) };
  } catch {
    return null;
  }
}

const recipientKeys = new WeakMap<Uint8Array, { readonly raw: Uint8Array; readonly key: CryptoKey }>();

/** Reading a key costs as much as opening with it: it is read once, while its bytes stay. */
async function recipientKeyOf(secretKey: Uint8Array): Promise<CryptoKey> {
  const known = recipientKeys.get(secretKey);
  if (known !== undefined && equalBytes(known.raw, secretKey)) return known.key;
  const raw = Uint8Array.from(secretKey);
  const key = await suite.kem.deserializePrivateKey(buffer(raw));
  recipientKeys.set(secretKey, { raw, key });
  return key;
}

// RFC 9180 §8.1: info binds the envelope to one moderation, one key and one suite.
function intakeInfo(key: Pick<IntakeKey, "moderation" | "intakeKeyId">): Uint8Array {
  const [kem, kdf, aead] = [suiteIds.subarray(0, 2), suiteIds.subarray(2, 4), suiteIds.subarray(4, 6)];
  return frame("openfranking report v1", key.moderation, key.intakeKeyId, kem, kdf, aead);
}

function envelope(): Uint8Array {
  return frame("openfranking report-envelope v1", mediaTypes.cbor);
}

async function exportKey(context: {
  export(label: ArrayBuffer, size: number): Promise<ArrayBuffer>;
}): Promise<ResponseKey> {
  return new Uint8Array(await context.export(buffer(frame("openfranking report-response v1")), 32));
}

/** Seals the answer under the key of its report. One answer a key: the nonce is fixed to zero. */
export async function sealAnswer(answer: Uint8Array, responseKey: ResponseKey): Promise<Uint8Array> {
  return encrypt(responseKey, answer, frame("openfranking report-answer v1"), new Uint8Array(12));
}

/** Null where it does not open. */
export async function openAnswer(sealed: Uint8Array, responseKey: ResponseKey): Promise<Uint8Array | null> {
  return decrypt(responseKey, sealed, frame("openfranking report-answer v1"), new Uint8Array(12));
}

/** AES-256-GCM (NIST SP 800-38D): ciphertext ‖ 16-byte tag. A key and a nonce meet once. */
export async function encrypt(
  key: Uint8Array,
  plaintext: Uint8Array,
  aad: Uint8Array,
  nonce: Uint8Array,
): Promise<Uint8Array> {
  const params = { name: "AES-GCM", iv: buffer(nonce), additionalData: buffer(aad) };
  return new Uint8Array(await crypto.subtle.encrypt(params, await aesKey(key), buffer(plaintext)));
}

export async function decrypt(
  key: Uint8Array,
  sealed: Uint8Array,
  aad: Uint8Array,
  nonce: Uint8Array,
): Promise<Uint8Array | null> {
  const params = { name: "AES-GCM", iv: buffer(nonce), additionalData: buffer(aad) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(params, await aesKey(key), buffer(sealed)));
  } catch {
    return null;
  }
}

function aesKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", buffer(key), "AES-GCM", false, ["encrypt", "decrypt"]);
}

/** WebCrypto and HPKE take buffers that are not shared: a copy of exactly these bytes. */
function buffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
