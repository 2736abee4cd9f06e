import * as z from "zod/mini";
import { type Commitment, equalBytes } from "../bytes.ts";
import { encode } from "../canonical.ts";
import { check } from "../errors.ts";
import { hash, mac } from "../frame.ts";
import { byteString, type Field, fieldsSchema, type Header, secretsSchema } from "../message.ts";
import type { Choice } from "../scheme.ts";
import { type CommitmentForm, commitment, type Reopened, type Unsealed } from "./commitment.ts";
import { read } from "./formats.ts";

/** How a suite of docs/spec/message.md commits to fields under the key of one message. */
export interface LeafForm {
  readonly suite: string;
  readonly alg: string;
  readonly partialReveal: boolean;
  /** The names that stand in the header's hash. */
  shapeOf(fields: readonly Field[]): readonly string[];
  commit(messageKey: Uint8Array, headerHash: Uint8Array, fields: readonly Field[]): Uint8Array;
  open(
    messageKey: Uint8Array,
    fields: readonly Field[],
    choice: Exclude<Choice["open"], "withheld">,
  ): unknown;
  /** Recomputes the commitment from an opening. Throws `item` for its form, `leaf` for leaves that do not fit together. */
  reopen(header: Header, opening: unknown): Reopened & { readonly commitment: Uint8Array };
}

//   inner = enc({header, fields, kf, secrets})
const innerSchema = z.strictObject({
  header: z.unknown(),
  fields: fieldsSchema,
  kf: byteString(32),
  secrets: secretsSchema,
});

/** The suites that commit with an opening key `kf` and leave encryption to the channel. */
export function leafForm(form: LeafForm): CommitmentForm {
  const { alg, partialReveal, suite } = form;
  const commitTo = (kf: Uint8Array, header: Header, fields: readonly Field[]) => {
    const headerHash = hashHeader(suite, header, form.shapeOf(fields));
    const messageKey = messageKeyOf(kf, headerHash);
    return { messageKey, commitment: () => form.commit(messageKey, headerHash, fields) };
  };
  return {
    ...{ suite, alg, partialReveal },
    commit({ fields, header, secrets }, rng): { commitment: Commitment; inner: object } {
      const kf = rng(32);
      const made = commitTo(kf, header, fields).commitment();
      return { commitment: commitment(made), inner: { header, fields, kf, secrets } };
    },
    readInner(encoded) {
      const { fields, header, kf, secrets } = read(innerSchema, encoded, "inner");
      const unseal = (checked: Header, expected: Uint8Array): Unsealed => {
        const made = commitTo(kf, checked, fields);
        return {
          fields,
          checkCommitment: () => check(equalBytes(made.commitment(), expected), "commitment"),
          open: (choice) => form.open(made.messageKey, fields, choice),
        };
      };
      return { header, secrets, unseal };
    },
    reopen(header, opening, expected) {
      const { commitment: made, fields, shape } = form.reopen(header, opening);
      check(equalBytes(made, expected), "commitment");
      return { fields, shape };
    },
  };
}

/** `hd = H("openfranking header v1", suite, enc(header), enc(shape))` */
export function hashHeader(suite: string, header: Header, shape: readonly string[]): Uint8Array {
  return hash("openfranking header v1", suite, encode(header), encode(shape));
}

/** `mk`: one message's key. Bound to the header, so that a repeated `kf` opens nothing else; openings show `mk` and never `kf`. */
function messageKeyOf(kf: Uint8Array, headerHash: Uint8Array): Uint8Array {
  return mac(kf, "openfranking message-key v1", headerHash);
}
