import type { RefusalCode } from "../../../errors.ts";
import type { Changes } from "../draft-form.ts";
import { attachment } from "../malformed.ts";
import { noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import type { DraftChanges } from "./draft.ts";
import { directory, type JudgeChanges, type JudgeRow } from "./rows.ts";

type Row = readonly [first: RefusalCode, second: RefusalCode, changes: JudgeChanges];

/** Two faults each, of steps that follow one another: the first gives the code. */
export function judgeOrder(): JudgeRow[] {
  return [...keyOrder, ...messageOrder].map(([first, second, changes]) => [
    `an item at fault in "${first}" and in "${second}"`,
    first,
    changes,
  ]);
}

const zero = Uint8Array.of(0);
const relay = "other-relay.example";
const moderation = "other-mod.example";
const late = noon + 7_862_400_001;

const anotherPairs = (delivery: Changes): JudgeChanges => ({
  draft: { period: "another pair's", delivery },
  moderator: { periods: ["another pair's"] },
});

const keyOrder: readonly Row[] = [
  ["size", "encoding", { draft: { item: { more: "a".repeat(140_000) }, trailing: { item: zero } } }],
  ["encoding", "item", { draft: { item: { kind: "rumour" }, trailing: { item: zero } } }],
  ["item", "moderation", { draft: { item: { more: 1 } }, moderator: { moderation } }],
  ["moderation", "unknown-key", { moderator: { moderation, periods: [] } }],
  ["relay", "moderation", anotherPairs({})],
  ["moderation", "key", anotherPairs({ relay })],
  [
    "key",
    "expired",
    { draft: { period: "another algorithm's" }, moderator: { periods: ["another algorithm's"], now: late } },
  ],
  ["expired", "reporter", { moderator: { now: late, reporter: { kind: "anonymous" } } }],
  ["time", "reporter", { moderator: { now: noon - 300_001, reporter: { kind: "anonymous" } } }],
  ["reporter", "addressed", { moderator: { reporter: { kind: "named", relay, account: "c3" } } }],
];

const text: AnyField = ["text", "hello"];
const unknown: AnyField = ["colour", "red"];
const byC3 = { reporter: { kind: "named", relay: "relay.example", account: "c3" } } as const;
const without = { accountKeys: directory({ a1: null }) };
const of = (draft: DraftChanges): JudgeChanges => ({ draft });

const messageOrder: readonly Row[] = [
  ["addressed", "header", { draft: { header: { v: 2 } }, moderator: byC3 }],
  ["header", "shape-unknown", of({ header: { relay }, fields: [unknown] })],
  ["shape-unknown", "shape-order", of({ fields: [text, unknown] })],
  ["shape-order", "shape-incomplete", of({ fields: [text, ...attachment(1)] })],
  ["shape-incomplete", "field-type", of({ fields: [...attachment(1), ["text", 5]] })],
  ["field-type", "key", { draft: { fields: [["text", 5]] }, moderator: without }],
  ["key", "signature", { draft: { signature: spoiled }, moderator: without }],
];
