/**
 * `hmac-v1`: the record of `merkle-v1` with one leaf over all fields. Smaller and quicker; a message is opened whole or
 * not at all.
 *
 * Source: docs/spec/message.md.
 *
 * Promises and does not promise: as `merkle-v1`, without partial opening.
 */
import * as z from "zod/mini";
import { type Commitment, u32 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { FrankingError } from "../../errors.ts";
import { mac } from "../../frame.ts";
import { sharedMacKeys } from "../../key-record.ts";
import { byteString, type Field, fieldsSchema, type Header } from "../../message.ts";
import type { Choice, FrankingScheme } from "../../scheme.ts";
import { type CommitmentForm, commitment, hashHeader, type Reopened } from "../../stamped/commitment.ts";
import { parse } from "../../stamped/formats.ts";
import { chosenIndexes } from "../../stamped/frank.ts";
import { stampedScheme } from "../../stamped/scheme.ts";

const suite = "hmac-v1";

const form: CommitmentForm = {
  suite,
  alg: sharedMacKeys.alg,
  partialReveal: false,
  shapeOf: () => shape,
  commit,
  open,
  reopen,
};

export const hmacV1: FrankingScheme = stampedScheme(form, sharedMacKeys);

/** One nameless leaf holds every field. */
const shape: readonly string[] = [""];

const openingSchema = z.strictObject({ messageKey: byteString(32), fields: fieldsSchema });

function commit(messageKey: Uint8Array, headerHash: Uint8Array, fields: readonly Field[]): Commitment {
  const rootKey = mac(messageKey, "openfranking root-key v1");
  const leafKey = mac(messageKey, "openfranking leaf-key v1", u32(0));
  const leaf = mac(leafKey, "openfranking leaf v1", suite, u32(0), "", encode(fields));
  return commitment(mac(rootKey, "openfranking commitment v1", suite, headerHash, u32(1), leaf));
}

function open(
  messageKey: Uint8Array,
  _headerHash: Uint8Array,
  fields: readonly Field[],
  choice: Exclude<Choice["open"], "withheld">,
): unknown {
  const paths = fields.map(([path]) => path);
  const all = choice === "all" || chosenIndexes(paths, choice.paths).length === fields.length;
  if (!all) throw new FrankingError("not-disclosable");
  return { messageKey, fields };
}

function reopen(header: Header, value: unknown): Reopened {
  const { fields, messageKey } = parse(openingSchema, value, "item");
  const headerHash = hashHeader(suite, header, shape);
  return { commitment: commit(messageKey, headerHash, fields), fields, shape: fields.map(([path]) => path) };
}
