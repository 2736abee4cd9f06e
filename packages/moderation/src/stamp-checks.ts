import { FrankingError, schemeOf } from "@openfranking/franking";
import { ProblemError } from "@openfranking/protocol";
import type { ModerationDeps } from "./deps.ts";
import type { StampKeys } from "./keys/stamp-keys.ts";
import { tokenBucket } from "./token-bucket.ts";

interface Check {
  readonly suite: string;
  readonly keyId: Uint8Array;
  readonly query: Uint8Array;
}

const rate = { perSecond: 2000, burst: 20_000 };

/** Answers blind checks: no account, no content, no context. Limited for all callers together: there is nobody to tell apart. */
export function stampChecks(
  deps: ModerationDeps,
  keys: StampKeys,
): (checks: readonly Check[]) => Promise<boolean[]> {
  const spend = tokenBucket(deps.clock, rate);
  return async (checks) => {
    if (!spend(checks.length)) throw new ProblemError("rate-limited");
    const unknown = checks.map(({ keyId }) => keyId).filter((keyId) => keys.find(keyId) === null);
    if (unknown.length > 0) await keys.load(unknown);
    return checks.map((check) => isGood(deps, keys, check));
  };
}

function isGood(deps: ModerationDeps, keys: StampKeys, { keyId, query, suite }: Check): boolean {
  const key = keys.find(keyId);
  if (key === null) return false;
  try {
    return schemeOf(suite, deps.schemes).blindCheck?.answer(query, key) ?? false;
  } catch (error) {
    if (error instanceof FrankingError) return false;
    throw error;
  }
}
