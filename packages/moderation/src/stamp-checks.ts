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

/** Answers blind checks: no account, no content, no context. Limited for all callers together, because there is nobody to tell apart. */
export function stampChecks(
  deps: ModerationDeps,
  keys: StampKeys,
): (checks: readonly Check[]) => Promise<boolean[]> {
  let allowance = burst;
  let countedAt = deps.clock();

  function spend(count: number): void {
    const now = deps.clock();
    allowance = Math.min(burst, allowance + (Math.max(0, now - countedAt) / 1000) * perSecond);
    countedAt = now;
    if (allowance < count) throw new ProblemError("rate-limited");
    allowance -= count;
  }

  return async (checks) => {
    spend(checks.length);
    if (checks.some(({ keyId }) => keys.find(keyId) === null)) await keys.refresh();
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
