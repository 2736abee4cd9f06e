import { FrankingError, type PeriodKey, verifyReporter } from "@openfranking/franking";
import { type moderationRoutes, type Parsed, ProblemError } from "@openfranking/protocol";
import type { ModerationDeps } from "./deps.ts";
import type { StampKeys } from "./keys/stamp-keys.ts";
import { tokenBucket } from "./token-bucket.ts";

type Request = Parsed<(typeof moderationRoutes)["issueTokens"]["request"]>;

const rate = { perSecond: 200, burst: 2000 };

/** Issues sender tokens to whom the relay asserts. Nothing of it is kept: a token names its account to this moderation alone. */
export function senderTokens(
  deps: ModerationDeps,
  keys: StampKeys,
): (request: Request) => Promise<Uint8Array[]> {
  const spend = tokenBucket(deps.clock, rate);
  return async ({ alg, assertion, count, secret }) => {
    const tokens = deps.schemes.find(({ periodKeys }) => periodKeys.alg === alg)?.tokens ?? null;
    if (tokens === null) throw new ProblemError("wrong-suite");
    if (!spend(count)) throw new ProblemError("rate-limited");
    await keys.load([assertion.keyId]);
    const now = deps.clock();
    const { account, relay } = asserted(() => verifyReporter(assertion, secret, keys.find, now));
    const key = current(await keys.of({ relay, alg }), now);
    if (key === null) throw new ProblemError("unavailable");
    return Array.from({ length: count }, () => tokens.issue(account, key, now, deps.rng));
  };
}

function asserted<T>(verify: () => T): T {
  try {
    return verify();
  } catch (cause) {
    if (cause instanceof FrankingError) throw new ProblemError("reporter-refused", { cause });
    throw cause;
  }
}

/** The newest period in which the relay stamps at `now`. */
function current(keys: readonly PeriodKey[], now: number): PeriodKey | null {
  const fitting = keys.filter(({ record }) => record.notBefore <= now && now <= record.notAfter);
  return fitting.sort((a, b) => b.record.notBefore - a.record.notBefore)[0] ?? null;
}
