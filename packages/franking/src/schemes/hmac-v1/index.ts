/**
 * `hmac-v1`: the record of `merkle-v1` with one leaf over all fields. Smaller and quicker; a message is opened whole or
 * not at all.
 *
 * Source: docs/spec/message.md.
 *
 * Promises and does not promise: as `merkle-v1`, without partial opening.
 */
import * as z from "zod/mini";
import { u32 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { mac } from "../../frame.ts";
import { sharedMacKeys } from "../../key-record.ts";
import { byteString, type Field, fieldsSchema } from "../../message.ts";
import type { FrankingScheme } from "../../scheme.ts";
import { chosenIndexes, pathsOf } from "../../stamped/commitment.ts";
import { parse } from "../../stamped/formats.ts";
import { hashHeader, type LeafForm, leafForm } from "../../stamped/leaf-form.ts";
import { stampedScheme } from "../../stamped/scheme.ts";

const suite = "hmac-v1";

/** One nameless leaf holds every field. */
const shape: readonly string[] = [""];

const openingSchema = z.strictObject({ messageKey: byteString(32), fields: fieldsSchema });

const form: LeafForm = {
  ...{ suite, alg: sharedMacKeys.alg, partialReveal: false },
  shapeOf: () => shape,
  commit,
  open(messageKey, fields, choice) {
    check(chosenIndexes(pathsOf(fields), choice).length === fields.length, "not-disclosable");
    return { messageKey, fields };
  },
  reopen(header, opening) {
    const { fields, messageKey } = parse(openingSchema, opening, "item");
    const commitment = commit(messageKey, hashHeader(suite, header, shape), fields);
    return { commitment, fields, shape: pathsOf(fields) };
  },
};

export const hmacV1: FrankingScheme = stampedScheme(leafForm(form), sharedMacKeys);

function commit(messageKey: Uint8Array, headerHash: Uint8Array, fields: readonly Field[]): Uint8Array {
  const rootKey = mac(messageKey, "openfranking root-key v1");
  const leafKey = mac(messageKey, "openfranking leaf-key v1", u32(0));
  const leaf = mac(leafKey, "openfranking leaf v1", suite, u32(0), "", encode(fields));
  return mac(rootKey, "openfranking commitment v1", suite, headerHash, u32(1), leaf);
}
