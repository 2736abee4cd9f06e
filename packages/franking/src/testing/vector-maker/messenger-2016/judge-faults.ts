import { concat } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { ModeratorForm } from "../../parties.ts";
import type { Changes } from "../draft-form.ts";
import { malformedHeaders, malformedShapes, malformedTypes, oneOfEachCode } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { spoiled } from "../suite.ts";
import { type DraftChanges, firstNf, make, otherSuite } from "./draft.ts";
import { judgeOrder } from "./judge-order.ts";
import { type Fault, faultsOf, type JudgeChanges, type JudgeRow } from "./rows.ts";

/** One fault each, and the order of two; all else is proper. */
export function judgeFaults(): Fault<JudgeChanges>[] {
  return faultsOf("judge", [
    ["step 1", formFaults],
    ["step 2", outerFaults()],
    ["step 3", periodFaults],
    ["step 4", tagFaults()],
    ["step 5", reporterFaults],
    ["step 6", commitmentFaults()],
    ["step 7", messageFaults],
    ["step 8", fieldFaults],
    ["step 9", headerFaults],
    ["order", judgeOrder()],
  ]);
}

const zero = Uint8Array.of(0);

const formFaults: readonly JudgeRow[] = [
  ["an item beyond its limit", "size", { item: { more: "a".repeat(140_000) } }],
  ["an item with a byte behind it", "encoding", { trailing: zero }],
  ["an item that is no CBOR", "encoding", { encoded: Uint8Array.of(0xff) }],
  ["an empty item", "encoding", { encoded: new Uint8Array() }],
  ["an item of an unknown kind", "item", { item: { kind: "rumour" } }],
  ["an item with a member too many", "item", { item: { more: 1 } }],
  ["an item without tag", "item", { item: { tag: undefined } }],
  ["a tag of 31 bytes", "item", { item: { tag: bytes(1, 31) } }],
  ["an item without NF", "item", { item: { nf: undefined } }],
  ["an NF of 31 bytes", "item", { item: { nf: bytes(6, 31) } }],
  ["an NF that HMAC would pad", "item", { item: { nf: Uint8Array.of(...firstNf, 0) } }],
  ["an item without M", "item", { item: { message: undefined } }],
  ["an M of more than 64 KiB", "item", { draft: { fields: [["text", "a".repeat(65_536)]] } }],
  ["a withheld item with an NF", "item", { open: "withheld", item: { nf: firstNf } }],
  ["a context without recipient", "item", { draft: { context: { recipient: undefined } } }],
  ["a context with a member too many", "item", { draft: { context: { seq: 7 } } }],
];

function outerFaults(): JudgeRow[] {
  const { commitment, outer } = make();
  return [
    ["an outer part with a byte behind it", "encoding", { item: { outer: concat(outer, zero) } }],
    ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
    ["a commitment of 31 bytes", "outer", { draft: { outer: { commitment: commitment.slice(1) } } }],
    ["an outer part without suite", "outer", { item: { outer: encode({ commitment }) } }],
    ["an item of another suite", "suite", { draft: { outer: { suite: otherSuite } } }],
  ];
}

const relay = "other-relay.example";
const moderation = "other-mod.example";
const at = (timestamp: number): DraftChanges => ({ context: { timestamp } });

const periodFaults: readonly JudgeRow[] = [
  [
    "a tag for another moderation, whose key this one has,",
    "moderation",
    {
      draft: { period: "another moderation's", delivery: { moderation } },
      moderator: { periods: ["another moderation's"] },
    },
  ],
  ["a tag of an unknown period", "unknown-key", { moderator: { periods: ["another relay's"] } }],
  [
    "a tag with the period of another relay",
    "relay",
    { draft: { period: "another relay's" }, moderator: { periods: ["another relay's"] } },
  ],
  [
    "a tag with the period of another moderation",
    "moderation",
    { draft: { period: "another moderation's" }, moderator: { periods: ["another moderation's"] } },
  ],
  [
    "a tag with a period of another algorithm",
    "key",
    { draft: { period: "another algorithm's" }, moderator: { periods: ["another algorithm's"] } },
  ],
  ["a tag whose period is no longer judged", "expired", { moderator: { now: noon + 7_862_400_001 } }],
  ["a message before its period", "time", { draft: at(noon - 1) }],
  ["a message after its period", "time", { draft: at(noon + 86_400_001) }],
  [
    "a message more than five minutes ahead",
    "time",
    { draft: at(noon + 300_601), moderator: { now: noon + 600 } },
  ],
];

