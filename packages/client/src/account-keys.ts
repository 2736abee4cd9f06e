import { byteString, type FrankingScheme, type KeyPair, reveal, Secret } from "@openfranking/franking";
import {
  type AccountKey,
  accountKeySchema,
  certifyAccountKey,
  isAccountKeyCertified,
} from "@openfranking/protocol";
import * as z from "zod/mini";
import { type Core, identityOf } from "./core.ts";
import { ClientError } from "./errors.ts";
import { keys } from "./records.ts";

const ownKeySchema = z.strictObject({ secretKey: byteString(1, 4096), published: accountKeySchema });

/** This account's own pair for the schemes of `scheme`'s algorithm, made and published the first time it is asked for. */
export async function ownKey(core: Core, scheme: FrankingScheme): Promise<KeyPair | null> {
  if (scheme.accountKeys === null) return null;
  const { alg } = scheme.periodKeys;
  const kept = await core.store.get(ownKeySchema, keys.ownAccountKey(alg));
  if (kept !== null) return { secretKey: new Secret(kept.secretKey), publicKey: kept.published.publicKey };
  const { accountSk, credential } = identityOf(core);
  const pair = scheme.accountKeys.enrol(core.rng);
  const published = certifyAccountKey(new Secret(accountSk), credential.accountPk, alg, pair.publicKey);
  // Published first: a pair that is kept is one that others can have looked up.
  await core.api.publishAccountKey({ body: published });
  await core.store.write({ [keys.ownAccountKey(alg)]: { secretKey: reveal(pair.secretKey), published } });
  return pair;
}

/** The keys of these accounts, each signed by its account, as they were first met. Throws `ClientError("not-certified")`. */
export async function accountKeysOf(
  core: Core,
  { periodKeys: { alg } }: FrankingScheme,
  accounts: readonly string[],
): Promise<AccountKey[]> {
  const found: AccountKey[] = [];
  for (const account of accounts) {
    const name = keys.accountKey(alg, account);
    const kept = await core.store.get(accountKeySchema, name);
    const key = kept ?? (await core.api.accountKey({ params: { account, alg } }));
    if (key.account !== account || key.alg !== alg || !isAccountKeyCertified(key))
      throw new ClientError("not-certified");
    if (kept === null) await core.store.write({ [name]: key });
    found.push(key);
  }
  return found;
}
