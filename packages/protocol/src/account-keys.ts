import {
  byteString,
  ed25519Key,
  FrankingError,
  nameSchema,
  type Secret,
  signFramed,
  verifyFramed,
} from "@openfranking/franking";
import * as z from "zod/mini";
import { accountOf, accountSchema } from "./account.ts";

const label = "openfranking account-key v1";

/** A key that an account has for the schemes of one `alg`, signed by the account. Public: recipients and the moderation check it. */
export const accountKeySchema = z.strictObject({
  account: accountSchema,
  accountPk: byteString(32),
  alg: nameSchema,
  publicKey: byteString(1, 4096),
  /** Ed25519 by the account, 64 bytes. */
  certificate: byteString(64),
});
export type AccountKey = z.infer<typeof accountKeySchema>;

export function certifyAccountKey(
  accountSk: Secret,
  accountPk: Uint8Array,
  alg: string,
  publicKey: Uint8Array,
): AccountKey {
  const certificate = signFramed(accountSk, label, alg, publicKey);
  return { account: accountOf(accountPk), accountPk, alg, publicKey, certificate };
}

/** Whether the account is the hash of its key, and that key signed this one. */
export function isAccountKeyCertified(key: AccountKey): boolean {
  const { account, accountPk, alg, certificate, publicKey } = key;
  if (accountOf(accountPk) !== account) return false;
  try {
    return verifyFramed(ed25519Key(accountPk), certificate, label, alg, publicKey);
  } catch (error) {
    if (error instanceof FrankingError) return false;
    throw error;
  }
}
