import { hmacSha256 } from "#primitives";
import { concat, equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { hash } from "../../frame.ts";
import type { PeriodKey } from "../../key-record.ts";
import { reveal } from "../../secret.ts";
import type { Context, Opening } from "./formats.ts";

// The whitepaper's two MACs ("Abuse Reporting") are over bytes that it prescribes, and not over frames.

/** `TF = HMAC-SHA-256(NF, M)`: 32 bytes that commit the sender to M. */
export function frankingTag({ message, nf }: Opening): Uint8Array {
  return hmacSha256(nf, message);
}

/** Compared in constant time. */
export function isFranked(opening: Opening, tag: Uint8Array): boolean {
  return equalBytes(frankingTag(opening), tag);
}

/** `RF = HMAC-SHA-256(KF, TF ‖ context)`. TF has 32 bytes, so that one string is of one TF and one context only. */
export function reportingTag(franked: Uint8Array, context: Context, key: PeriodKey): Uint8Array {
  return hmacSha256(reveal(key.secret).subarray(0, 32), concat(franked, encode(context)));
}

/** Compared in constant time. */
export function isStamped(franked: Uint8Array, context: Context, tag: Uint8Array, key: PeriodKey): boolean {
  return equalBytes(reportingTag(franked, context, key), tag);
}

/** Counts reporters of one message. The whitepaper has no such value. */
export function reporterTag(franked: Uint8Array, relay: string, account: string): Uint8Array {
  return hash("openfranking messenger-2016 reporter v1", franked, relay, account);
}
