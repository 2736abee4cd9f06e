import {
  assertionSchema,
  byteString,
  type Ed25519Key,
  mac,
  nameSchema,
  type Secret,
  signFramed,
  timeSchema,
  u64,
  verifyFramed,
} from "@openfranking/franking";
import * as z from "zod/mini";
import { accountKeySchema } from "./account-keys.ts";
import { encodeAs } from "./codec.ts";
import { limits } from "./limits.ts";

export const categories = [
  "harassment",
  "threats",
  "sexual-content",
  "child-safety",
  "hate",
  "self-harm",
  "spam",
  "fraud",
  "other",
] as const;
export const categorySchema = z.enum(categories);
export type Category = z.infer<typeof categorySchema>;

/** An item's bytes are its scheme's alone to read; `suite` says whose. */
export const reportItemSchema = z.strictObject({ suite: nameSchema, item: byteString(1, limits.report) });
export type ReportItem = z.infer<typeof reportItemSchema>;

export const reporterSchema = z.union([
  z.strictObject({ kind: z.literal("named"), assertion: assertionSchema, secret: byteString(32) }),
  z.strictObject({ kind: z.literal("anonymous") }),
]);

//   report = {v, reportId 16 B, salt 32 B, category, note?, claims?, reporter, items[], language}
export const reportSchema = z.strictObject({
  v: z.literal(1),
  /** 16 bytes from the reporter: the same report sent again is the same report. */
  reportId: byteString(16),
  /** 32 bytes: without it the digest in a receipt says nothing of the report. */
  salt: byteString(32),
  category: categorySchema,
  note: z.optional(z.string().check(z.maxLength(limits.noteCharacters))),
  /** What a report that came in another system's format says of itself. Nothing of it is proven. */
  claims: z.optional(z.string().check(z.maxLength(limits.claimsCharacters))),
  reporter: reporterSchema,
  /** Keys of accounts that schemes of the items need: the account signed each. */
  accountKeys: z.optional(z.array(accountKeySchema).check(z.maxLength(limits.accountKeys))),
  items: z.array(reportItemSchema).check(z.minLength(1), z.maxLength(limits.reportItems)),
  /** BCP 47, for the answer to be read. */
  language: z.string().check(z.minLength(2), z.maxLength(35)),
});
export type Report = z.infer<typeof reportSchema>;

/** `digest = HMAC(salt, frame("openfranking report-digest v1", enc(report)))` */
export function reportDigest(report: Report): Uint8Array {
  return mac(report.salt, "openfranking report-digest v1", encodeAs(reportSchema, report));
}

/** How one item came out: what was proven, or the check that failed. */
export const verdictSchema = z.union([
  z.strictObject({ verdict: z.enum(["verified", "verified-partial", "stamped", "unverifiable", "expired"]) }),
  z.strictObject({ verdict: z.literal("failed"), check: nameSchema }),
]);
export type ItemVerdict = z.infer<typeof verdictSchema>;

export const receiptSchema = z.strictObject({
  moderation: nameSchema,
  reportNumber: nameSchema,
  digest: byteString(32),
  receivedAt: timeSchema,
  signature: byteString(64),
});
export type SignedReceipt = z.infer<typeof receiptSchema>;

//   answer = AEAD(Kr, {reportNumber, receiptSecret, digest, verdicts})
export const answerSchema = z.strictObject({
  /** 32 bytes: whoever shows it sees the report's outcome. */
  receiptSecret: byteString(32),
  receipt: receiptSchema,
  verdicts: z.array(verdictSchema),
});
export type ReportAnswer = z.infer<typeof answerSchema>;

const receiptLabel = "openfranking receipt v1";

/** Shows an outsider that a report was received, never that it verified: there is no verdict in it. */
export function signReceipt(fields: Omit<SignedReceipt, "signature">, identity: Secret): SignedReceipt {
  const { moderation, reportNumber, digest, receivedAt } = fields;
  return {
    ...fields,
    signature: signFramed(identity, receiptLabel, moderation, reportNumber, digest, u64(receivedAt)),
  };
}

export function isReceiptSigned(receipt: SignedReceipt, identity: Ed25519Key): boolean {
  const { moderation, reportNumber, digest, receivedAt, signature } = receipt;
  return verifyFramed(identity, signature, receiptLabel, moderation, reportNumber, digest, u64(receivedAt));
}

/**
 * `u32(length) ‖ report ‖ zeros` to 4 KiB · 2^k, so that the size on the wire says little. Padding that is not zero is
 * refused: it would be a place to hide things in.
 */
export function pad(report: Uint8Array): Uint8Array {
  let size = 4096;
  while (size < report.length + 4) size *= 2;
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, report.length);
  padded.set(report, 4);
  return padded;
}

/** Null where `padded` is not what {@link pad} makes. */
export function unpad(padded: Uint8Array): Uint8Array | null {
  if (padded.length < 4096) return null;
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0);
  if (length > padded.length - 4 || padded.length !== pad(new Uint8Array(length)).length) return null;
  const isZero = padded.subarray(4 + length).every((byte) => byte === 0);
  return isZero ? padded.slice(4, 4 + length) : null;
}
