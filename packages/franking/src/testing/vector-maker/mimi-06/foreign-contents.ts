import { utf8 } from "../../../bytes.ts";
import type { Field } from "../../../message.ts";
import { bytes, noon } from "../periods.ts";
import { type DraftChanges, textPart } from "./draft.ts";

/** What a judge shows of content that our clients would not write. */
export interface Foreign {
  readonly name: string;
  readonly draft: DraftChanges;
  readonly kind?: "message" | "edit" | "delete";
  readonly fields: readonly Field[];
  readonly hidden?: readonly string[];
}

const file = (changes: Readonly<Record<number, unknown>> = {}): readonly unknown[] =>
  [
    ...[6, "en", 2, "image/png", "https://example.org/x", 0, 5, 1],
    ...[bytes(1, 16), bytes(2, 12), bytes(0, 0), 1, bytes(9, 32), "a cat", "cat.png"],
  ].map((value, i) => changes[i] ?? value);

const attachment = (i: number, mediaType = "image/png"): readonly Field[] => [
  [`attachments/${i}/bytes`, 5],
  [`attachments/${i}/commitment`, bytes(9, 32)],
  [`attachments/${i}/mediaType`, mediaType],
  [`attachments/${i}/name`, "cat.png"],
];

const several = (...parts: readonly unknown[]): readonly unknown[] => [1, "", 3, 2, parts];
const replacing: DraftChanges["head"] = [bytes(1, 32), bytes(0, 0), null, null];
const hello: readonly Field[] = [["text", "hello"]];
/** As another client writes it: no statement. */
const of = (body: unknown): DraftChanges => ({ statement: null, body });
const oneHidden = (changes: Readonly<Record<number, unknown>>) => ({
  draft: of(several(textPart("hello"), file(changes))),
  fields: hello,
  hidden: ["parts/2"],
});

export const foreignContents: readonly Foreign[] = [
  { name: "a text of another client", draft: { statement: null }, fields: hello },
  {
    name: "a text of Markdown",
    draft: of(textPart("__hi__", "text/markdown;variant=GFM-MIMI")),
    fields: [["text", "__hi__"]],
  },
  { name: "a text whose type is in capitals", draft: of(textPart("hello", "TEXT/PLAIN")), fields: hello },
  {
    name: "a text that begins with U+FEFF twice",
    draft: of([1, "", 1, "text/plain", utf8("\uFEFF\uFEFFhello")]),
    fields: hello,
  },
  {
    name: "a message of a topic, which expires, in reply to another",
    draft: { statement: null, head: [null, utf8("topic"), [true, 60], bytes(1, 32)] },
    fields: hello,
  },
  {
    name: "an edit of another client",
    draft: { statement: null, head: replacing },
    kind: "edit",
    fields: hello,
  },
  {
    name: "a deletion of another client",
    draft: { ...of([1, "", 0]), head: replacing },
    kind: "delete",
    fields: [],
  },
  { name: "an empty message of another client", draft: of([1, "", 0]), fields: [] },
  { name: "a file of another client", draft: of(file()), fields: attachment(0) },
  { name: "a file of a text", draft: of(file({ 3: "text/plain" })), fields: attachment(0, "text/plain") },
  {
    name: "texts and files in each other",
    draft: of(several(textPart("one"), several(file(), textPart("two", "text/html")), file(), [0, "", 0])),
    fields: [...attachment(0), ...attachment(1), ["text", "one\n\ntwo"]],
  },
  {
    name: "eleven files, of which ten are shown",
    draft: of(several(...Array.from({ length: 11 }, () => file()))),
    fields: Array.from({ length: 10 }, (_, i) => attachment(i)).flat(),
    hidden: ["parts/11"],
  },
  {
    name: "a picture in the message, which is not shown",
    draft: of([1, "", 1, "image/png", bytes(1, 9)]),
    fields: [],
    hidden: ["parts/0"],
  },
  {
    name: "a text that is no UTF-8, which is not shown",
    draft: of([1, "", 1, "text/plain", Uint8Array.of(0xc3, 0x28)]),
    fields: [],
    hidden: ["parts/0"],
  },
  { name: "a file of another hash, which is not shown", ...oneHidden({ 11: 2 }) },
  { name: "a file of a short hash, which is not shown", ...oneHidden({ 12: bytes(9, 31) }) },
  { name: "a file without a type, which is not shown", ...oneHidden({ 3: "" }) },
  { name: "a file of a type of 129 characters, which is not shown", ...oneHidden({ 3: "t".repeat(129) }) },
  { name: "a file of 2^53 bytes, which is not shown", ...oneHidden({ 6: 2n ** 53n }) },
  { name: "a file of 2^64 − 1 bytes, which is not shown", ...oneHidden({ 6: 2n ** 64n - 1n }) },
  { name: "a statement that is spoiled", draft: { statement: Uint8Array.of(0xff) }, fields: hello },
  {
    name: "a statement that names another sender",
    draft: { extensions: new Map([[1, "mimi://relay.example/u/c3"]]), context: contextOf("c3") },
    fields: hello,
  },
  {
    name: "a statement that leaves out what another client shows",
    draft: { body: several(textPart("hello"), textPart("and more")) },
    fields: [["text", "hello\n\nand more"]],
  },
  {
    name: "extensions of every kind that there may be",
    draft: {
      statement: null,
      extensions: new Map<number | string, unknown>([
        [256, [[1, "a"], new Map<unknown, unknown>([[bytes(1, 1), 1.5]])]],
        [-1, 2n ** 64n - 1n],
        ["x", Number.NaN],
      ]),
    },
    fields: hello,
  },
  {
    name: "a sender whose name a URI must escape",
    draft: { header: { sender: "a/ü" }, context: contextOf("a/ü"), statement: null },
    fields: hello,
  },
];

function contextOf(sender: string): NonNullable<DraftChanges["context"]> {
  return { relay: "relay.example", sender, conversation: bytes(3, 16), acceptedAt: noon + 456 };
}
