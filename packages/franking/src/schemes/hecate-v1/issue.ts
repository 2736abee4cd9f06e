import { ed25519Public } from "#primitives";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import type { Tokens } from "../../scheme.ts";
import { accountIn, isLive, sealAccount, signToken, spendable } from "./token.ts";

/** Δ. Long enough that what is issued is not what is sent next; whoever steals a token has no longer to use it. */
const tokenLifeMs = 21_600_000;

export const tokens: Tokens = {
  /**
   * TGen. The bytes hold the secret that spends them: give them to the account alone, and log them nowhere.
   *
   * @throws `FrankingError` with `key` for the relay's key, `time` outside the period, `token` for what is no account
   */
  issue(account, key, now, rng) {
    const { notAfter, notBefore } = key.record;
    check(notBefore <= now && now <= notAfter, "time");
    const [nonce, secret] = [rng(12), rng(32)];
    const x1 = sealAccount(account, nonce, key);
    // Text that UTF-8 cannot hold would name another account than the one that asked.
    check(accountIn({ nonce, x1 }, key) === account, "token");
    const expiry = Math.min(now + tokenLifeMs, notAfter);
    const unsigned = { x1, nonce, pke: ed25519Public(secret), t1: now, expiry };
    return encode({ ...unsigned, signature: signToken(unsigned, key), secret });
  },
  isSpendable(issued, record, now) {
    try {
      return isLive(spendable(issued, record).token, now);
    } catch (error) {
      if (error instanceof FrankingError) return false;
      throw error;
    }
  },
};
