import { createHash } from "node:crypto";
import { concat, hex } from "../../../bytes.ts";
import { frame } from "../../../frame.ts";
import type { AttachmentCase, AttachmentVectors, CaseInput } from "../../attachment-vectors.ts";
import { type BytesForm, type BytesPart, formOf, type Json, jsonOf } from "../../json-forms.ts";
import { blobOf, derive, type Made, made, someOf } from "./formulas-node.ts";

export const [key, seed, salt] = [run(0x08, 16), run(0x09, 32), run(0x0a, 24)];

export function run(byte: number, times: number): Uint8Array {
  return new Uint8Array(times).fill(byte);
}

/** Two chunks, each of another letter, and the three bytes of a third. */
export const usual: Made = made(concat(run(0x61, 65_536), run(0x62, 65_536), run(0x63, 3)), key, seed);
export const usualBlob: Uint8Array = blobOf(usual, salt);
export const usualDisclosure: Uint8Array = someOf(usual, 0, 2);

export const unlessSaid: AttachmentVectors["unlessSaid"] = {
  field: fieldForm(usual),
  secret: { key: hex(key), seed: hex(seed) },
  file: formOf(usual.file),
  blob: hex(usualBlob),
  disclosure: formOf(usualDisclosure),
};

export function fieldForm({ file, commitment }: Made): { bytes: number; commitment: string } {
  return { bytes: file.length, commitment: hex(commitment) };
}

export function row(
  role: AttachmentCase["role"],
  origin: string,
  name: string,
  input: CaseInput,
  expects: unknown,
): AttachmentCase {
  return { name, origin: `README.md, ${origin}`, role, input, expects: jsonOf(expects) };
}

/** Every value on the way, by its name in the README. */
export function intermediatesOf({ commitment, leafKeys, leaves, root }: Made): Record<string, string> {
  const context = frame("openfranking attachment-blob v1", commitment);
  const derived = derive(key, salt, context);
  return {
    ...Object.fromEntries(leafKeys.map((leafKey, j) => [`leafKey_${j}`, hex(leafKey)])),
    ...Object.fromEntries(leaves.map((leaf, j) => [`leaf_${j}`, hex(leaf)])),
    ...{ root: hex(root), commitment: hex(commitment), context: hex(context) },
    ...{
      aeadKey: hex(derived.key),
      baseNonce: hex(derived.baseNonce),
      aeadCommitment: hex(derived.commitment),
    },
  };
}

export function digestForm(blob: Uint8Array): Json {
  return { bytes: blob.length, sha256: createHash("sha256").update(blob).digest("hex") };
}

/** `bytes` by what they share with the usual ones before and after the place where they differ. */
export function beside(usualBytes: Uint8Array, bytes: Uint8Array): BytesForm {
  const most = Math.min(usualBytes.length, bytes.length);
  let [head, tail] = [0, 0];
  while (head < most && usualBytes[head] === bytes[head]) head++;
  while (tail < most - head && usualBytes.at(-1 - tail) === bytes.at(-1 - tail)) tail++;
  const own = formOf(bytes.subarray(head, bytes.length - tail));
  const parts: BytesPart[] = [];
  if (head > 0) parts.push({ same: [0, head] });
  if (own !== "") parts.push(...(typeof own === "string" ? [own] : own));
  if (tail > 0) parts.push({ same: [usualBytes.length - tail, usualBytes.length] });
  return parts;
}
