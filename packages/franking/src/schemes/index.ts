import { FrankingError } from "../errors.ts";
import type { FrankingScheme } from "../scheme.ts";
import { hmacV1 } from "./hmac-v1/index.ts";
import { merkleV1 } from "./merkle-v1/index.ts";

/** What services and clients offer unless they are given others. */
export const schemes: readonly FrankingScheme[] = [hmacV1, merkleV1];

/** Schemes of papers and of deployed messengers, to be measured and compared. They pass the same suite. */
export const referenceSchemes: readonly FrankingScheme[] = [];

/** Every scheme that is here. */
export const allSchemes: readonly FrankingScheme[] = [...schemes, ...referenceSchemes];

/** Throws `FrankingError("suite")` for an id that no scheme of `among` has. */
export function schemeOf(suite: string, among: readonly FrankingScheme[] = schemes): FrankingScheme {
  const scheme = among.find(({ id }) => id === suite);
  if (scheme === undefined) throw new FrankingError("suite");
  return scheme;
}
