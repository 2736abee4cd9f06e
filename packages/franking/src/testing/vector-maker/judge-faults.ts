import { concat } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import type { RefusalCode } from "../../errors.ts";
import { make } from "./draft.ts";
import type { Changes, DraftChanges } from "./draft-form.ts";
import { judgeOrder } from "./judge-order.ts";
import type { JudgeChanges, JudgeRow } from "./judge-row.ts";
import {
  type Malformed,
  malformedHeaders,
  malformedShapes,
  malformedTypes,
  oneOfEachCode,
} from "./malformed.ts";
import { mustOpenFaults, openingFaults } from "./opening-faults.ts";
import { bytes, noon, periodNamed } from "./periods.ts";
import type { Suite } from "./stamped-suite.ts";
import { type AnyField, spoiled } from "./suite.ts";

export interface JudgeFault {
  readonly name: string;
  readonly code: RefusalCode;
  readonly origin: string;
  readonly changes: JudgeChanges;
}

/** One fault each, and the order of two; all else is proper. */
export function judgeFaults(suite: Suite): JudgeFault[] {
  const steps: readonly (readonly [step: number, rows: readonly JudgeRow[]])[] = [
    [1, formFaults],
    [2, outerFaults(suite)],
    [3, moderationFaults],
    [4, keyFaults],
    [5, timeFaults],
    [6, stampFaults(suite)],
    [7, reporterFaults(suite)],
    [8, headerForms],
    [8, openingFaults(suite)],
    [8, shapeFaults],
    [9, typeFaults],
    [10, headerFaults],
    [11, suite.partialReveal ? mustOpenFaults : []],
  ];
  const alone = steps.flatMap(([step, rows]) => rows.map((row) => faultOf(row, `step ${step}`)));
  return [...alone, ...judgeOrder(suite).map((row) => faultOf(row, "order"))];
}

function faultOf([name, code, changes]: JudgeRow, place: string): JudgeFault {
  return { name, code, changes, origin: `docs/spec/judge.md, ${place}` };
}

const zero = Uint8Array.of(0);

const formFaults: readonly JudgeRow[] = [
  ["an item beyond its limit", "size", { draft: { fields: [["text", "a".repeat(140_000)]] } }],
  ["an item with a byte behind it", "encoding", { trailing: zero }],
  ["an item that is no CBOR", "encoding", { encoded: Uint8Array.of(0xff) }],
  ["an empty item", "encoding", { encoded: new Uint8Array() }],
  ["an item of an unknown kind", "item", { item: { kind: "rumour" } }],
  ["an item with a member too many", "item", { item: { more: 1 } }],
  ["an item without stamp", "item", { item: { stamp: undefined } }],
  ["a stamp of 31 bytes", "item", { item: { stamp: bytes(1, 31) } }],
  ["a withheld item with a header", "item", { open: "withheld", item: { header: {} } }],
  ["a context of another version", "item", { draft: { context: { v: 2 } } }],
  ["a context without number", "item", { draft: { context: { seq: undefined } } }],
  ["an item without header", "item", { item: { header: undefined } }],
  ["an item without opening", "item", { item: { opening: undefined } }],
];

function outerFaults(suite: Suite): JudgeRow[] {
  const { outer, committed } = make(suite);
  return [
    ["an outer part with a byte behind it", "encoding", { item: { outer: concat(outer, zero) } }],
    ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
    [
      "a commitment of 31 bytes",
      "outer",
      { draft: { outer: { commitment: committed.commitment.slice(1) } } },
    ],
    ["an outer part without suite", "outer", { item: { outer: encode({ commitment: bytes(1, 32) }) } }],
    ["an item of another suite", "suite", { draft: { outer: { suite: suite.other } } }],
  ];
}

const otherRelay = { relay: "other-relay.example" };
const otherModeration = { moderation: "other-mod.example" };

const moderationFaults: readonly JudgeRow[] = [
  [
    "a stamp for another moderation, whose key this one has,",
    "moderation",
    {
      draft: { period: "another moderation's", context: otherModeration },
      moderator: { periods: ["another moderation's"] },
    },
  ],
];

const keyFaults: readonly JudgeRow[] = [
  ["a stamp of an unknown period", "unknown-key", { moderator: { periods: ["another relay's"] } }],
  [
    "a stamp with the period of another relay",
    "relay",
    {
      draft: {
        period: "another relay's",
        context: { keyId: periodNamed("another relay's").keyId },
      },
      moderator: { periods: ["another relay's"] },
    },
  ],
  [
    "a stamp with the period of another moderation",
    "moderation",
    {
      draft: {
        period: "another moderation's",
        context: { keyId: periodNamed("another moderation's").keyId },
      },
      moderator: { periods: ["another moderation's"] },
    },
  ],
  [
    "a stamp with a period of another algorithm",
    "key",
    { draft: { period: "another algorithm's" }, moderator: { periods: ["another algorithm's"] } },
  ],
];

