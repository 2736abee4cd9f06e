/**
 * `merkle-v1`: each field is a leaf under a key of its own, and the commitment is a MAC over the tree's root, so that a
 * recipient can open some fields and leave the others hidden.
 *
 * Source: docs/spec/message.md; the tree is RFC 9162 §2.1.1.
 *
 * Promises: receiver binding and sender binding with a 32-byte commitment (collision resistance of SHA-256), partial
 * opening, order and gaps, deniability towards outsiders.
 *
 * Does not promise: that relay and moderation together made nothing up; sealed sender; who typed.
 */
import { equalBytes, u32 } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { mac } from "../../frame.ts";
import { sharedMacKeys } from "../../key-record.ts";
import { inclusionPath, leafHash, rootFromPath, treeHead } from "../../merkle.ts";
import type { Field, FieldValue, Header } from "../../message.ts";
import type { Choice, FrankingScheme } from "../../scheme.ts";
import { chosenIndexes, pathsOf } from "../../stamped/commitment.ts";
import { parse } from "../../stamped/formats.ts";
import { hashHeader, type LeafForm, leafForm } from "../../stamped/leaf-form.ts";
import { stampedScheme } from "../../stamped/scheme.ts";
import { openingSchema, type PartialOpening } from "./opening.ts";

const suite = "merkle-v1";

const form: LeafForm = {
  ...{ suite, alg: sharedMacKeys.alg, partialReveal: true },
  shapeOf: pathsOf,
  commit,
  open,
  reopen,
};

export const merkleV1: FrankingScheme = stampedScheme(leafForm(form), sharedMacKeys);

function commit(messageKey: Uint8Array, headerHash: Uint8Array, fields: readonly Field[]): Uint8Array {
  return seal(rootKeyOf(messageKey), headerHash, fields.length, treeHead(leavesOf(messageKey, fields)));
}

function rootKeyOf(messageKey: Uint8Array): Uint8Array {
  return mac(messageKey, "openfranking root-key v1");
}

function leafKeyOf(messageKey: Uint8Array, index: number): Uint8Array {
  return mac(messageKey, "openfranking leaf-key v1", u32(index));
}

function leavesOf(messageKey: Uint8Array, fields: readonly Field[]): Uint8Array[] {
  return fields.map(([path, value], i) => leafOf(leafKeyOf(messageKey, i), i, path, value));
}

function leafOf(leafKey: Uint8Array, index: number, path: string, value: FieldValue): Uint8Array {
  return mac(leafKey, "openfranking leaf v1", suite, u32(index), path, encode(value));
}

/** `C = HMAC(rootKey, frame("openfranking commitment v1", suite, hd, u32(n), root))` */
function seal(rootKey: Uint8Array, headerHash: Uint8Array, size: number, root: Uint8Array): Uint8Array {
  return mac(rootKey, "openfranking commitment v1", suite, headerHash, u32(size), root);
}

function open(
  messageKey: Uint8Array,
  fields: readonly Field[],
  choice: Exclude<Choice["open"], "withheld">,
): unknown {
  const shape = pathsOf(fields);
  const indexes = chosenIndexes(shape, choice);
  if (indexes.length === fields.length) return { messageKey, fields };
  const leaves = leavesOf(messageKey, fields);
  const opened = indexes.map((index) => ({
    index,
    value: fields[index]?.[1],
    leafKey: leafKeyOf(messageKey, index),
    path: inclusionPath(index, leaves),
  }));
  return { rootKey: rootKeyOf(messageKey), shape, fields: opened };
}

function reopen(header: Header, value: unknown): ReturnType<LeafForm["reopen"]> {
  const opening = parse(openingSchema, value, "item");
  if ("rootKey" in opening) return reopenPartial(header, opening);
  const { fields, messageKey } = opening;
  const shape = pathsOf(fields);
  return { commitment: commit(messageKey, hashHeader(suite, header, shape), fields), fields, shape };
}

function reopenPartial(header: Header, { rootKey, shape, fields }: PartialOpening) {
  const ascending = fields.every(
    ({ index }, i) => index < shape.length && index > (fields[i - 1]?.index ?? -1),
  );
  check(ascending, "item");
  const roots = fields.map(({ index, value, leafKey, path }) => {
    const leaf = leafOf(leafKey, index, shape[index] ?? "", value);
    const root = rootFromPath(leafHash(leaf), index, shape.length, path);
    if (root === null) throw new FrankingError("leaf");
    return root;
  });
  const root = roots.reduce((first, other) => {
    check(equalBytes(first, other), "leaf");
    return first;
  });
  return {
    commitment: seal(rootKey, hashHeader(suite, header, shape), shape.length, root),
    fields: fields.map(({ index, value }): Field => [shape[index] ?? "", value]),
    shape,
  };
}
