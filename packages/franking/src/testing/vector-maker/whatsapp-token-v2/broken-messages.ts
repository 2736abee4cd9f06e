import { concat, utf8 } from "../../../bytes.ts";
import { firstHeader } from "../draft.ts";
import { bytes, noon } from "../periods.ts";
import { count, held, messagePieces, type Piece, varint } from "./protobuf.ts";

const text = held(1, "hello");
const [context = new Uint8Array()] = messagePieces([["sentAt", noon + 123]], firstHeader);

/** Each with a token over what it covers, read as leniently as can be. */
export const lenientlyRead: readonly (readonly [
  name: string,
  message: readonly Piece[],
  part: readonly Piece[],
])[] = [
  ["a number that has no member", [text, context, held(8, "x")], [text]],
  ["a member that stands twice", [text, text, context], [text]],
  ["numbers out of order", [context, text], [text]],
  ["a tag with a byte too many", [concat(varint(10, 1), varint(5), utf8("hello")), context], [text]],
  ["a length with a byte too many", [concat(varint(10), varint(5, 1), utf8("hello")), context], [text]],
  ["a forward that is 2", [text, held(5, [count(1, 2), ...contextOf()])], [text, held(5, [count(1, 1)])]],
  ["a time of 2^53", [text, held(5, [count(2, 2n ** 53n), ...contextOf()])], [text]],
  ["a time of 2^64 − 1", [text, held(5, [count(2, 2n ** 64n - 1n), ...contextOf()])], [text]],
  ["a number for text", [count(1, 5), context], [count(1, 5)]],
  ["text that is not UTF-8", [held(1, Uint8Array.of(0xc3, 0x28)), context], [held(1, "\uFFFD(")]],
  ["text of half a character", [held(1, Uint8Array.of(0xed, 0xa0, 0x80)), context], [held(1, "\uFFFD")]],
  ["text that begins with U+FEFF", [held(1, "\uFEFFhello"), context], [held(1, "\uFEFFhello")]],
  ["a quote of nothing", [text, held(2, []), context], [text]],
  ["an attachment of nothing", [text, held(4, []), context], [text]],
  ["a list between other members", [held(4, attachment()), text, held(4, attachment()), context], [text]],
  ["a number within a quote that has no member", [text, held(2, [held(3, "x")]), context], [text]],
  ["a message that is cut short", [text, context.slice(0, -1)], [text]],
  ["a length beyond the end", [concat(varint(10), varint(100), utf8("hello")), context], []],
  ["a group", [text, context, varint(8 * 8 + 3), varint(8 * 8 + 4)], [text]],
  ["a group that does not end", [text, context, varint(8 * 8 + 3)], [text]],
  ["a wire type that does not exist", [text, context, varint(8 * 8 + 6)], [text]],
  ["a number 0", [text, context, varint(2), varint(0)], [text]],
];

function attachment(): Piece[] {
  return messagePieces([["attachments/0/commitment", bytes(9, 32)]], null).map((piece) => piece.slice(2));
}

/** What `context` has of the first vector's header. */
export function contextOf(): readonly Piece[] {
  const [piece = new Uint8Array()] = messagePieces([], firstHeader);
  return [piece.slice(2)];
}
