import { concat, unhex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { RefusalCode } from "../../../errors.ts";
import { conversation, firstHeader } from "../draft.ts";
import { bytes, noon } from "../periods.ts";
import type { AnyField } from "../suite.ts";
import { type DraftChanges, make, salt, textPart } from "./draft.ts";
import { cbor, roomUri } from "./encodings.ts";

export type ContentRow = readonly [name: string, code: RefusalCode, draft: DraftChanges];

const extended = (key: number | string, value: unknown): DraftChanges => ({
  extensions: new Map([[key, value]]),
});
const external = (size: unknown = 5): readonly unknown[] => [
  ...[6, "", 2, "image/png", "https://example.org/x", 0, size, 1],
  ...[bytes(1, 16), bytes(2, 12), bytes(0, 0), 1, bytes(9, 32), "", "cat.png"],
];
const several = (...parts: readonly unknown[]): readonly unknown[] => [1, "", 3, 2, parts];
const nested = (depth: number): readonly unknown[] =>
  depth === 1 ? textPart("hello") : several(nested(depth - 1), textPart("hello"));
/** Application data that our clients would write, with these bytes in an extension. */
const around = (value: string): DraftChanges => {
  const marker = bytes(0x5a, 8);
  const encoded = make({ extensions: new Map([["z", marker]]) }).content;
  const at = encoded.findIndex(
    (_, i) => encoded[i] === 0x48 && encoded.subarray(i + 1, i + 9).every((b) => b === 0x5a),
  );
  return { content: concat(encoded.subarray(0, at), unhex(value), encoded.subarray(at + 9)) };
};

/** Bytes that are not the only ones of their value, or of no value that MIMI content has. */
export const encodingFaults: readonly ContentRow[] = [
  ["content with a byte behind it", "encoding", { trailing: Uint8Array.of(0) }],
  ["content that is none", "encoding", { content: Uint8Array.of(0xff) }],
  ["content of no bytes", "encoding", { content: bytes(0, 0) }],
  ["a number in more bytes than it needs", "encoding", around("1817")],
  ["a list of indefinite length", "encoding", around("9fff")],
  ["keys out of order", "encoding", around("a202000100")],
  ["a key that stands twice", "encoding", around("a201000100")],
  ["a key of bytes that stands twice", "encoding", around("a2416100416100")],
  ["a key that is true", "encoding", around("a1f500")],
  ["a key that is a list", "encoding", around("a18000")],
  ["a key beyond 2^53", "encoding", around("a11b002000000000000000")],
  ["text that is no UTF-8", "encoding", around("62c328")],
  ["text that begins with U+FEFF", "encoding", around("63efbbbf")],
  ["a float of a whole number", "encoding", around("f93c00")],
  ["a float in more bytes than it needs", "encoding", around("fa3fc00000")],
  ["another not-a-number than the one", "encoding", around("f97e01")],
  ["a bignum that an integer could hold", "encoding", around("c24105")],
  ["a bignum with a leading zero", "encoding", around(`c24a00${"01".repeat(9)}`)],
  ["a tag beyond 2^53", "encoding", around("db002000000000000000")],
  ["a simple value without a name", "encoding", around("f0")],
  ["seventeen lists in each other", "encoding", around(`${"81".repeat(14)}80`)],
];

/** Canonical, and no MIMI content. */
export const formFaults: readonly ContentRow[] = [
  ["content of six members", "inner", { content: cbor([salt, null, bytes(0, 0), null, null, new Map()]) }],
  ["content that is a text", "inner", { content: cbor("hello") }],
  ["a salt of 15 bytes", "inner", { salt: bytes(6, 15) }],
  ["an id of 31 bytes", "inner", { head: [bytes(1, 31), bytes(0, 0), null, null] }],
  ["a topic that is text", "inner", { head: [null, "topic", null, null] }],
  ["an expiry beyond 32 bits", "inner", { head: [null, bytes(0, 0), [true, 2 ** 32], null] }],
  ["an expiry of a number", "inner", { head: [null, bytes(0, 0), [1, 1], null] }],
  ["a reply to a text", "inner", { head: [null, bytes(0, 0), null, "id"] }],
  ["an extension of key 0", "inner", extended(0, 1)],
  ["an extension without a name", "inner", extended("", 1)],
  ["an extension of 256 bytes' name", "inner", extended("ü".repeat(128), 1)],
  ["an extension whose key is bytes", "inner", { content: withByteKey() }],
  ["a sender that is no text", "inner", extended(1, 5)],
  ["a room that is no text", "inner", extended(2, bytes(1, 2))],
  ["five levels in an extension", "inner", extended("z", [[[[1]]]])],
  ["sixteen lists in each other", "inner", around(`${"81".repeat(13)}80`)],
  ["five levels of parts", "inner", { body: nested(5) }],
  ["a part alone in a list of parts", "inner", { body: several(textPart("hello")) }],
  ["a list of parts of a fourth meaning", "inner", { body: [1, "", 3, 3, [textPart("a"), textPart("b")]] }],
  ["a part of a fifth kind", "inner", { body: [1, "", 4] }],
  ["a part of a member too many", "inner", { body: [1, "", 0, 0] }],
  ["a disposition of 256", "inner", { body: [256, "", 0] }],
  ["a language that is null", "inner", { body: [1, null, 0] }],
  ["a file of a negative size", "inner", { body: external(-1) }],
  ["a file of an AEAD beyond 16 bits", "inner", { body: external().with(7, 65_536) }],
  ["a file of a hash beyond 8 bits", "inner", { body: external().with(11, 256) }],
];

function withByteKey(): Uint8Array {
  const extensions = new Map<unknown, unknown>([
    [1, "mimi://relay.example/u/a1"],
    [2, roomUri("relay.example", conversation)],
    [bytes(1, 1), 1],
  ]);
  return cbor([salt, null, bytes(0, 0), null, null, extensions, [1, "", 0]]);
}

const fields: readonly AnyField[] = [["sentAt", noon + 123]];
const spoken = (text: Uint8Array, type = "text/plain;charset=utf-8"): DraftChanges => ({
  body: [1, "", 1, type, text],
});
const hello = new TextEncoder().encode("hello");

/** MIMI content that a client of ours would not write. */
export const statementFaults: readonly ContentRow[] = [
  ["content without a statement", "inner", { statement: null }],
  ["a statement that is text", "inner", extended("openfranking", "hello")],
  [
    "a statement with a byte behind it",
    "encoding",
    { statement: concat(encode({ header: firstHeader, fields }), bytes(0, 1)) },
  ],
  ["a statement with a member too many", "inner", { statement: { more: 1 } }],
  ["a statement without fields", "inner", { statement: { fields: undefined } }],
  ["a field that is a list", "inner", { statement: { fields: [["sentAt", [1]]] } }],
  [
    "a statement of 129 fields",
    "inner",
    { statement: { fields: Array.from({ length: 129 }, () => ["sentAt", 1]) } },
  ],
  [
    "a message of 129 fields, the text among them",
    "inner",
    { statement: { fields: Array.from({ length: 128 }, () => ["sentAt", 1]) } },
  ],
  ["a message without fields", "inner", { fields: [] }],
  [
    "a text in the statement, and no body",
    "inner",
    { body: [1, "", 0], statement: { fields: [...fields, ["text", "hello"]] } },
  ],
  [
    "a text in the statement that another is before",
    "shape-order",
    { statement: { fields: [...fields, ["text", "hello"]] } },
  ],
  ["a text of another type", "inner", spoken(hello, "text/markdown;variant=GFM-MIMI")],
  ["a text whose type is written otherwise", "inner", spoken(hello, "TEXT/plain;charset=utf-8")],
  ["a body that is no text", "inner", spoken(hello, "image/png")],
  ["a text that is no UTF-8", "inner", spoken(Uint8Array.of(0xc3, 0x28))],
  ["a text that begins with U+FEFF in its bytes", "inner", spoken(new TextEncoder().encode("\uFEFFhello"))],
  ["a text with a language", "inner", { body: textPart("hello").with(1, "en") }],
  ["a text that is a reaction", "inner", { body: textPart("hello").with(0, 2) }],
  ["a part that we do not show", "inner", { body: several(textPart("hello"), external()) }],
  ["a message in place of another", "inner", { head: [bytes(1, 32), bytes(0, 0), null, null] }],
  ["a message of a topic", "inner", { head: [null, bytes(1, 1), null, null] }],
  ["a message that expires", "inner", { head: [null, bytes(0, 0), [true, 60], null] }],
  ["a reply by its id", "inner", { head: [null, bytes(0, 0), null, bytes(1, 32)] }],
  ["an extension that we do not know", "inner", extended(256, 1)],
  ["a sender's name that begins with U+FEFF", "encoding", { statement: spoiledName() }],
  [
    "a header that names another relay than the URIs",
    "inner",
    { statement: { header: { ...firstHeader, relay: "other-relay.example" } } },
  ],
  [
    "a header of another conversation than the URI's",
    "inner",
    { statement: { header: { ...firstHeader, conversation: bytes(0x13, 16) } } },
  ],
  [
    "a header that names another sender than the URI",
    "inner",
    { statement: { header: { ...firstHeader, sender: "c3" } } },
  ],
];

/** Not canonical, because no decoder keeps the mark. */
function spoiledName(): Uint8Array {
  const encoded = encode({ header: { ...firstHeader, sender: "xyza1" }, fields });
  const at = encoded.findIndex(
    (_, i) => encoded[i] === 0x78 && encoded[i + 1] === 0x79 && encoded[i + 2] === 0x7a,
  );
  return concat(encoded.subarray(0, at), Uint8Array.of(0xef, 0xbb, 0xbf), encoded.subarray(at + 3));
}
