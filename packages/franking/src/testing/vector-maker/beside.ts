import { hex } from "../../bytes.ts";
import { type BytesForm, type BytesPart, formOf } from "../json-forms.ts";

/** Less is not worth a reader's while. */
const shortest = 24;

/** `bytes` by what they share with the usual ones of their place: what is left is what a case is about. */
export function beside(usual: Uint8Array, bytes: Uint8Array): BytesForm {
  const places = placesIn(usual);
  const parts: BytesPart[] = [];
  let own = 0;
  for (let at = 0; at < bytes.length; ) {
    const from = places.get(windowAt(bytes, at));
    if (from === undefined) {
      at++;
      continue;
    }
    const size = sharedSize(usual, from, bytes, at);
    parts.push(...partsOf(bytes.subarray(own, at)), { same: [from, from + size] });
    at += size;
    own = at;
  }
  return own === 0 ? formOf(bytes) : [...parts, ...partsOf(bytes.subarray(own))];
}

/** Where each stretch of the shortest size stands first. */
function placesIn(usual: Uint8Array): ReadonlyMap<string, number> {
  const last = usual.length - shortest;
  const places = Array.from({ length: last + 1 }, (_, i): [string, number] => [
    windowAt(usual, last - i),
    last - i,
  ]);
  return new Map(places);
}

function windowAt(bytes: Uint8Array, at: number): string {
  return at + shortest > bytes.length ? "" : hex(bytes.subarray(at, at + shortest));
}

function sharedSize(usual: Uint8Array, from: number, bytes: Uint8Array, at: number): number {
  let size = shortest;
  while (at + size < bytes.length && usual[from + size] === bytes[at + size]) size++;
  return size;
}

function partsOf(bytes: Uint8Array): readonly BytesPart[] {
  if (bytes.length === 0) return [];
  const form = formOf(bytes);
  return typeof form === "string" ? [form] : form;
}
