import { encode } from "../../canonical.ts";
import type { RefusalCode } from "../../errors.ts";
import { firstHeader, firstRandom, make } from "./draft.ts";
import type { Changes } from "./draft-form.ts";
import type { JudgeChanges, JudgeRow } from "./judge-row.ts";
import { commitToLeaves, leafOfEach } from "./leaf-commitment.ts";
import { attachment } from "./malformed.ts";
import { noon, periodNamed } from "./periods.ts";
import { quote } from "./positive-messages.ts";
import type { Suite } from "./stamped-suite.ts";
import { type AnyField, at, spoiled } from "./suite.ts";

type Row = readonly [first: RefusalCode, second: RefusalCode, changes: JudgeChanges];

/** Two faults each, of steps that follow one another: the first gives the code. */
export function judgeOrder(suite: Suite): JudgeRow[] {
  const rows = [
    ...formOrder(suite),
    ...keyOrder,
    ...stampOrder(suite),
    ...openingOrder(suite),
    ...(suite.partialReveal ? leafOrder() : []),
  ];
  return rows.map(([first, second, changes]) => [
    `an item at fault in "${first}" and in "${second}"`,
    first,
    changes,
  ]);
}

const trailing = Uint8Array.of(0);
const text: AnyField = ["text", "hello"];
const seenItself: Changes = { seen: { seq: 7, commitment: new Uint8Array(32) } };

function formOrder(suite: Suite): Row[] {
  const of = { suite: suite.other };
  return [
    ["size", "encoding", { draft: { fields: [["text", "a".repeat(140_000)]] }, trailing }],
    ["encoding", "item", { item: { kind: "rumour" }, trailing }],
    ["item", "outer", { item: { kind: "rumour", outer: encode({}) } }],
    ["outer", "suite", { draft: { outer: { ...of, more: 1 } } }],
    ["suite", "moderation", { draft: { outer: of }, moderator: { moderation: "other-mod.example" } }],
  ];
}

const anotherPairs = periodNamed("another pair's");
const { relay, moderation } = anotherPairs.record;
const ofAnotherPair = (context: Changes): JudgeChanges => ({
  draft: { period: "another pair's", context: { keyId: anotherPairs.keyId, ...context } },
  moderator: { periods: ["another pair's"] },
});

const keyOrder: readonly Row[] = [
  ["moderation", "unknown-key", { moderator: { moderation, periods: [] } }],
  ["relay", "moderation", ofAnotherPair({})],
  ["moderation", "key", ofAnotherPair({ relay })],
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
    { draft: { context: { acceptedAt: noon - 1 } }, moderator: { now: noon + 7_862_400_001 } },
  ],
];

function stampOrder(suite: Suite): Row[] {
  const { stamp, addressed, blind } = make(suite);
  const [badStamp, badProof] = [{ stamp: spoiled(stamp) }, { addressed: spoiled(addressed) }];
  const anonymous = { reporter: { kind: "anonymous" } } as const;
  return [
    ["time", "stamp", { draft: { context: { acceptedAt: noon - 1 } }, item: badStamp }],
    ["item", "stamp", { item: { ...badStamp, opening: undefined } }],
    ["stamp", "reporter", { item: { ...badStamp, blind: undefined } }],
    ["reporter", "addressed", { kind: "anonymous", item: { ...badProof, blind }, moderator: anonymous }],
    ["addressed", "header", { draft: { header: { v: 2 } }, item: badProof }],
  ];
}

function openingOrder(suite: Suite): Row[] {
  const { opensWith } = make(suite).committed;
  const unknown: AnyField = ["colour", "red"];
  const of = (fields: readonly AnyField[], header: Changes = {}) => ({ draft: { fields, header } });
  return [
    ["header", "item", { draft: { header: { v: 2 } }, item: { opening: {} } }],
    ["commitment", "shape-unknown", { item: { opening: { ...opensWith, fields: [unknown, text] } } }],
    ["shape-unknown", "shape-order", of([text, unknown])],
    ["shape-order", "shape-incomplete", of([text, ...attachment(1)])],
    ["shape-incomplete", "field-type", of([...attachment(1), ["text", 5]])],
    ["field-type", "header", of([["text", 5]], { sender: "c3" })],
    ["header", "seen", of([text], { ...seenItself, sender: "c3" })],
  ];
}

function leafOrder(): Row[] {
  const opening = commitToLeaves(leafOfEach, firstHeader, quote, firstRandom).openPart([0, 3]);
  const first = at(opening.fields, 0);
  const wrong = { ...at(opening.fields, 1), value: "look what she wrote" };
  const of = (changes: object): JudgeChanges => ({
    draft: { fields: quote },
    item: { opening: { ...opening, ...changes } },
  });
  return [
    ["item", "leaf", of({ fields: [wrong, first] })],
    ["leaf", "commitment", of({ fields: [first, wrong], rootKey: spoiled(opening.rootKey) })],
    ["seen", "must-open", { draft: { fields: quote, header: seenItself }, open: [1, 3] }],
  ];
}
