import { equalBytes } from "#primitives";

declare const brand: unique symbol;

/** Bytes of which the type says what they are. Each brand is minted in one place. */
export type Branded<Name extends string> = Uint8Array & { readonly [brand]: Name };

/** 32 bytes: binds a sender to a message without showing it. The name of the message everywhere. */
export type Commitment = Branded<"Commitment">;

/** 32 bytes, `H(key record)`: names the period whose keys made a stamp. */
export type KeyId = Branded<"KeyId">;

/** Randomness that the caller owns: returns `size` fresh, unpredictable bytes. */
export type Rng = (size: number) => Uint8Array;

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

/** Four bytes, big-endian. Throws `RangeError` outside 0 … 2^32 − 1. */
export function u32(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) throw new RangeError("u32 out of range");
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** Eight bytes, big-endian. Throws `RangeError` outside the safe integers from 0. */
export function u64(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError("u64 out of range");
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(value));
  return out;
}

const encoder = new TextEncoder();

/** ASCII, which labels and names are, is copied here: calling the encoder costs more than a frame does. */
export function utf8(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return encoder.encode(text);
    out[i] = unit;
  }
  return out;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hex(bytes: Uint8Array): string {
  let out = "";
  for (const byte of bytes) out += hexOfByte[byte] ?? "";
  return out;
}

/** Throws `TypeError` unless `text` is lower- or upper-case hexadecimal of even length. */
export function unhex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/iu.test(text)) throw new TypeError("not hexadecimal");
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/** Bytewise order, as sorted paths and keys use it: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export { equalBytes };
