/**
 * Cobblestone-128: a file of any size encrypted in chunks of 16 KiB, each authenticated before it is released.
 *
 * Source: c2sp.org/chunked-encryption, with HKDF-Expand of SHA-512 and AES-128-GCM. Its sections are named at the lines that
 * follow them.
 *
 * Promises: commits to the input key and the context; truncation, extension and reordering are found.
 *
 * Does not promise: that a truncated message is found before its end. What was released until then is a prefix of it.
 */
import { aesGcmOpen, aesGcmSeal, hkdfExpandSha512 } from "#primitives";
import { concat, equalBytes, u64, utf8 } from "../../bytes.ts";
import { check, FrankingError } from "../../errors.ts";
import { type ByteSource, Reader } from "./source.ts";

const inputKeyBytes = 16;
export const saltBytes = 24;
export const headBytes = 56;
const chunkBytes = 16_384;
const tagBytes = 16;
const sealedBytes = chunkBytes + tagBytes;
const noData = new Uint8Array();

/** What one message is encrypted with. Secret, and all of it for this message alone, but for `commitment`. */
export interface MessageKeys {
  /** 16 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes. */
  readonly baseNonce: Uint8Array;
  /** 32 bytes. */
  readonly commitment: Uint8Array;
}

/** "Key derivation". Throws `RangeError` unless `inputKey` has 16 bytes. */
function deriveKeys(inputKey: Uint8Array, salt: Uint8Array, context: Uint8Array): MessageKeys {
  if (inputKey.length !== inputKeyBytes) throw new RangeError("an input key has 16 bytes");
  const prefix = utf8("c2sp.org/chunked-encryption@v1+AEAD_AES_128_GCM\0");
  const made = hkdfExpandSha512(inputKey, concat(prefix, salt, context), 60);
  return { key: made.slice(0, 16), baseNonce: made.slice(16, 28), commitment: made.slice(28) };
}

/** "AEAD usage". The counter stays below 2^38 ("Message chunking"): throws `RangeError` where it does not. */
function nonceOf({ baseNonce }: MessageKeys, counter: number): Uint8Array {
  if (counter >= 2 ** 38) throw new RangeError("a message has less than 2^38 chunks");
  const nonce = Uint8Array.from(baseNonce);
  for (const [i, byte] of u64(counter).entries()) nonce[4 + i] = (nonce[4 + i] ?? 0) ^ byte;
  return nonce;
}

/**
 * Encrypts `message` as it is read. `inputKey`: 16 random bytes, secret; `salt`: 24 bytes, which must never come again under
 * one input key.
 */
export async function* seal(
  inputKey: Uint8Array,
  salt: Uint8Array,
  context: Uint8Array,
  message: ByteSource,
): AsyncGenerator<Uint8Array, void> {
  const keys = deriveKeys(inputKey, salt, context);
  const reader = new Reader(message);
  try {
    yield concat(salt, keys.commitment);
    // "Message chunking": the last chunk is shorter than the others, and empty where they hold everything.
    for (let counter = 0, size = chunkBytes; size === chunkBytes; counter++) {
      const chunk = await reader.take(chunkBytes);
      size = chunk.length;
      yield aesGcmSeal(keys.key, nonceOf(keys, counter), noData, chunk);
    }
  } finally {
    await reader.close();
  }
}

/** Decrypts as it is read. The message is complete when this ends without throwing. */
export async function* open(
  inputKey: Uint8Array,
  context: Uint8Array,
  sealed: ByteSource,
): AsyncGenerator<Uint8Array, void> {
  const reader = new Reader(sealed);
  try {
    const keys = openHead(inputKey, context, await reader.take(headBytes));
    yield* openChunks(keys, reader);
  } finally {
    await reader.close();
  }
}

/** `head`: the first 56 bytes, salt and commitment. Throws where they are fewer, or made with another key or context. */
export function openHead(inputKey: Uint8Array, context: Uint8Array, head: Uint8Array): MessageKeys {
  check(head.length === headBytes, "chunk-length");
  const keys = deriveKeys(inputKey, head.subarray(0, saltBytes), context);
  check(equalBytes(keys.commitment, head.subarray(saltBytes)), "attachment");
  return keys;
}

/** Decrypts from chunk `first` to the last, for a reader that stands at that chunk's place. */
async function* openChunks(keys: MessageKeys, sealed: Reader, first = 0): AsyncGenerator<Uint8Array, void> {
  for (let counter = first; ; counter++) {
    const chunk = await sealed.take(sealedBytes);
    check(chunk.length >= tagBytes, "chunk-length");
    const opened = aesGcmOpen(keys.key, nonceOf(keys, counter), noData, chunk);
    if (opened === null) throw new FrankingError("chunk");
    yield opened;
    if (chunk.length < sealedBytes) return;
  }
}

/** The sealed bytes `from` to before `to`, fewer only where they end. */
export type ReadSealed = (from: number, to: number) => ByteSource;

/** Decrypts the message's bytes from `from` on, to the end of the chunk in which `to` is reached. */
export async function* openPart(
  keys: MessageKeys,
  read: ReadSealed,
  from: number,
  to: number,
): AsyncGenerator<Uint8Array, void> {
  const first = Math.floor(from / chunkBytes);
  const placeOf = (counter: number) => headBytes + counter * sealedBytes;
  const reader = new Reader(read(placeOf(first), placeOf(Math.ceil(to / chunkBytes))));
  let skipped = from - first * chunkBytes;
  try {
    for await (const chunk of openChunks(keys, reader, first)) {
      yield chunk.subarray(skipped);
      skipped = 0;
    }
  } finally {
    await reader.close();
  }
}
