import { aesGcmOpen, aesGcmSeal, ed25519Public } from "#primitives";
import { concat, equalBytes, u32, u64, utf8 } from "../../bytes.ts";
import { check, FrankingError } from "../../errors.ts";
import { frame } from "../../frame.ts";
import {
  type Ed25519Key,
  type KeyRecord,
  keyIdOf,
  type PeriodKey,
  signFramed,
  verifyFramed,
} from "../../key-record.ts";
import { nameSchema } from "../../message.ts";
import { Secret } from "../../secret.ts";
import { parse, read } from "../../stamped/formats.ts";
import { issuedSchema, suite, type Token } from "./formats.ts";
import { moderationSeedOf, sealingKeyOf, signingKeysOf } from "./keys.ts";

/** How far the clocks of moderation and relay may differ. */
const clockSkewMs = 300_000;

/** σM. */
export function signToken(unsigned: Omit<Token, "signature">, key: PeriodKey): Uint8Array {
  return signFramed(moderationSeedOf(key), tokenLabel, ...signedParts(unsigned, key.keyId));
}

/** σM: the moderation made this token in this period. */
export function isIssued(token: Token, keyId: Uint8Array, moderation: Ed25519Key): boolean {
  return verifyFramed(moderation, token.signature, tokenLabel, ...signedParts(token, keyId));
}

const tokenLabel = "openfranking hecate token v1";

function signedParts(
  { expiry, nonce, pke, t1, x1 }: Omit<Token, "signature">,
  keyId: Uint8Array,
): Uint8Array[] {
  return [utf8(suite), keyId, x1, nonce, pke, u64(t1), u64(expiry)];
}

/**
 * A token as its sender has it, for a message under this record. Whether it is over by then, nobody here can tell.
 *
 * @throws `FrankingError` with `encoding`, `token` or `key` where no recipient would accept it
 */
export function spendable(
  issued: Uint8Array,
  record: KeyRecord,
): { readonly token: Token; readonly secret: Secret } {
  const { secret, ...token } = read(issuedSchema, issued, "token");
  check(equalBytes(ed25519Public(secret), token.pke), "token");
  check(isIssued(token, keyIdOf(record), signingKeysOf(record).moderation), "token");
  return { token, secret: new Secret(secret) };
}

/** A message that was accepted at `t2` may spend it. */
export function isLive({ expiry, t1 }: Token, t2: number): boolean {
  return t1 <= t2 + clockSkewMs && t2 <= expiry;
}

/** x1: of the same length for every account. Throws `FrankingError` with `key`, or `token` for what is no name. */
export function sealAccount(account: string, nonce: Uint8Array, key: PeriodKey): Uint8Array {
  const identity = identityOf(parse(nameSchema, account, "token"));
  return aesGcmSeal(sealingKeyOf(key), nonce, identityContext(key), identity);
}

/** Whose token it was. Throws `FrankingError` with `key`, or `token` for one that does not open or holds no account. */
export function accountIn({ nonce, x1 }: Pick<Token, "nonce" | "x1">, key: PeriodKey): string {
  const identity = aesGcmOpen(sealingKeyOf(key), nonce, identityContext(key), x1);
  const account = identity === null ? null : accountOf(identity);
  if (account === null) throw new FrankingError("token");
  return account;
}

function identityContext({ keyId }: PeriodKey): Uint8Array {
  return frame("openfranking hecate identity v1", suite, keyId);
}

function identityOf(account: string): Uint8Array {
  const name = utf8(account);
  return concat(u32(name.length), name, new Uint8Array(longestName - name.length));
}

/** The one account that has this identity, or null. */
function accountOf(identity: Uint8Array): string | null {
  const size = new DataView(identity.buffer, identity.byteOffset).getUint32(0);
  const account = decoder.decode(identity.subarray(4, 4 + size));
  if (!nameSchema.safeParse(account).success) return null;
  return equalBytes(identityOf(account), identity) ? account : null;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
/** 128 code points of four bytes. */
const longestName = 512;
