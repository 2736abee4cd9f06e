import {
  byteString,
  type Ed25519Key,
  ed25519Key,
  FrankingError,
  hash,
  hex,
  type Secret,
  signFramed,
  timeSchema,
  u64,
  unhex,
  verifyFramed,
} from "@openfranking/franking";
import * as z from "zod/mini";

/** `account = SHA-256(frame("openfranking account v1", accountPk))`, as 64 lower-case hexadecimal digits. */
export function accountOf(accountPk: Uint8Array): string {
  return hex(hash("openfranking account v1", accountPk));
}

export const accountSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/u));

/** A name that people type: letters, digits, `.`, `_`, `-`, never case-folded. The relay maps it to an account, and is believed in nothing but that. */
export const personNameSchema = z.string().check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,31}$/u));

/** What an account says of one of its devices; an MLS leaf carries it as its credential. */
export const credentialSchema = z.strictObject({
  account: accountSchema,
  accountPk: byteString(32),
  devicePk: byteString(32),
  createdAt: timeSchema,
  /** Ed25519 by the account, 64 bytes. */
  deviceCert: byteString(64),
});
export type Credential = z.infer<typeof credentialSchema>;

const deviceLabel = "openfranking device v1";

export function certifyDevice(
  accountSk: Secret,
  accountPk: Uint8Array,
  devicePk: Uint8Array,
  createdAt: number,
): Credential {
  const account = accountOf(accountPk);
  const deviceCert = signFramed(accountSk, deviceLabel, unhex(account), devicePk, u64(createdAt));
  return { account, accountPk, devicePk, createdAt, deviceCert };
}

/**
 * Whether the account itself certified the device: the account is the hash of its key, and the key signed the device.
 * Returns the device's key, checked, or null.
 */
export function certifiedDevice(credential: Credential): Ed25519Key | null {
  const { account, accountPk, devicePk, createdAt, deviceCert } = credential;
  if (accountOf(accountPk) !== account) return null;
  const keys = bothKeys(accountPk, devicePk);
  if (keys === null) return null;
  const isSigned = verifyFramed(
    keys.account,
    deviceCert,
    deviceLabel,
    unhex(account),
    devicePk,
    u64(createdAt),
  );
  return isSigned ? keys.device : null;
}

function bothKeys(
  accountPk: Uint8Array,
  devicePk: Uint8Array,
): { account: Ed25519Key; device: Ed25519Key } | null {
  try {
    return { account: ed25519Key(accountPk), device: ed25519Key(devicePk) };
  } catch (error) {
    if (error instanceof FrankingError) return null;
    throw error;
  }
}

/** What a device signs to open a session: the relay's nonce, for this relay alone. */
export const sessionLabel = "openfranking session v1";
/** What an account signs to take a name at a relay. */
export const registerLabel = "openfranking register v1";
