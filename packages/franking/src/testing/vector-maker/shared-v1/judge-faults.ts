import { concat } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { ModeratorForm } from "../../parties.ts";
import { merged } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { malformedHeaders, malformedShapes, malformedTypes, oneOfEachCode } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { spoiled } from "../suite.ts";
import { type DraftChanges, firstKf, firstR, make, otherSuite } from "./draft.ts";
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
  ["an item without kf", "item", { item: { kf: undefined } }],
  ["a kf of 31 bytes", "item", { item: { kf: bytes(6, 31) } }],
  ["a kf that HMAC would pad", "item", { item: { kf: Uint8Array.of(...firstKf, 0) } }],
  ["an r of 15 bytes", "item", { item: { r: bytes(0x22, 15) } }],
  ["an r of 32 bytes", "item", { item: { r: bytes(0x22, 32) } }],
  ["an item without M", "item", { item: { message: undefined } }],
  ["an M of more than 64 KiB", "item", { draft: { fields: [["text", "a".repeat(65_536)]] } }],
  ["a withheld item with an r", "item", { open: "withheld", item: { r: firstR } }],
  ["a context without sender", "item", { draft: { context: { sender: undefined } } }],
  ["a context with a member too many", "item", { draft: { context: { seq: 7 } } }],
];

function outerFaults(): JudgeRow[] {
  const { outer, share } = make();
  const parts = (changes: Changes): JudgeChanges => ({ item: { outer: encode(merged(share, changes)) } });
  return [
    ["an outer part with a byte behind it", "encoding", { item: { outer: concat(outer, zero) } }],
    ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
    ["a share of c2 of 31 bytes", "outer", parts({ c2: bytes(0x25, 31) })],
    ["an h of 31 bytes", "outer", parts({ h: bytes(0x25, 31) })],
    ["an s1 of 15 bytes", "outer", parts({ s1: bytes(0x25, 15) })],
    ["an outer part without suite", "outer", parts({ suite: undefined })],
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
  const { context, share, sigma, sigmaC } = make();
  const other = make({ fields: [["text", "bye"]] });
  const { sigma: ofAnotherPeriod } = make({ period: "another relay's" });
  const changed = (name: string, changes: Changes): JudgeRow => [
    `a tag over another ${name}`,
    "stamp",
    { item: { context: { ...context, ...changes } } },
  ];
  const shareChanged = (name: string, changes: Changes): JudgeRow => [
    `a tag over another ${name}`,
    "stamp",
    { item: { outer: encode({ ...share, ...changes }) } },
  ];
  return [
    ["a tag with one bit turned", "stamp", { item: { tag: spoiled(sigma) } }],
    ["the tag of another message", "stamp", { item: { tag: other.sigma } }],
    ["a hash of the tag in its place", "stamp", { item: { tag: sigmaC } }],
    ["a tag under the key of another period", "stamp", { item: { tag: ofAnotherPeriod } }],
    changed("sender", { sender: "c3" }),
    changed("time", { timestamp: noon + 457 }),
    shareChanged("share of c2", { c2: other.share.c2 }),
    shareChanged("h", { h: spoiled(share.h) }),
    [
      "a withheld message whose tag has one bit turned",
      "stamp",
      { open: "withheld", item: { tag: spoiled(sigma) } },
    ],
  ];
}

function reportedBy(at: string, account: string): Partial<ModeratorForm> {
  return { reporter: { kind: "named", relay: at, account } };
}

const reporterFaults: readonly JudgeRow[] = [
  ["a reporter of another relay", "reporter", { moderator: reportedBy(relay, "b2") }],
  [
    "a withheld message of a reporter of another relay",
    "reporter",
    { open: "withheld", moderator: reportedBy(relay, "b2") },
  ],
];

function commitmentFaults(): JudgeRow[] {
  const { share, values } = make();
  const { message: other } = make({ fields: [["text", "bye"]] });
  const { message: asLong } = make({
    fields: [
      ["sentAt", noon + 123],
      ["text", "hullo"],
    ],
  });
  const { message: regrouped } = make({ header: { kind: "group" } });
  return [
    [
      "a tagged share of c2 with one bit turned",
      "commitment",
      { draft: { outer: { c2: spoiled(share.c2) } } },
    ],
    ["c2 in its share's place", "commitment", { draft: { outer: { c2: values.c2 } } }],
    ["a tagged h that is not of s2", "commitment", { draft: { outer: { h: spoiled(share.h) } } }],
    [
      "an s1 with one bit turned",
      "commitment",
      { item: { outer: encode({ ...share, s1: spoiled(share.s1) }) } },
    ],
    ["an r with one bit turned", "commitment", { item: { r: spoiled(firstR) } }],
    ["a kf with one bit turned", "commitment", { item: { kf: spoiled(firstKf) } }],
    ["a message that was not committed to", "commitment", { item: { message: other } }],
    ["a message as long that was not committed to", "commitment", { item: { message: asLong } }],
    ["a header that was not committed to", "commitment", { item: { message: regrouped } }],
    ["an empty M", "commitment", { item: { message: new Uint8Array() } }],
    ["a commitment to other than what was encrypted", "commitment", { draft: { c2: spoiled(values.c2) } }],
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
