import { leafHash } from "../../merkle.ts";
import { firstHeader, firstRandom } from "./draft.ts";
import type { JudgeRow } from "./judge-row.ts";
import { commitToLeaves, leafOfEach, type PartialOpening } from "./leaf-commitment.ts";
import { type AnyField, at, spoiled } from "./suite.ts";

const five: readonly AnyField[] = [
  ["preview/description", "news"],
  ["preview/title", "A page"],
  ["preview/url", "https://example.org/"],
  ["sentAt", 1_800_000_000_123],
  ["text", "hello"],
];

const committed = commitToLeaves(leafOfEach, firstHeader, five, firstRandom);

type Leaf = PartialOpening["fields"][number];

/** The opening of two of five fields, with its second leaf changed. */
function withSecondLeaf(change: (leaf: Leaf) => Partial<Leaf>): { opening: object } {
  const opening = committed.openPart([1, 3]);
  const [first, second] = [at(opening.fields, 0), at(opening.fields, 1)];
  return { opening: { ...opening, fields: [first, { ...second, ...change(second) }] } };
}

function leafFaults(): JudgeRow[] {
  const row = (name: string, change: (leaf: Leaf) => Partial<Leaf>): JudgeRow => [
    name,
    "leaf",
    { draft: { fields: five }, item: withSecondLeaf(change) },
  ];
  const alone = committed.openPart([3]);
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

function partFaults(): JudgeRow[] {
  const opening = committed.openPart([1, 3]);
  const [first, second] = [at(opening.fields, 0), at(opening.fields, 1)];
  const row = (name: string, code: "item" | "commitment", changes: object): JudgeRow => [
    name,
    code,
    { draft: { fields: five }, item: { opening: { ...opening, ...changes } } },
  ];
  const node = leafHash(at(committed.leaves, 4));
  return [
    row("a partial opening of no field", "item", { fields: [] }),
    row("opened leaves in the wrong order", "item", { fields: [second, first] }),
    row("a leaf that is opened twice", "item", { fields: [first, first] }),
    row("a leaf beyond the message", "item", { fields: [first, { ...second, index: 5 }] }),
    row("a leaf with a path of eight", "item", {
      fields: [{ ...first, path: Array.from({ length: 8 }, () => node) }],
    }),
    row("a partial opening with a member too many", "item", { messageKey: committed.messageKey }),
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

/** Openings of some leaves that are none, or do not lead to the commitment. */
export const partialOpeningFaults: readonly JudgeRow[] = [...leafFaults(), ...partFaults()];
