import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hash,
  hkdfSync,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { checkAesSizes } from "./aes-sizes.ts";
import { hkdfExpandSha512, isPrimeOrderPoint, ristretto255, sha256Compress } from "./primitives-noble.ts";

export type { Ristretto255, RistrettoPoint } from "./primitives-noble.ts";
export { hkdfExpandSha512, isPrimeOrderPoint, ristretto255, sha256Compress };

// As text of one byte a character: a digest that comes as a Buffer has memory of its own outside the heap, which costs
// more to make and to collect than the digest itself.
export function sha256(data: Uint8Array): Uint8Array {
  const digest = hash("sha256", data, "binary");
  const out = new Uint8Array(32);
  for (let i = 0; i < 32; i++) out[i] = digest.charCodeAt(i);
  return out;
}

/**
 * Two hashes (RFC 2104 §2): for what fits the scratch below, making an object of `createHmac` costs more than they do, on
 * Node 24 tenfold.
 */
export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  if (blockBytes + data.length > padded.length) return plain(createHmac("sha256", key).update(data).digest());
  const block = key.length > blockBytes ? sha256(key) : key;
  return hashAfterPad(block, 0x5c, hashAfterPad(block, 0x36, data));
}

const blockBytes = 64;
const padded = new Uint8Array(4096);

/** `H((K ⊕ pad) ‖ data)` */
function hashAfterPad(key: Uint8Array, pad: number, data: Uint8Array): Uint8Array {
  const size = blockBytes + data.length;
  const input = padded.subarray(0, size);
  for (let i = 0; i < blockBytes; i++) input[i] = (key[i] ?? 0) ^ pad;
  input.set(data, blockBytes);
  const digest = sha256(input);
  input.fill(0);
  return digest;
}

export function hkdfSha256(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, size: number): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", ikm, salt, info, size));
}

const tagBytes = 16;

