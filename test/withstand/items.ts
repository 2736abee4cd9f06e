import { decode, encode } from "@openfranking/franking";
import type { ReportItem } from "@openfranking/protocol";
import { withPart } from "./parts.ts";

/** An item decoded, with what its sender and the relay have encoded apart. */
export function readItem({ item }: ReportItem): unknown {
  return withPart(decode(item), ["outer"], (outer) => decode(outer as Uint8Array));
}

export function writeItem(suite: string, parts: unknown): ReportItem {
  const outer = (part: unknown) => (part === undefined ? undefined : encode(part));
  return { suite, item: encode(withPart(parts, ["outer"], outer)) };
}
