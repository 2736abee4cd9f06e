import { encode } from "../../../canonical.ts";
import type { RefusalCode } from "../../../errors.ts";
import { attachment } from "../malformed.ts";
import { noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { firstKf, make, otherSuite } from "./draft.ts";
import type { JudgeChanges, JudgeRow } from "./rows.ts";

type Row = readonly [first: RefusalCode, second: RefusalCode, changes: JudgeChanges];

/** Two faults each, of steps that follow one another: the first gives the code. */
export function judgeOrder(): JudgeRow[] {
  return [...formOrder, ...keyOrder, ...tagOrder(), ...openingOrder()].map(([first, second, changes]) => [
    `an item at fault in "${first}" and in "${second}"`,
    first,
    changes,
  ]);
}

const zero = Uint8Array.of(0);
const relay = "other-relay.example";
const moderation = "other-mod.example";
const ofOther = { suite: otherSuite };

const formOrder: readonly Row[] = [
  ["size", "encoding", { item: { more: "a".repeat(140_000) }, trailing: zero }],
  ["encoding", "item", { item: { kind: "rumour" }, trailing: zero }],
  ["item", "outer", { item: { kind: "rumour", outer: encode({}) } }],
  ["outer", "suite", { draft: { outer: { ...ofOther, more: 1 } } }],
  ["suite", "moderation", { draft: { outer: ofOther }, moderator: { moderation } }],
];

const anotherPairs = (delivery: object): JudgeChanges => ({
  draft: { period: "another pair's", delivery: { ...delivery } },
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
    { draft: { context: { timestamp: noon - 1 } }, moderator: { now: noon + 7_862_400_001 } },
  ],
];

function tagOrder(): Row[] {
  const badTag = { tag: spoiled(make().sigma) };
  const foreign = { reporter: { kind: "named", relay, account: "b2" } } as const;
  return [
    ["time", "stamp", { draft: { context: { timestamp: noon - 1 } }, item: badTag }],
    ["stamp", "reporter", { item: badTag, moderator: foreign }],
    ["reporter", "commitment", { item: { kf: spoiled(firstKf) }, moderator: foreign }],
  ];
}

function openingOrder(): Row[] {
  const kf = spoiled(firstKf);
  const text: AnyField = ["text", "hello"];
  const unknown: AnyField = ["colour", "red"];
  return [
    ["commitment", "encoding", { draft: { trailing: { message: zero } }, item: { kf } }],
    ["commitment", "item", { draft: { fields: [] }, item: { kf } }],
    ["encoding", "header", { draft: { header: { v: 2 }, trailing: { message: zero } } }],
    ["item", "header", { draft: { header: { v: 2 }, message: { more: 1 } } }],
    ["header", "shape-unknown", { draft: { header: { v: 2 }, fields: [unknown] } }],
    ["shape-unknown", "shape-order", { draft: { fields: [text, unknown] } }],
    ["shape-order", "shape-incomplete", { draft: { fields: [text, ...attachment(1)] } }],
    ["shape-incomplete", "field-type", { draft: { fields: [...attachment(1), ["text", 5]] } }],
    ["field-type", "header", { draft: { fields: [["text", 5]], header: { sender: "c3" } } }],
  ];
}
