import { FrankingError, schemeOf } from "@openfranking/franking";
import { ProblemError } from "@openfranking/protocol";
import type { ModerationDeps } from "./deps.ts";
import type { StampKeys } from "./keys/stamp-keys.ts";

interface Check {
  readonly suite: string;
  readonly keyId: Uint8Array;
  readonly query: Uint8Array;
}

const perSecond = 2000;
const burst = 20_000;

/** Answers blind checks: no account, no content, no context. Limited for all callers together: there is nobody to tell apart. */
export function stampChecks(
  deps: ModerationDeps,
  keys: StampKeys,
): (checks: readonly Check[]) => Promise<boolean[]> {
  const spend = tokenBucket(deps.clock);
  return async (checks) => {
    if (!spend(checks.length)) throw new ProblemError("rate-limited");
    const unknown = checks.map(({ keyId }) => keyId).filter((keyId) => keys.find(keyId) === null);
    if (unknown.length > 0) await keys.load(unknown);
    return checks.map((check) => isGood(deps, keys, check));
  };
}

/** False where what is asked for is more than is left. */
function tokenBucket(clock: () => number): (count: number) => boolean {
  let left = burst;
  let countedAt = clock();
  return (count) => {
    const now = clock();
    left = Math.min(burst, left + (Math.max(0, now - countedAt) / 1000) * perSecond);
    countedAt = now;
    if (left < count) return false;
    left -= count;
    return true;
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
