import { equalBytes } from "../../bytes.ts";

/** A field of any form: the maker also commits, properly, to what no sender may say. */
export type AnyField = readonly [path: string, value: unknown];

/** The members with one bit turned in each. */
export function allSpoiled(members: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, spoiled(value)]));
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`nothing at ${index}`);
  return found;
}

/** `bytes` with one bit of its last byte turned. */
export function spoiled(bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes);
  out[out.length - 1] = at([...out], out.length - 1) ^ 1;
  if (equalBytes(out, bytes)) throw new Error("unreachable: nothing was spoiled");
  return out;
}
