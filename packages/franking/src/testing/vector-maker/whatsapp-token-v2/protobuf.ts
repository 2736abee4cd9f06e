import { concat, utf8 } from "../../../bytes.ts";
import type { AnyField } from "../suite.ts";

/** One member of a message: its tag, its length where it has one, and what it holds. */
export type Piece = Uint8Array;

/** A varint of `value`, with `padding` bytes more than it needs. */
export function varint(value: number | bigint, padding = 0): Uint8Array {
  const groups: number[] = [];
  for (let rest = BigInt(value); groups.length === 0 || rest > 0n; rest >>= 7n) {
    groups.push(Number(rest & 0x7fn));
  }
  groups.push(...Array.from({ length: padding }, () => 0));
  return Uint8Array.from(groups, (group, i) => (i === groups.length - 1 ? group : group | 0x80));
}

/** Wire type 0. */
export function count(number: number, value: number | bigint): Piece {
  return concat(varint(number * 8), varint(value));
}

/** Wire type 2. */
export function held(number: number, value: string | Uint8Array | readonly Piece[]): Piece {
  const bytes =
    typeof value === "string" ? utf8(value) : value instanceof Uint8Array ? value : concat(...value);
  return concat(varint(number * 8 + 2), varint(bytes.length), bytes);
}

/** A message with something in it, or nothing. */
function message(number: number, pieces: readonly Piece[]): Piece[] {
  return pieces.length === 0 ? [] : [held(number, pieces)];
}

/** A value of whatever type the case gives it, or nothing. */
function piece(number: number, value: unknown): Piece[] {
  if (typeof value === "string" || value instanceof Uint8Array) return [held(number, value)];
  if (typeof value === "number") return value < 0 ? [] : [count(number, value)];
  return typeof value === "boolean" ? [count(number, value ? 1 : 0)] : [];
}

/** What `context` has of a header, as README.md numbers it. */
export interface ContextHeader {
  readonly kind?: unknown;
  readonly sent?: { readonly device?: unknown; readonly n?: unknown } | undefined;
  readonly seen?: { readonly seq?: unknown; readonly commitment?: unknown } | null;
  readonly refs?: readonly { readonly rel?: unknown; readonly commitment?: unknown }[] | undefined;
}

/** The message of these fields and this header, or, of null, its reportable part. Fields that have no number are left out. */
export function messagePieces(fields: readonly AnyField[], header: ContextHeader | null): Piece[] {
  const said = new Map(fields);
  const each = (paths: readonly string[]) => paths.flatMap((path, i) => piece(i + 1, said.get(path)));
  const uncovered = (number: number, path: string) => (header === null ? [] : piece(number, said.get(path)));
  return [
    ...piece(1, said.get("text")),
    ...message(2, each(["quote/author", "quote/text"])),
    ...message(3, each(["preview/url", "preview/title", "preview/description"])),
    ...attachments(said).flatMap((paths) => message(4, each(paths))),
    ...message(5, [
      ...piece(1, said.get("forwarded")),
      ...uncovered(2, "sentAt"),
      ...(header === null ? [] : headerPieces(header)),
    ]),
    ...uncovered(6, "reaction"),
    ...uncovered(7, "group/name"),
  ];
}

function attachments(said: ReadonlyMap<string, unknown>): string[][] {
  const numbers = [...said.keys()].flatMap((path) => /^attachments\/(\d+)\//u.exec(path)?.[1] ?? []);
  return [...new Set(numbers.map(Number))]
    .sort((a, b) => a - b)
    .map((i) => ["commitment", "mediaType", "name", "bytes"].map((name) => `attachments/${i}/${name}`));
}

function headerPieces({ kind, refs, seen, sent }: ContextHeader): Piece[] {
  return [
    ...piece(3, kind),
    ...message(4, [...piece(1, sent?.device), ...piece(2, sent?.n)]),
    ...message(5, [...piece(1, seen?.seq), ...piece(2, seen?.commitment)]),
    ...(refs ?? []).flatMap(({ commitment, rel }) => message(6, [...piece(1, rel), ...piece(2, commitment)])),
  ];
}
