import type { Commitment } from "../bytes.ts";
import { encode } from "../canonical.ts";
import { FrankingError } from "../errors.ts";
import { hash, mac } from "../frame.ts";
import { type Field, type Header, headerSchema } from "../message.ts";
import type { Choice } from "../scheme.ts";
import { parse } from "./formats.ts";

/** How a stamped suite commits to a message's fields and opens them again. The one thing in which they differ. */
export interface CommitmentForm {
  readonly suite: string;
  /** The records under which its stamps may be judged. */
  readonly alg: string;
  readonly partialReveal: boolean;
  /** The names that stand in the header's hash. */
  shapeOf(fields: readonly Field[]): readonly string[];
  commit(messageKey: Uint8Array, headerHash: Uint8Array, fields: readonly Field[]): Commitment;
  /** What a reporter sends to show the chosen fields of a message. */
  open(
    messageKey: Uint8Array,
    headerHash: Uint8Array,
    fields: readonly Field[],
    choice: Exclude<Choice["open"], "withheld">,
  ): unknown;
  /** Recomputes the commitment from an opening. Throws `item` for its form, `leaf` for leaves that do not fit together. */
  reopen(header: Header, opening: unknown): Reopened;
}

export interface Reopened {
  readonly commitment: Commitment;
  readonly fields: readonly Field[];
  readonly shape: readonly string[];
}

/** `hd = H("openfranking header v1", suite, enc(header), enc(shape))` */
export function hashHeader(suite: string, header: Header, shape: readonly string[]): Uint8Array {
  return hash("openfranking header v1", suite, encode(header), encode(shape));
}

/** `mk`: one message's key. Bound to the header, so that a repeated `kf` opens nothing else; openings show `mk` and never `kf`. */
export function messageKeyOf(kf: Uint8Array, headerHash: Uint8Array): Uint8Array {
  return mac(kf, "openfranking message-key v1", headerHash);
}

export function parseHeader(value: unknown): Header {
  return parse(headerSchema, value, "header");
}

/** The one place where a Commitment is minted from a computation. */
export function commitment(bytes: Uint8Array): Commitment {
  if (bytes.length !== 32) throw new FrankingError("commitment");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return bytes as Commitment;
}
