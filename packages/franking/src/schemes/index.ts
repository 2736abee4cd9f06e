import { FrankingError } from "../errors.ts";
import type { FrankingScheme } from "../scheme.ts";
import { hmacV1 } from "./hmac-v1/index.ts";
import { merkleV1 } from "./merkle-v1/index.ts";

/** Every scheme that is shipped: suites, benchmarks and services iterate over this list. */
export const schemes: readonly FrankingScheme[] = [hmacV1, merkleV1];

/** Throws `FrankingError("suite")` for an id that no scheme of `among` has. */
export function schemeOf(suite: string, among: readonly FrankingScheme[] = schemes): FrankingScheme {
  const scheme = among.find(({ id }) => id === suite);
  if (scheme === undefined) throw new FrankingError("suite");
  return scheme;
}
