/**
 * `cte2`: Commit-then-Encrypt 2. The commitment stands beside an ordinary authenticated encryption of message and
 * opening key. A reference, to be measured and compared.
 *
 * Source: Grubbs, Lu, Ristenpart, CRYPTO 2017 (ePrint 2017/664); README.md says what of it was confirmed.
 *
 * Promises: receiver binding and sender binding with a 32-byte commitment, also after other messages were opened.
 *
 * Does not promise: anything to a recipient who does not verify again; partial opening.
 */
import { sharedMacKeys } from "../../key-record.ts";
import type { FrankingScheme } from "../../scheme.ts";
import { ccaeadForm } from "../../stamped/ccaead-form.ts";
import { stampedScheme } from "../../stamped/scheme.ts";
import { cte2Ccaead } from "./ccaead.ts";

export const cte2: FrankingScheme = stampedScheme(ccaeadForm("cte2", cte2Ccaead), sharedMacKeys);