export function aesGcmSeal(
  key: Uint8Array,
  nonce: Uint8Array,
  associatedData: Uint8Array,
  plaintext: Uint8Array,
): Uint8Array {
  checkAesSizes(key, nonce, 12);
  const cipher = createCipheriv(gcmOf(key), key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(associatedData);
  const sealed = new Uint8Array(plaintext.length + tagBytes);
  sealed.set(cipher.update(plaintext));
  cipher.final();
  sealed.set(cipher.getAuthTag(), plaintext.length);
  return sealed;
}

export function aesGcmOpen(
  key: Uint8Array,
  nonce: Uint8Array,
  associatedData: Uint8Array,
  sealed: Uint8Array,
): Uint8Array | null {
  checkAesSizes(key, nonce, 12);
  if (sealed.length < tagBytes) return null;
  const decipher = createDecipheriv(gcmOf(key), key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(associatedData);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  const plaintext = decipher.update(sealed.subarray(0, -tagBytes));
  try {
    decipher.final();
  } catch {
    return null;
  }
  return plain(plaintext);
}

function gcmOf(key: Uint8Array): "aes-128-gcm" | "aes-256-gcm" {
  return key.length === 16 ? "aes-128-gcm" : "aes-256-gcm";
}

export function aesCtr(key: Uint8Array, counterBlock: Uint8Array, data: Uint8Array): Uint8Array {
  checkAesSizes(key, counterBlock, 16);
  const cipher = createCipheriv(key.length === 16 ? "aes-128-ctr" : "aes-256-ctr", key, counterBlock);
  return plain(cipher.update(data));
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

export function x25519Public(secretKey: Uint8Array): Uint8Array {
  return rawPublic(privateKey("x25519", secretKey));
}

export function x25519Shared(secretKey: Uint8Array, publicKeyBytes: Uint8Array): Uint8Array | null {
  if (publicKeyBytes.length !== 32) return null;
  try {
    const shared = diffieHellman({
      privateKey: privateKey("x25519", secretKey),
      publicKey: publicKey("x25519", publicKeyBytes),
    });
    return plain(shared);
  } catch {
    return null;
  }
}

export function ed25519Public(secretKey: Uint8Array): Uint8Array {
  return rawPublic(privateKey("ed25519", secretKey));
}

export function ed25519Sign(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return plain(sign(null, message, signingKey(secretKey)));
}

/**
 * OpenSSL compares the encoding of S·B − k·A with R (no cofactor), so with a key of prime order R is canonical and
 * in the prime-order group by itself; the identity alone is left to refuse.
 */
export function ed25519Verify(
  publicKeyBytes: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (signature.length !== 64 || publicKeyBytes.length !== 32) return false;
  if (isIdentity(signature.subarray(0, 32))) return false;
  try {
    return verify(null, message, publicKey("ed25519", publicKeyBytes), signature);
  } catch {
    return false;
  }
}

function isIdentity(point: Uint8Array): boolean {
  return point[0] === 1 && point.subarray(1).every((byte) => byte === 0);
}

// RFC 8410 §4 and §7: the DER that stands before the 32 raw bytes; the object identifiers differ in the last byte.
const curveByte = { x25519: 0x6e, ed25519: 0x70 } as const;

function privateKey(curve: keyof typeof curveByte, raw: Uint8Array): KeyObject {
  if (raw.length !== 32) throw new RangeError("a secret key has 32 bytes");
  const prefix = Buffer.from(`302e020100300506032b65${curveByte[curve].toString(16)}04220420`, "hex");
  return createPrivateKey({ key: Buffer.concat([prefix, raw]), format: "der", type: "pkcs8" });
}

const signingKeys = new WeakMap<Uint8Array, { readonly raw: Uint8Array; readonly key: KeyObject }>();

/** Reading a key costs more than signing with it, and an identity signs all day: it is read once, while its bytes stay. */
function signingKey(raw: Uint8Array): KeyObject {
  const known = signingKeys.get(raw);
  if (known !== undefined && equalBytes(known.raw, raw)) return known.key;
  const key = privateKey("ed25519", raw);
  signingKeys.set(raw, { raw: Uint8Array.from(raw), key });
  return key;
}

function publicKey(curve: keyof typeof curveByte, raw: Uint8Array): KeyObject {
  const prefix = Buffer.from(`302a300506032b65${curveByte[curve].toString(16)}032100`, "hex");
  return createPublicKey({ key: Buffer.concat([prefix, raw]), format: "der", type: "spki" });
}

function rawPublic(key: KeyObject): Uint8Array {
  return plain(createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32));
}

function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

export function hmacSha3(key: Uint8Array, data: Uint8Array): Uint8Array {
  return plain(createHmac("sha3-256", key).update(data).digest());
}

export function aesBlockEncrypt(key: Uint8Array, block: Uint8Array): Uint8Array {
  checkAesSizes(key, block, 16);
  return plain(createCipheriv(ecbOf(key), key, null).setAutoPadding(false).update(block));
}

export function aesBlockDecrypt(key: Uint8Array, block: Uint8Array): Uint8Array {
  checkAesSizes(key, block, 16);
  return plain(createDecipheriv(ecbOf(key), key, null).setAutoPadding(false).update(block));
}

function ecbOf(key: Uint8Array): "aes-128-ecb" | "aes-256-ecb" {
  return key.length === 16 ? "aes-128-ecb" : "aes-256-ecb";
}

({
  sha256,
  hmacSha256,
  hkdfSha256,
  sha256Compress,
  aesGcmSeal,
  aesGcmOpen,
  aesCtr,
  equalBytes,
  x25519Public,
  x25519Shared,
  ed25519Public,
  ed25519Sign,
  ed25519Verify,
  isPrimeOrderPoint,
  hkdfExpandSha512,
  hmacSha3,
  aesBlockEncrypt,
  aesBlockDecrypt,
  ristretto255,
}) satisfies typeof import("./primitives-noble.ts");
