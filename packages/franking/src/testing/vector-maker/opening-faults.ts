import { leafHash } from "../../merkle.ts";
import { type AnyField, at, partialOpening, type Suite, spoiled } from "./commitment.ts";
import { type Made, make } from "./draft.ts";
import type { JudgeRow } from "./judge-row.ts";
import { attachment } from "./malformed.ts";
import { forwarded, quote, withAttachment } from "./positive-messages.ts";

/** Openings that are none, or do not lead to the commitment. */
export function openingFaults(suite: Suite): JudgeRow[] {
  const own = suite.partialReveal
    ? [...leafFaults(suite), ...partFaults(suite)]
    : [["a part of a message", "item", { open: [0] }] satisfies JudgeRow];
  return [...formFaults(suite), ...wholeFaults(suite), ...own];
}

function formFaults(suite: Suite): JudgeRow[] {
  const { committed, draft } = make(suite);
  return [
    ["an opening of nothing", "item", { item: { opening: {} } }],
    [
      "an opening with a member too many",
      "item",
      { item: { opening: { messageKey: committed.messageKey, fields: draft.fields, more: 1 } } },
    ],
    ["an opening without fields", "item", { draft: { fields: [] } }],
    [
      "an opening of 129 fields",
      "item",
      { draft: { fields: Array.from({ length: 129 }, () => ["text", ""] as const) } },
    ],
    ["a field that is a list", "item", { draft: { fields: [["text", ["hello"]]] } }],
  ];
}

function wholeFaults(suite: Suite): JudgeRow[] {
  const { committed, draft, header } = make(suite);
  const opening = (fields: readonly AnyField[]) => ({
    item: { opening: { messageKey: committed.messageKey, fields } },
  });
  return [
    ["a text that was not committed to", "commitment", opening([at(draft.fields, 0), ["text", "hallo"]])],
    ["a field that was not committed to", "commitment", opening([["forwarded", true], ...draft.fields])],
    ["a message of which a field is gone", "commitment", opening(draft.fields.slice(1))],
    [
      "a header that was not committed to",
      "commitment",
      { item: { header: { ...header, sent: { ...header.sent, n: 1 } } } },
    ],
    [
      "an opening key with one bit turned",
      "commitment",
      { item: { opening: { messageKey: spoiled(committed.messageKey), fields: draft.fields } } },
    ],
    [
      "the opening key of the device in place of the message's",
      "commitment",
      { item: { opening: { messageKey: draft.kf, fields: draft.fields } } },
    ],
  ];
}

const five: readonly AnyField[] = [
  ["preview/description", "news"],
  ["preview/title", "A page"],
  ["preview/url", "https://example.org/"],
  ["sentAt", 1_800_000_000_123],
  ["text", "hello"],
];

type Leaf = ReturnType<typeof partialOpening>["fields"][number];

/** The opening of two of five fields, with its second leaf changed. */
function withSecondLeaf(made: Made, change: (leaf: Leaf) => Partial<Leaf>): { opening: object } {
  const opening = partialOpening(made.committed, five, [1, 3]);
  const [first, second] = [at(opening.fields, 0), at(opening.fields, 1)];
  return { opening: { ...opening, fields: [first, { ...second, ...change(second) }] } };
}

function leafFaults(suite: Suite): JudgeRow[] {
  const made = make(suite, { fields: five });
  const row = (name: string, change: (leaf: Leaf) => Partial<Leaf>): JudgeRow => [
    name,
    "leaf",
    { draft: { fields: five }, item: withSecondLeaf(made, change) },
  ];
  const alone = partialOpening(made.committed, five, [3]);
  const only = at(alone.fields, 0);
  return [
    row("a second leaf with another value", () => ({ value: 5 })),
    row("a second leaf with another key", ({ leafKey }) => ({ leafKey: spoiled(leafKey) })),
    row("a second leaf with another path", ({ path }) => ({
      path: [spoiled(at(path, 0)), ...path.slice(1)],
    })),
    row("a second leaf with a path too short", ({ path }) => ({ path: path.slice(1) })),
    row("a second leaf with a path too long", ({ path }) => ({ path: [...path, at(path, 0)] })),
    row("a second leaf at another place", () => ({ index: 4 })),
    [
      "a leaf alone with a path too short",
      "leaf",
      { draft: { fields: five }, item: { opening: { ...alone, fields: [{ ...only, path: [] }] } } },
    ],
  ];
}

function partFaults(suite: Suite): JudgeRow[] {
  const made = make(suite, { fields: five });
  const opening = partialOpening(made.committed, five, [1, 3]);
  const [first, second] = [at(opening.fields, 0), at(opening.fields, 1)];
  const row = (name: string, code: "item" | "commitment", changes: object): JudgeRow => [
    name,
    code,
    { draft: { fields: five }, item: { opening: { ...opening, ...changes } } },
  ];
  const node = leafHash(at(made.committed.leaves, 4));
  return [
    row("a partial opening of no field", "item", { fields: [] }),
    row("opened leaves in the wrong order", "item", { fields: [second, first] }),
    row("a leaf that is opened twice", "item", { fields: [first, first] }),
    row("a leaf beyond the message", "item", { fields: [first, { ...second, index: 5 }] }),
    row("a leaf with a path of eight", "item", {
      fields: [{ ...first, path: Array.from({ length: 8 }, () => node) }],
    }),
    row("a partial opening with a member too many", "item", { messageKey: made.committed.messageKey }),
    row("a root key with one bit turned", "commitment", { rootKey: spoiled(opening.rootKey) }),
    row("a hidden field under another name", "commitment", {
      shape: ["preview/description", "preview/title", "quote/text", "sentAt", "text"],
    }),
    row("a leaf alone with another value", "commitment", { fields: [{ ...first, value: "Another" }] }),
    row("a leaf alone with another key", "commitment", {
      fields: [{ ...first, leafKey: spoiled(first.leafKey) }],
    }),
    row("a message said to have one field more", "commitment", {
      shape: [...opening.shape.slice(0, 4), "reaction", "text"].sort(),
      fields: [first],
    }),
  ];
}

export const mustOpenFaults: readonly JudgeRow[] = [
  ["an opening that hides who is quoted", "must-open", { draft: { fields: quote }, open: [1, 3] }],
  [
    "an opening that hides that it was forwarded",
    "must-open",
    { draft: { fields: forwarded }, open: [1, 2] },
  ],
  [
    "an opening of a part of an attachment",
    "must-open",
    { draft: { fields: withAttachment }, open: [0, 1, 3] },
  ],
  [
    "an opening of one attachment and a part of another",
    "must-open",
    { draft: { fields: [...attachment(0), ...attachment(1)] }, open: [0, 1, 2, 3, 4] },
  ],
];