const acceptedAt = (time: number): DraftChanges => ({ context: { acceptedAt: time } });

const timeFaults: readonly JudgeRow[] = [
  ["a stamp whose period is no longer judged", "expired", { moderator: { now: noon + 7_862_400_001 } }],
  ["a stamp before its period", "time", { draft: acceptedAt(noon - 1) }],
  ["a stamp after its period", "time", { draft: acceptedAt(noon + 86_400_001) }],
  [
    "a stamp more than five minutes ahead",
    "time",
    { draft: acceptedAt(noon + 300_601), moderator: { now: noon + 600 } },
  ],
];

function stampFaults(suite: Suite): JudgeRow[] {
  const { stamp, addressed, context } = make(suite);
  const { stamp: others } = make(suite, { fields: [["text", "bye"]] });
  const changed = (name: string, changes: Changes): JudgeRow => [
    `a stamp over another ${name}`,
    "stamp",
    { item: { context: { ...context, ...changes } } },
  ];
  return [
    ["a stamp with one bit turned", "stamp", { item: { stamp: spoiled(stamp) } }],
    ["the stamp of another message", "stamp", { item: { stamp: others } }],
    ["the proof of a recipient in a stamp's place", "stamp", { item: { stamp: addressed } }],
    changed("sender", { sender: "c3" }),
    changed("number", { seq: 8 }),
    changed("epoch", { epoch: 2 }),
    changed("time", { acceptedAt: noon + 457 }),
    changed("conversation", { conversation: bytes(0x13, 16) }),
    [
      "a withheld message with a stamp of one turned bit",
      "stamp",
      { open: "withheld", item: { stamp: spoiled(stamp) } },
    ],
  ];
}

function reporterFaults(suite: Suite): JudgeRow[] {
  const { tag, blind, addressed } = make(suite);
  const anonymous = { reporter: { kind: "anonymous" } } as const;
  const named = (relay: string, account: string) => ({
    reporter: { kind: "named", relay, account } as const,
  });
  return [
    ["a named report without blind", "reporter", { item: { blind: undefined } }],
    ["a named report with the tag of an anonymous one", "reporter", { item: { tag } }],
    ["a named report of an anonymous item", "reporter", { kind: "anonymous" }],
    ["an anonymous report that names its reporter", "reporter", { kind: "named", moderator: anonymous }],
    [
      "an anonymous report without tag",
      "reporter",
      { kind: "anonymous", item: { tag: undefined }, moderator: anonymous },
    ],
    [
      "an anonymous report with the blind beside its tag",
      "reporter",
      { kind: "anonymous", item: { blind }, moderator: anonymous },
    ],
    [
      "a reporter of another relay",
      "reporter",
      {
        draft: { recipient: { relay: "other-relay.example", account: "b2" } },
        moderator: named("other-relay.example", "b2"),
      },
    ],
    [
      "a reporter to whom the message was not addressed",
      "addressed",
      { moderator: named("relay.example", "c3") },
    ],
    ["a blind with one bit turned", "addressed", { item: { blind: spoiled(blind) } }],
    [
      "a proof of the recipient with one bit turned",
      "addressed",
      { item: { addressed: spoiled(addressed) } },
    ],
    [
      "a tag with one bit turned",
      "addressed",
      { kind: "anonymous", item: { tag: spoiled(tag) }, moderator: anonymous },
    ],
    [
      "a withheld message that was addressed to another",
      "addressed",
      { open: "withheld", moderator: named("relay.example", "c3") },
    ],
  ];
}

const headerForms = oneOfEachCode(malformedHeaders).map(
  ({ name, code, made }): JudgeRow => [name, code, { draft: { header: made } }],
);
const shapeFaults = oneOfEachCode(malformedShapes).map(withFields);
const typeFaults = oneOfEachCode(malformedTypes).map(withFields);

function withFields({ name, code, made }: Malformed<readonly AnyField[]>): JudgeRow {
  return [name, code, { draft: { fields: made } }];
}

const headerFaults: readonly JudgeRow[] = [
  ["a header that names another relay than the stamp", "header", { draft: { header: otherRelay } }],
  [
    "a header of another conversation than the stamp's",
    "header",
    { draft: { header: { conversation: bytes(0x13, 16) } } },
  ],
  ["a header that names another sender than the stamp", "header", { draft: { header: { sender: "c3" } } }],
  [
    "a sender who has seen the message itself",
    "seen",
    { draft: { header: { seen: { seq: 7, commitment: bytes(5, 32) } } } },
  ],
  [
    "a sender who has seen a later message",
    "seen",
    { draft: { header: { seen: { seq: 8, commitment: bytes(5, 32) } } } },
  ],
];
