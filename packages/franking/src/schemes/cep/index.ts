/**
 * `cep`: Committing Encrypt-and-PRF. One stream gives the opening key, the key of the tag and the pad. A reference,
 * to be measured and compared.
 *
 * Source: Grubbs, Lu, Ristenpart, CRYPTO 2017 (ePrint 2017/664); README.md says what of it was confirmed.
 *
 * Promises: receiver binding and sender binding with a 32-byte commitment, also after other messages were opened.
 *
 * Does not promise: anything where a nonce repeats under one key; partial opening.
 */
import { sharedMacKeys } from "../../key-record.ts";
import type { FrankingScheme } from "../../scheme.ts";
import { ccaeadForm } from "../../stamped/ccaead-form.ts";
import { stampedScheme } from "../../stamped/scheme.ts";
import { cepCcaead } from "./ccaead.ts";

export const cep: FrankingScheme = stampedScheme(ccaeadForm("cep", cepCcaead), sharedMacKeys);
