/**
 * `cte1`: Commit-then-Encrypt 1. The commitment is the associated data of what encrypts message and opening key. A
 * reference, to be measured and compared.
 *
 * Source: Grubbs, Lu, Ristenpart, CRYPTO 2017 (ePrint 2017/664); README.md says what of it was confirmed.
 *
 * Promises: receiver binding and sender binding with a 32-byte commitment, also after other messages were opened.
 *
 * Does not promise: partial opening.
 */
import { sharedMacKeys } from "../../key-record.ts";
import type { FrankingScheme } from "../../scheme.ts";
import { ccaeadForm } from "../../stamped/ccaead-form.ts";
import { stampedScheme } from "../../stamped/scheme.ts";
import { cte1Ccaead } from "./ccaead.ts";

export const cte1: FrankingScheme = stampedScheme(ccaeadForm("cte1", cte1Ccaead), sharedMacKeys);
