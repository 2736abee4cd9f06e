import { bytes } from "../periods.ts";
import type { DraftChanges } from "./draft.ts";

/** A frank that is none, whatever it stands in. */
export const formFaults: readonly (readonly [name: string, draft: DraftChanges])[] = [
  ["a frank with a member too many", { frank: { more: 1 } }],
  ["a frank without r", { frank: { r: undefined } }],
  ["a frank of an r of 31 bytes", { frank: { r: bytes(6, 31) } }],
  ["a frank of a signature of 63 bytes", { frank: { signature: bytes(6, 63) } }],
  ["a frank without header", { frank: { header: undefined } }],
  ["a message without fields", { fields: [] }],
  ["a message of 129 fields", { fields: Array.from({ length: 129 }, () => ["text", ""] as const) }],
  ["a path of 65 characters", { fields: [["x".repeat(65), "x"]] }],
  ["a field that is a list", { fields: [["text", ["hello"]]] }],
  ["a token with a member too many", { token: { secret: bytes(0x1a, 32) } }],
  ["a token without an end", { token: { expiry: undefined } }],
  ["a token of an x1 of 531 bytes", { token: { x1: bytes(6, 531) } }],
  ["a token of a nonce of 11 bytes", { token: { nonce: bytes(6, 11) } }],
  ["a token of a key of 31 bytes", { token: { pke: bytes(6, 31) } }],
  ["a token of a signature of 65 bytes", { token: { signature: bytes(6, 65) } }],
  ["a token of a negative time", { token: { t1: -1 } }],
];
