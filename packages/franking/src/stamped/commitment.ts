import type { Commitment, Rng } from "../bytes.ts";
import { FrankingError } from "../errors.ts";
import { type AttachmentSecret, type Field, type Header, headerSchema } from "../message.ts";
import type { Choice } from "../scheme.ts";
import { parse } from "./formats.ts";

/** How a stamped suite commits to a message and opens it again. The one thing in which they differ. */
export interface CommitmentForm {
  readonly suite: string;
  /** The records under which its stamps may be judged. */
  readonly alg: string;
  readonly partialReveal: boolean;
  /** `inner` is what `enc` makes of the second. */
  commit(content: Content, rng: Rng): { readonly commitment: Commitment; readonly inner: object };
  /** Reads `inner` as far as it can be read without the header. Throws `encoding` or `inner`. */
  readInner(inner: Uint8Array): Inner;
  /** What an opening shows, if it opens this commitment. Throws `item` for its form, `leaf`, `commitment`. */
  reopen(header: Header, opening: unknown, commitment: Uint8Array): Reopened;
}

/** What a sender says, checked for its form. */
export interface Content {
  readonly header: Header;
  readonly fields: readonly Field[];
  readonly secrets: readonly AttachmentSecret[];
}

interface Inner {
  /** Read apart, so that a fault in it has its own code. */
  readonly header: unknown;
  readonly secrets: readonly AttachmentSecret[];
  /** Throws `commitment` or `inner` where the fields are encrypted and do not come out. */
  unseal(header: Header, commitment: Uint8Array): Unsealed;
}

export interface Unsealed {
  readonly fields: readonly Field[];
  /** Throws `commitment` unless header and fields are what was committed to. */
  checkCommitment(): void;
  /** What a reporter sends to show the chosen fields. Throws `not-disclosable` for a choice it cannot make. */
  open(choice: Exclude<Choice["open"], "withheld">): unknown;
}

export interface Reopened {
  readonly fields: readonly Field[];
  /** The paths of all fields, shown or hidden. */
  readonly shape: readonly string[];
}

export function parseHeader(value: unknown): Header {
  return parse(headerSchema, value, "header");
}

/** The one place where a Commitment is minted. */
export function commitment(bytes: Uint8Array): Commitment {
  if (bytes.length !== 32) throw new FrankingError("commitment");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return bytes as Commitment;
}

export function pathsOf(fields: readonly Field[]): string[] {
  return fields.map(([path]) => path);
}

/** Which fields a choice shows. Throws `not-disclosable` where it names what the message has not. */
export function chosenIndexes(
  shape: readonly string[],
  choice: Exclude<Choice["open"], "withheld">,
): readonly number[] {
  if (choice === "all") return [...shape.keys()];
  const { paths } = choice;
  const known = paths.length > 0 && paths.every((path) => shape.includes(path));
  if (!known) throw new FrankingError("not-disclosable");
  return [...shape.keys()].filter((i) => paths.includes(shape[i] ?? ""));
}
