import * as own from "#primitives";
import { hex, unhex } from "../bytes.ts";
import type { Json } from "./json-forms.ts";

export type Primitives = typeof own;

interface Wycheproof<Group> {
  readonly testGroups: readonly Group[];
}
interface WycheproofTest {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly result: "valid" | "acceptable" | "invalid";
}

/** The parsed files of C2SP CCTV (`ed25519vectors.json`) and C2SP Wycheproof (`*_test.json`). */
export interface PrimitiveVectors {
  readonly cctv: readonly CctvVector[];
  readonly ed25519: Wycheproof<{
    readonly publicKey: { readonly pk: string };
    readonly tests: readonly (WycheproofTest & { readonly msg: string; readonly sig: string })[];
  }>;
  readonly x25519: Wycheproof<{
    readonly tests: readonly (WycheproofTest & {
      readonly public: string;
      readonly private: string;
      readonly shared: string;
    })[];
  }>;
  readonly hmacSha256: Wycheproof<{
    readonly tagSize: number;
    readonly tests: readonly (WycheproofTest & {
      readonly key: string;
      readonly msg: string;
      readonly tag: string;
    })[];
  }>;
  readonly hkdfSha256: Wycheproof<{
    readonly tests: readonly (WycheproofTest & {
      readonly ikm: string;
      readonly salt: string;
      readonly info: string;
      readonly size: number;
      readonly okm: string;
    })[];
  }>;
  readonly aesGcm: Wycheproof<{
    readonly keySize: number;
    readonly ivSize: number;
    readonly tests: readonly (WycheproofTest & {
      readonly key: string;
      readonly iv: string;
      readonly aad: string;
      readonly msg: string;
      readonly ct: string;
      readonly tag: string;
    })[];
  }>;
}

interface CctvVector {
  readonly number: number;
  readonly key: string;
  readonly sig: string;
  readonly msg: string;
  readonly flags: readonly string[] | null;
}

export interface PrimitiveOutcome {
  readonly name: string;
  readonly expected: Json;
  readonly got: Json;
}

/** Every vector on `primitives`, by default on those that this platform runs. Compares nothing. */
export function runPrimitiveVectors(
  vectors: PrimitiveVectors,
  primitives: Primitives = own,
): PrimitiveOutcome[] {
  return [
    ...runCctv(vectors, primitives),
    ...runEd25519(vectors, primitives),
    ...runX25519(vectors, primitives),
    ...runHmac(vectors, primitives),
    ...runHkdf(vectors, primitives),
    ...runAesGcm(vectors, primitives),
  ];
}

/**
 * Our rule refuses a key or an R that is not canonical or not of prime order, so every flag of these vectors is a
 * reason to refuse. Without it the two implementations disagree.
 */
function runCctv({ cctv }: PrimitiveVectors, primitives: Primitives): PrimitiveOutcome[] {
  return cctv.map(({ number, key, sig, msg, flags }) => ({
    name: `CCTV ed25519 ${number}`,
    expected: (flags ?? []).length === 0,
    got: isSigned(primitives, unhex(key), new TextEncoder().encode(msg), unhex(sig)),
  }));
}

function isSigned(primitives: Primitives, key: Uint8Array, message: Uint8Array, sig: Uint8Array): boolean {
  return primitives.isPrimeOrderPoint(key) && primitives.ed25519Verify(key, message, sig);
}

function runEd25519({ ed25519 }: PrimitiveVectors, primitives: Primitives): PrimitiveOutcome[] {
  return ed25519.testGroups.flatMap(({ publicKey, tests }) =>
    tests.map((it) => ({
      name: nameOf("ed25519", it),
      expected: it.result === "valid",
      got: isSigned(primitives, unhex(publicKey.pk), unhex(it.msg), unhex(it.sig)),
    })),
  );
}

/** What RFC 7748 §6.1 lets a party choose, we refuse: a shared secret of zeros. */
function runX25519({ x25519 }: PrimitiveVectors, primitives: Primitives): PrimitiveOutcome[] {
  return x25519.testGroups.flatMap(({ tests }) =>
    tests.map((it) => {
      const shared = primitives.x25519Shared(unhex(it.private), unhex(it.public));
      return {
        name: nameOf("x25519", it),
        expected: it.flags.includes("ZeroSharedSecret") ? null : it.shared,
        got: shared === null ? null : hex(shared),
      };
    }),
  );
}

function runHmac({ hmacSha256 }: PrimitiveVectors, primitives: Primitives): PrimitiveOutcome[] {
  return hmacSha256.testGroups.flatMap(({ tagSize, tests }) =>
    tests.map((it) => {
      const tag = primitives.hmacSha256(unhex(it.key), unhex(it.msg)).subarray(0, tagSize / 8);
      return {
        name: nameOf("hmac-sha256", it),
        expected: it.result === "valid",
        got: primitives.equalBytes(tag, unhex(it.tag)),
      };
    }),
  );
}

function runHkdf({ hkdfSha256 }: PrimitiveVectors, primitives: Primitives): PrimitiveOutcome[] {
  return hkdfSha256.testGroups.flatMap(({ tests }) =>
    tests.map((it) => ({
      name: nameOf("hkdf-sha256", it),
      expected: it.result === "valid" ? it.okm : null,
      got: hkdfOrNull(primitives, unhex(it.ikm), unhex(it.salt), unhex(it.info), it.size),
    })),
  );
}

/** Null where the size is refused. */
function hkdfOrNull(
  primitives: Primitives,
  ikm: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  size: number,
): string | null {
  try {
    return hex(primitives.hkdfSha256(ikm, salt, info, size));
  } catch {
    return null;
  }
}

/** Keys of 24 bytes and nonces of other sizes than 12 are in the standard; here nothing uses them, and they are refused. */
function runAesGcm({ aesGcm }: PrimitiveVectors, primitives: Primitives): PrimitiveOutcome[] {
  return aesGcm.testGroups.flatMap(({ keySize, ivSize, tests }) =>
    tests.map((it) => {
      const isTaken = keySize !== 192 && ivSize === 96;
      const opened = it.result === "valid" ? it.msg : null;
      return {
        name: nameOf("aes-gcm", it),
        expected: isTaken ? opened : "refused",
        got: openAndSealAgain(primitives, unhex(it.key), unhex(it.iv), unhex(it.aad), unhex(it.ct + it.tag)),
      };
    }),
  );
}

function openAndSealAgain(
  { aesGcmOpen, aesGcmSeal }: Primitives,
  key: Uint8Array,
  nonce: Uint8Array,
  associatedData: Uint8Array,
  sealed: Uint8Array,
): string | null {
  try {
    const opened = aesGcmOpen(key, nonce, associatedData, sealed);
    if (opened === null) return null;
    const again = aesGcmSeal(key, nonce, associatedData, opened);
    return hex(again) === hex(sealed) ? hex(opened) : "sealed otherwise";
  } catch {
    return "refused";
  }
}

function nameOf(primitive: string, { tcId, comment, flags }: WycheproofTest): string {
  return `Wycheproof ${primitive} ${tcId} (${[comment, ...flags].filter((part) => part !== "").join(", ")})`;
}
