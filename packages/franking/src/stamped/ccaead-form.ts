import * as z from "zod/mini";
import { decode, encode } from "../canonical.ts";
import type { Ccaead } from "../ccaead.ts";
import { check, FrankingError } from "../errors.ts";
import { sharedMacKeys } from "../key-record.ts";
import { byteString, fieldsSchema, type Header, secretsSchema } from "../message.ts";
import { type CommitmentForm, chosenIndexes, commitment, pathsOf, type Unsealed } from "./commitment.ts";
import { maxInnerBytes, parse, read } from "./formats.ts";

/**
 * A suite whose commitment is that of a compactly committing AEAD. Its key K is drawn for each message and travels in
 * `inner`; what opens a message is the scheme's own opening key.
 *
 * @see docs/design/ccaead-schemes.md
 */
export function ccaeadForm(suite: string, ccaead: Ccaead): CommitmentForm {
  //   inner = enc({header, key: K, sealed: C1, secrets})
  const innerSchema = z.strictObject({
    header: z.unknown(),
    key: byteString(ccaead.keyBytes),
    sealed: byteString(0, maxInnerBytes),
    secrets: secretsSchema,
  });
  //   full opening = {openingKey: kf, fields}
  const openingSchema = z.strictObject({
    openingKey: byteString(ccaead.openingKeyBytes),
    fields: fieldsSchema,
  });

  function unseal(key: Uint8Array, sealed: Uint8Array, header: Header, expected: Uint8Array): Unsealed {
    const opened = ccaead.decrypt(key, encode(header), sealed, expected);
    if (opened === null) throw new FrankingError("commitment");
    const fields = parse(fieldsSchema, decode(opened.message), "inner");
    return {
      fields,
      // `decrypt` has: what it gives out is what C2 commits to.
      checkCommitment: () => undefined,
      open(choice) {
        check(chosenIndexes(pathsOf(fields), choice).length === fields.length, "not-disclosable");
        return { openingKey: opened.openingKey, fields };
      },
    };
  }

  return {
    ...{ suite, alg: sharedMacKeys.alg, partialReveal: false },
    commit({ fields, header, secrets }, rng) {
      const key = rng(ccaead.keyBytes);
      const made = ccaead.encrypt(key, encode(header), encode(fields), rng);
      return {
        commitment: commitment(made.commitment),
        inner: { header, key, sealed: made.sealed, secrets },
      };
    },
    readInner(encoded) {
      const { header, key, sealed, secrets } = read(innerSchema, encoded, "inner");
      return { header, secrets, unseal: (checked, expected) => unseal(key, sealed, checked, expected) };
    },
    reopen(header, opening, expected) {
      const { fields, openingKey } = parse(openingSchema, opening, "item");
      check(ccaead.verify(encode(header), encode(fields), openingKey, expected), "commitment");
      return { fields, shape: pathsOf(fields) };
    },
  };
}