function tagFaults(): JudgeRow[] {
  const { commitment, context, tag } = make();
  const { commitment: otherCommitment, tag: othersTag } = make({ fields: [["text", "bye"]] });
  const { tag: ofAnotherPeriod } = make({ period: "another relay's" });
  const changed = (name: string, changes: Changes): JudgeRow => [
    `a tag over another ${name}`,
    "stamp",
    { item: { context: { ...context, ...changes } } },
  ];
  return [
    ["a tag with one bit turned", "stamp", { item: { tag: spoiled(tag) } }],
    ["the tag of another message", "stamp", { item: { tag: othersTag } }],
    ["the tag of another TF", "stamp", { draft: { outer: { commitment: otherCommitment } }, item: { tag } }],
    ["a TF in its tag's place", "stamp", { item: { tag: commitment } }],
    ["a tag under the key of another period", "stamp", { item: { tag: ofAnotherPeriod } }],
    changed("sender", { sender: "c3" }),
    changed("time", { timestamp: noon + 457 }),
    [
      "a tag over another recipient",
      "stamp",
      { item: { context: { ...context, recipient: "c3" } }, moderator: reportedBy("relay.example", "c3") },
    ],
    [
      "a withheld message whose tag has one bit turned",
      "stamp",
      { open: "withheld", item: { tag: spoiled(tag) } },
    ],
  ];
}

function reportedBy(at: string, account: string): Partial<ModeratorForm> {
  return { reporter: { kind: "named", relay: at, account } };
}

const anonymous = { reporter: { kind: "anonymous" } } as const;

const reporterFaults: readonly JudgeRow[] = [
  ["a message of an anonymous reporter", "reporter", { moderator: anonymous }],
  ["a withheld message of an anonymous reporter", "reporter", { open: "withheld", moderator: anonymous }],
  ["a reporter of another relay", "reporter", { moderator: reportedBy(relay, "b2") }],
  [
    "a reporter to whom the message was not addressed",
    "addressed",
    { moderator: reportedBy("relay.example", "c3") },
  ],
  [
    "a withheld message that was addressed to another",
    "addressed",
    { open: "withheld", moderator: reportedBy("relay.example", "c3") },
  ],
  [
    "a sender to whom the message was not addressed",
    "addressed",
    { moderator: reportedBy("relay.example", "a1") },
  ],
];

function commitmentFaults(): JudgeRow[] {
  const { commitment } = make();
  const { message: other } = make({ fields: [["text", "bye"]] });
  const { message: regrouped } = make({ header: { kind: "group" } });
  return [
    [
      "a stamped TF with one bit turned",
      "commitment",
      { draft: { outer: { commitment: spoiled(commitment) } } },
    ],
    ["an NF with one bit turned", "commitment", { item: { nf: spoiled(firstNf) } }],
    ["a message that was not committed to", "commitment", { item: { message: other } }],
    ["a header that was not committed to", "commitment", { item: { message: regrouped } }],
    ["an empty M", "commitment", { item: { message: new Uint8Array() } }],
  ];
}

const messageFaults: readonly JudgeRow[] = [
  ["an M with a byte behind it", "encoding", { draft: { trailing: { message: zero } } }],
  ["an M with a member too many", "item", { draft: { message: { more: 1 } } }],
  ["an M without header", "item", { draft: { message: { header: undefined } } }],
  ["an M without fields", "item", { draft: { message: { fields: undefined } } }],
  ["a message of no fields", "item", { draft: { fields: [] } }],
  ["a field that is a list", "item", { draft: { fields: [["text", ["hello"]]] } }],
  ...oneOfEachCode(malformedHeaders).map(
    ({ name, code, made }): JudgeRow => [name, code, { draft: { header: made } }],
  ),
];

const fieldFaults = [...oneOfEachCode(malformedShapes), ...oneOfEachCode(malformedTypes)].map(
  ({ name, code, made }): JudgeRow => [name, code, { draft: { fields: made } }],
);

const headerFaults: readonly JudgeRow[] = [
  ["a header that names another relay", "header", { draft: { header: { relay } } }],
  ["a header that names another sender than the context", "header", { draft: { header: { sender: "c3" } } }],
  ["a context that names another sender than the header", "header", { draft: { context: { sender: "c3" } } }],
];
