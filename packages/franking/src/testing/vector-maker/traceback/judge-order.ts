import type { RefusalCode } from "../../../errors.ts";
import { attachment } from "../malformed.ts";
import { noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { firstK } from "./draft.ts";
import { brokenPath, markedWords } from "./paths.ts";
import type { JudgeChanges, JudgeRow } from "./rows.ts";

type Row = readonly [first: RefusalCode, second: RefusalCode, changes: JudgeChanges];

/** Two faults each, of steps that follow one another: the first gives the code. */
export function judgeOrder(): JudgeRow[] {
  return [...formOrder, ...keyOrder, ...traceOrder, ...openingOrder()].map(([first, second, changes]) => [
    `an item at fault in "${first}" and in "${second}"`,
    first,
    changes,
  ]);
}

const zero = Uint8Array.of(0);
const relay = "other-relay.example";
const moderation = "other-mod.example";

const formOrder: readonly Row[] = [
  ["size", "encoding", { item: { more: "a".repeat(140_000) }, trailing: zero }],
  ["encoding", "item", { item: { more: 1 }, trailing: zero }],
  ["item", "moderation", { item: { more: 1 }, moderator: { moderation } }],
];

const anotherPairs = (facts: object): JudgeChanges => ({
  draft: { period: "another pair's", facts: { ...facts } },
  moderator: { periods: ["another pair's"] },
});

const keyOrder: readonly Row[] = [
  ["moderation", "unknown-key", { moderator: { moderation, periods: [] } }],
  ["relay", "moderation", anotherPairs({})],
  ["moderation", "key", anotherPairs({ relay })],
  [
    "key",
    "expired",
    {
      draft: { period: "another algorithm's" },
      moderator: { periods: ["another algorithm's"], now: noon + 7_862_400_001 },
    },
  ],
  [
    "expired",
    "time",
    { draft: { facts: { timestamp: noon - 1 } }, moderator: { now: noon + 7_862_400_001 } },
  ],
];

const foreign = { reporter: { kind: "named", relay, account: "c3" } } as const;
const unaddressed = { reporter: { ...foreign.reporter, relay: "relay.example" } };

const traceOrder: readonly Row[] = [
  ["time", "stamp", { draft: { facts: { timestamp: noon - 1 } }, traces: {} }],
  ["encoding", "stamp", { draft: { entry: { more: 1 }, trailing: { entry: zero } } }],
  ["stamp", "reporter", { traces: {}, moderator: { reporter: { kind: "anonymous" } } }],
  ["reporter", "addressed", { moderator: foreign }],
  ["addressed", "commitment", { item: { k: spoiled(firstK) }, moderator: unaddressed }],
];

function openingOrder(): Row[] {
  const k = spoiled(firstK);
  const text: AnyField = ["text", "hello"];
  const unknown: AnyField = ["colour", "red"];
  return [
    ["commitment", "encoding", { draft: { trailing: { words: zero } }, item: { k } }],
    ["commitment", "item", { draft: { words: markedWords() }, item: { k } }],
    ["shape-unknown", "shape-order", { draft: { fields: [text, unknown] } }],
    ["shape-order", "shape-incomplete", { draft: { fields: [text, ...attachment(1)] } }],
    ["shape-incomplete", "field-type", { draft: { fields: [...attachment(1), ["text", 5]] } }],
    ["field-type", "encoding", brokenPath({ fields: [["text", 5]] })],
  ];
}
