import { type Commitment, compareBytes, equalBytes, type Rng, utf8 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { type Field, maxFields } from "../../message.ts";
import { type Content, commitment } from "../../stamped/commitment.ts";
import { type Inner, readEvidence } from "./formats.ts";

/**
 * Forward: a commitment to nothing for the relay, and inside the channel the proof of the message that is passed on, as it
 * came. No token is spent. Of a forward the source's proof is passed on again, and nothing of the forwarder before.
 *
 * @throws `FrankingError` with `header` for another kind than a message, with `commitment` for fields that are not the
 * source's, with `encoding`, `item`, `inner`, `outer`, `suite` or `delivery` for evidence that cannot be read
 */
export function forward(
  { fields, header, secrets }: Content,
  evidence: Uint8Array,
  rng: Rng,
): { readonly commitment: Commitment; readonly inner: Inner } {
  const { proof } = readEvidence(evidence);
  check(header.kind === "message", "header");
  check(equalBytes(encode(fields), encode(asForwarded(proof.frank.fields))), "commitment");
  const inner: Inner = { kind: "forward", header, proof, secrets };
  return { commitment: commitment(rng(32)), inner };
}

/** What recipients are shown of a forward: the source's fields, and that they were forwarded. */
export function asForwarded(fields: readonly Field[]): readonly Field[] {
  if (fields.some(([path]) => path === "forwarded")) return fields;
  check(fields.length < maxFields, "inner");
  const marked: Field[] = [...fields, ["forwarded", true]];
  return marked.sort(([a], [b]) => compareBytes(utf8(a), utf8(b)));
}
