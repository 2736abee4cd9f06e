import * as z from "zod/mini";
import { equalBytes } from "./bytes.ts";
import { encode } from "./canonical.ts";
import { check, FrankingError } from "./errors.ts";
import { hash, mac } from "./frame.ts";
import type { PeriodKey } from "./key-record.ts";
import { byteString, nameSchema, timeSchema } from "./message.ts";
import { reveal } from "./secret.ts";

/**
 * The relay's word to the moderation that an account is its own: who reports. Bound to a secret that the reporter alone
 * has, so that the relay, which made the assertion, cannot spend it. Good for one report.
 *
 * @see docs/spec/report.md
 */
export interface Assertion {
  readonly v: 1;
  readonly relay: string;
  readonly moderation: string;
  readonly keyId: Uint8Array;
  readonly account: string;
  readonly expiresAt: number;
  readonly binding: Uint8Array;
  readonly mac: Uint8Array;
}

const digest: z.ZodMiniType<Uint8Array> = byteString(32);

export const assertionSchema: z.ZodMiniType<Assertion> = z.strictObject({
  v: z.literal(1),
  relay: nameSchema,
  moderation: nameSchema,
  keyId: digest,
  account: nameSchema,
  expiresAt: timeSchema,
  binding: digest,
  mac: digest,
});

/** `binding = H("openfranking reporter-binding v1", secret)`; the secret is 32 bytes, and the relay sees the binding alone. */
export function reporterBinding(secret: Uint8Array): Uint8Array {
  return hash("openfranking reporter-binding v1", secret);
}

export function assertReporter(
  account: string,
  binding: Uint8Array,
  expiresAt: number,
  key: PeriodKey,
): Assertion {
  const { relay, moderation } = key.record;
  const claims = { v: 1 as const, relay, moderation, keyId: key.keyId, account, expiresAt, binding };
  return { ...claims, mac: macOf(claims, key) };
}

/** Returns who reports. Throws `FrankingError("reporter")` or, for a key that the moderation lacks, `"unknown-key"`. */
export function verifyReporter(
  assertion: Assertion,
  secret: Uint8Array,
  keys: (keyId: Uint8Array) => PeriodKey | null,
  now: number,
): { readonly relay: string; readonly account: string } {
  const key = keys(assertion.keyId);
  if (key === null) throw new FrankingError("unknown-key");
  const { mac: given, ...claims } = assertion;
  check(equalBytes(macOf(claims, key), given), "reporter");
  check(assertion.relay === key.record.relay && assertion.moderation === key.record.moderation, "reporter");
  check(now <= assertion.expiresAt, "reporter");
  check(equalBytes(reporterBinding(secret), assertion.binding), "reporter");
  return { relay: assertion.relay, account: assertion.account };
}

function macOf(claims: Omit<Assertion, "mac">, key: PeriodKey): Uint8Array {
  return mac(reveal(key.reporterKey), "openfranking reporter v1", encode(claims));
}
