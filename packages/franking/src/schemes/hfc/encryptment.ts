import { sha256Compress } from "#primitives";
import { concat, u64 } from "../../bytes.ts";

/** Of K_EC, in bytes: one block of SHA-256. */
export const blockBytes = 64;
const stateBytes = 32;

// FIPS 180-4 §5.3.3
const initialValue = Uint8Array.of(
  ...[0x6a, 0x09, 0xe6, 0x67, 0xbb, 0x67, 0xae, 0x85, 0x3c, 0x6e, 0xf3, 0x72, 0xa5, 0x4f, 0xf5, 0x3a],
  ...[0x51, 0x0e, 0x52, 0x7f, 0x9b, 0x05, 0x68, 0x8c, 0x1f, 0x83, 0xd9, 0xab, 0x5b, 0xe0, 0xcd, 0x19],
);

/**
 * HFC over SHA-256 (Dodis, Grubbs, Ristenpart, Woodage 2018): one pass of the compression function, keyed by an XOR into every
 * block. Its chaining values are the pad, its last value of 32 bytes is the binding B. `EC` gives the ciphertext of a message;
 * `DO` gives the message, for a caller who compares the binding. The key, of 64 bytes, is for one message.
 */
export function hfc(
  direction: "EC" | "DO",
  key: Uint8Array,
  header: Uint8Array,
  input: Uint8Array,
): { readonly output: Uint8Array; readonly binding: Uint8Array } {
  const output = new Uint8Array(input.length);
  const plain = direction === "EC" ? input : output;
  let state = absorbHeader(key, header);
  let at = 0;
  for (; input.length - at > stateBytes; at += stateBytes) {
    output.set(xor(state, input.subarray(at, at + stateBytes)), at);
    state = absorb(state, key, plain.subarray(at, at + stateBytes));
  }
  output.set(xor(state, input.subarray(at)), at);
  return { output, binding: finish(state, key, header.length, plain, at) };
}

/** The key's block, then the header in blocks of 64 bytes, at least one. */
function absorbHeader(key: Uint8Array, header: Uint8Array): Uint8Array {
  let state = sha256Compress(initialValue, key);
  let at = 0;
  do {
    state = absorb(state, key, header.subarray(at, at + blockBytes));
    at += blockBytes;
  } while (at < header.length);
  return state;
}

/** Absorbs `PadSuf`: what is left of the message, zeros, and both lengths in bits, over two blocks. */
function finish(state: Uint8Array, key: Uint8Array, headerBytes: number, message: Uint8Array, from: number) {
  const lengths = concat(u64(8 * headerBytes), u64(8 * message.length));
  const last = concat(new Uint8Array(blockBytes - lengths.length), lengths);
  return absorb(absorb(state, key, message.subarray(from)), key, last);
}

/** `f(V, K ⊕ block)`, the block filled up with zeros. */
function absorb(state: Uint8Array, key: Uint8Array, block: Uint8Array): Uint8Array {
  const keyed = Uint8Array.from(key);
  keyed.set(xor(key, block));
  return sha256Compress(state, keyed);
}

/** `b` under as much of `a`. */
function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return b.map((byte, i) => byte ^ (a[i] ?? 0));
}
