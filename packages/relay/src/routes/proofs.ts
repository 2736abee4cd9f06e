import {
  concat,
  ed25519Key,
  equalBytes,
  FrankingError,
  mac,
  reveal,
  u64,
  unhex,
  verifyFramed,
} from "@openfranking/franking";
import { type Credential, registerLabel, sessionLabel } from "@openfranking/protocol";
import type { RelayDeps } from "../deps.ts";

const nonceMs = 60_000;

/**
 * A nonce for a device to sign: `u64(expiresAt) ‖ 8 random bytes ‖ 16 bytes of a MAC`. Nothing is kept of it, so that
 * nobody can fill the database or use up another device's nonces; it is spent when it is used.
 */
export function newNonce(devicePk: Uint8Array, deps: RelayDeps): Uint8Array {
  const head = concat(u64(deps.clock() + nonceMs), deps.rng(8));
  return concat(head, nonceMac(head, devicePk, deps));
}

/** Until when a nonce of this device's is good, or null where it is none of ours or over. */
export function nonceExpiry(nonce: Uint8Array, devicePk: Uint8Array, deps: RelayDeps): number | null {
  const head = nonce.subarray(0, 16);
  if (!equalBytes(nonceMac(head, devicePk, deps), nonce.subarray(16))) return null;
  const expiresAt = Number(new DataView(head.buffer, head.byteOffset).getBigUint64(0));
  return deps.clock() < expiresAt ? expiresAt : null;
}

// The identity seed keys a MAC under a label of its own: every process of a relay has it, and it needs no table.
function nonceMac(head: Uint8Array, devicePk: Uint8Array, { identity, name }: RelayDeps): Uint8Array {
  return mac(reveal(identity), "openfranking relay-nonce v1", name, devicePk, head).subarray(0, 16);
}

/** Whether the account itself takes this name, at this relay and with this device. */
export function isRegistrationSigned(
  name: string,
  { account, accountPk, devicePk }: Credential,
  proof: Uint8Array,
  relay: string,
): boolean {
  return isSigned(accountPk, proof, registerLabel, relay, name, unhex(account), devicePk);
}

export function isSessionSigned(
  devicePk: Uint8Array,
  nonce: Uint8Array,
  signature: Uint8Array,
  relay: string,
): boolean {
  return isSigned(devicePk, signature, sessionLabel, relay, nonce, devicePk);
}

/** False, too, for a key that nobody may use. */
function isSigned(
  publicKey: Uint8Array,
  signature: Uint8Array,
  label: string,
  ...parts: readonly (Uint8Array | string)[]
): boolean {
  try {
    return verifyFramed(ed25519Key(publicKey), signature, label, ...parts);
  } catch (error) {
    if (error instanceof FrankingError) return false;
    throw error;
  }
}
