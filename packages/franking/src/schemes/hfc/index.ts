/**
 * `hfc`: Hash-function chaining. The compression function of SHA-256 encrypts and commits in one pass. A reference,
 * to be measured and compared.
 *
 * Source: Dodis, Grubbs, Ristenpart, Woodage, CRYPTO 2018 (ePrint 2019/016); README.md says what of it was confirmed.
 *
 * Promises: receiver binding and sender binding with a 32-byte commitment, also after other messages were opened.
 *
 * Does not promise: partial opening.
 */
import { sharedMacKeys } from "../../key-record.ts";
import type { FrankingScheme } from "../../scheme.ts";
import { ccaeadForm } from "../../stamped/ccaead-form.ts";
import { stampedScheme } from "../../stamped/scheme.ts";
import { hfcCcaead } from "./ccaead.ts";

export const hfc: FrankingScheme = stampedScheme(ccaeadForm("hfc", hfcCcaead), sharedMacKeys);
