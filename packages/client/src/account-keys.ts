import {
  type AccountKeys,
  byteString,
  type FrankingScheme,
  type KeyPair,
  reveal,
  Secret,
} from "@openfranking/franking";
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

const ownKeySchema = z.strictObject({
  secretKey: byteString(1, 4096),
  key: accountKeySchema,
  /** False until the relay has answered. */
  isPublished: z.boolean(),
});
type OwnKey = z.infer<typeof ownKeySchema>;

/**
 * This account's own pair for the schemes of `scheme`'s algorithm, made and published the first time it is asked for. It is
 * kept before it is published: others keep the key that they met first, and its secret must not be lost with an answer.
 */
export async function ownKey(core: Core, scheme: FrankingScheme): Promise<KeyPair | null> {
  if (scheme.accountKeys === null) return null;
  const { alg } = scheme.periodKeys;
  const name = keys.ownAccountKey(alg);
  const own = (await core.store.get(ownKeySchema, name)) ?? (await made(core, scheme.accountKeys, alg));
  if (!own.isPublished) {
    await core.api.publishAccountKey({ body: own.key });
    await core.store.write({ [name]: { ...own, isPublished: true } });
  }
  return { secretKey: new Secret(own.secretKey), publicKey: own.key.publicKey };
}

async function made(core: Core, accountKeys: AccountKeys, alg: string): Promise<OwnKey> {
  const { accountSk, credential } = identityOf(core);
  const { publicKey, secretKey } = accountKeys.enrol(core.rng);
  const key = certifyAccountKey(new Secret(accountSk), credential.accountPk, alg, publicKey);
  const own = { secretKey: reveal(secretKey), key, isPublished: false };
  await core.store.write({ [keys.ownAccountKey(alg)]: own });
  return own;
}

/** Before anybody can write to her: a sender needs the keys of all who are to read. */
export async function publishOwnKeys(core: Core): Promise<void> {
  for (const scheme of core.schemes) await ownKey(core, scheme);
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
