import { encode } from "../../../canonical.ts";
import { bytes, noon } from "../periods.ts";
import { forwarded } from "../positive-messages.ts";
import { type DraftChanges, firstK, make } from "./draft.ts";
import type { JudgeChanges, JudgeRow } from "./rows.ts";

/** The keys of the messages before the first vector's: the last, the one before it, and so on. */
const [k1, k2] = [bytes(0x31, 16), bytes(0x32, 16)];

const from = (sender: string, recipients: readonly string[], rest: DraftChanges): DraftChanges => ({
  facts: { sender },
  entry: { recipients },
  ...rest,
});

/** c3 sent the words to a1. */
const toA1 = from("c3", ["a1"], { k: k1 });
const points: DraftChanges = { ptr: k1 };

/** Paths by which the first vector's words came to b2, and who is found at the end. */
export const paths: readonly (readonly [name: string, changes: JudgeChanges])[] = [
  ["a forwarded message is verified with its source", { draft: points, before: [toA1], source: "c3" }],
  [
    "a message that was marked as forwarded is verified with its source",
    {
      draft: { ...points, fields: forwarded },
      before: [{ ...toA1, fields: forwarded.slice(1) }],
      source: "c3",
    },
  ],
  [
    "a message that was forwarded twice is verified with its source",
    {
      draft: points,
      before: [{ ...toA1, ptr: k2 }, from("d4", ["e5", "c3"], { k: k2 })],
      source: "d4",
    },
  ],
  [
    "a message that was forwarded from an earlier period is verified with its source",
    {
      draft: points,
      before: [{ ...toA1, facts: { sender: "c3", timestamp: noon - 86_400_000 } }],
      source: "c3",
    },
  ],
  [
    "a source's own words, forwarded back to it, are verified as own",
    { draft: points, before: [from("b2", ["a1"], { k: k1 })], source: "b2" },
  ],
  ["a path ends where the relay keeps nothing", { draft: points }],
  [
    "a path ends at a message of other words",
    { draft: points, before: [{ ...toA1, fields: [["text", "bye"]] }] },
  ],
  [
    "a path ends at a message that its forwarder did not receive",
    { draft: points, before: [from("c3", ["d4"], { k: k1 })] },
  ],
  [
    "a path ends at a message that a later one on it did not receive",
    {
      draft: points,
      before: [{ ...toA1, ptr: k2 }, from("d4", ["a1"], { k: k2 })],
      source: "c3",
    },
  ],
  [
    "a path ends at a message that was passed before",
    {
      draft: { ...points, entry: { recipients: ["a1", "b2", "c3"] } },
      before: [{ ...toA1, ptr: firstK }],
      source: "c3",
    },
  ],
  [
    "a path ends at a message that points at itself",
    { draft: { ptr: firstK, entry: { recipients: ["a1", "b2"] } } },
  ],
  [
    "a message under a key of zeros is found where nothing is pointed at",
    { before: [from("c3", ["a1"], { k: bytes(0, 16) })], source: "c3" },
  ],
];

/** A path with an entry behind which there is a byte; both messages say `rest`. */
export function brokenPath(rest: DraftChanges = {}): JudgeChanges {
  return {
    draft: { ...points, ...rest },
    before: [{ ...toA1, ...rest, trailing: { entry: Uint8Array.of(0) } }],
  };
}

export const brokenPaths: readonly JudgeRow[] = [
  ["a path with an entry that has a byte behind it", "encoding", brokenPath()],
  [
    "a path with an entry without ct",
    "stamp",
    { draft: points, before: [{ ...toA1, entry: { recipients: ["a1"], ct: undefined } }] },
  ],
];

/** All that the relay keeps of these messages, by address. */
export function keptOf(drafts: readonly DraftChanges[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...drafts.map((draft) => make(draft).traces));
}

/** Words that no honest sender's are: the mark of a forward among them. */
export function markedWords(): Uint8Array {
  return encode(forwarded);
}
