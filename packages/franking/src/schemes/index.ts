import { FrankingError } from "../errors.ts";
import type { FrankingScheme } from "../scheme.ts";
import { amfV1 } from "./amf-v1/index.ts";
import { cep } from "./cep/index.ts";
import { cte1 } from "./cte1/index.ts";
import { cte2 } from "./cte2/index.ts";
import { hecateV1 } from "./hecate-v1/index.ts";
import { hfc } from "./hfc/index.ts";
import { hmacV1 } from "./hmac-v1/index.ts";
import { merkleV1 } from "./merkle-v1/index.ts";
import { messenger2016 } from "./messenger-2016/index.ts";
import { mimi06 } from "./mimi-06/index.ts";
import { sharedV1 } from "./shared-v1/index.ts";
import { tracebackPath } from "./traceback-path/index.ts";
import { whatsappTokenV2 } from "./whatsapp-token-v2/index.ts";

/** What services and clients offer unless they are given others. */
export const schemes: readonly FrankingScheme[] = [hmacV1, merkleV1];

/** Schemes of papers and of deployed messengers, to be measured and compared. They pass the same suite. */
export const referenceSchemes: readonly FrankingScheme[] = [
  cte1,
  cte2,
  cep,
  hfc,
  messenger2016,
  whatsappTokenV2,
  mimi06,
  hecateV1,
  sharedV1,
  tracebackPath,
  amfV1,
];

/** Every scheme that is here. */
export const allSchemes: readonly FrankingScheme[] = [...schemes, ...referenceSchemes];

/** Throws `FrankingError("suite")` for an id that no scheme of `among` has. */
export function schemeOf(suite: string, among: readonly FrankingScheme[] = schemes): FrankingScheme {
  const scheme = among.find(({ id }) => id === suite);
  if (scheme === undefined) throw new FrankingError("suite");
  return scheme;
}
