import { hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { device } from "../draft.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { type DraftChanges, firstNf, make, otherSuite, suite } from "./draft.ts";
import { receiveOrder } from "./receive-order.ts";
import { type Fault, faultsOf, type ReceiveChanges, type ReceiveRow } from "./rows.ts";

/** One fault each, and the order of two; all else is as an honest sender and relay would make it. */
export function receiveFaults(): Fault<ReceiveChanges>[] {
  return faultsOf("receive", [
    ["step 1", sizeFaults],
    ["step 2", outerFaults()],
    ["step 3", deliveryFaults],
    ["step 4", periodFaults],
    ["step 5", partyFaults],
    ["step 7", innerFaults],
    ["step 8", placeFaults],
    ["step 9", fieldFaults],
    ["step 10", commitmentFaults()],
    ["step 11", statementFaults],
    ["order", receiveOrder()],
  ]);
}

const zero = Uint8Array.of(0);

const sizeFaults: readonly ReceiveRow[] = [
  ["an outer part beyond its limit", "size", { draft: { outer: { suite: "s".repeat(1100) } } }],
  ["an inner part beyond 64 KiB", "size", { draft: { fields: [["text", "a".repeat(66_000)]] } }],
  ["a delivery beyond its limit", "size", { draft: { context: { sender: "s".repeat(4200) } } }],
];

function outerFaults(): ReceiveRow[] {
  const short = make().commitment.slice(1);
  return [
    ["an outer part with a byte behind it", "encoding", { draft: { trailing: { outer: zero } } }],
    ["an outer part that is no CBOR", "encoding", { bytes: { outer: Uint8Array.of(0xff) } }],
    ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
    ["an outer part without commitment", "outer", { bytes: { outer: encode({ suite }) } }],
    ["a commitment of 31 bytes", "outer", { draft: { outer: { commitment: short } } }],
    ["a message of another suite", "suite", { draft: { outer: { suite: otherSuite } } }],
    ["a suite on which the conversation has not agreed", "suite", { channel: { suite: otherSuite } }],
  ];
}

const deliveryFaults: readonly ReceiveRow[] = [
  ["a delivery with a byte behind it", "encoding", { draft: { trailing: { delivery: zero } } }],
  ["a delivery with a member too many", "delivery", { draft: { delivery: { more: 1 } } }],
  ["a delivery without tag", "delivery", { draft: { delivery: { tag: undefined } } }],
  ["a tag of 31 bytes", "delivery", { draft: { delivery: { tag: bytes(1, 31) } } }],
  ["a name of a key of 31 bytes", "delivery", { draft: { delivery: { keyId: bytes(1, 31) } } }],
  ["a relay without a name", "delivery", { draft: { delivery: { relay: "" } } }],
  ["a context without recipient", "delivery", { draft: { context: { recipient: undefined } } }],
  ["a context with a member too many", "delivery", { draft: { context: { seq: 7 } } }],
  ["a relay's clock before 1970", "delivery", { draft: { context: { timestamp: -1 } } }],
];

const relay = "other-relay.example";
const moderation = "other-mod.example";
const at = (timestamp: number): DraftChanges => ({ context: { timestamp } });

const periodFaults: readonly ReceiveRow[] = [
  [
    "a message of another relay",
    "relay",
    {
      draft: { period: "another relay's", delivery: { relay } },
      recipient: { periods: ["another relay's"] },
    },
  ],
  [
    "a message for another moderation",
    "moderation",
    {
      draft: { period: "another moderation's", delivery: { moderation } },
      recipient: { periods: ["another moderation's"] },
    },
  ],
  ["a tag of an unknown period", "key", { recipient: { periods: ["another relay's"] } }],
  ...(["another relay's", "another moderation's", "another algorithm's"] as const).map(
    (period): ReceiveRow => [
      `a tag with a period of ${period}`,
      "key",
      { draft: { period }, recipient: { periods: [period] } },
    ],
  ),
  ["a message before its period", "time", { draft: at(noon - 1) }],
  [
    "a message after its period",
    "time",
    { draft: at(noon + 86_400_001), recipient: { now: noon + 86_400_001 } },
  ],
  ["a message more than five minutes ahead", "time", { draft: at(noon + 300_601) }],
  [
    "a message that can be reported for too short a time",
    "time",
    { recipient: { minReportMs: 7_862_400_000 - 599 } },
  ],
];

const partyFaults: readonly ReceiveRow[] = [
  [
    "a context that names another sender than the channel",
    "sender",
    { draft: { context: { sender: "c3" } } },
  ],
  ["a context that names another recipient", "addressed", { draft: { context: { recipient: "c3" } } }],
  ["another's delivery", "addressed", { recipient: { account: "c3" } }],
];

const manyFields = Array.from({ length: 129 }, (): AnyField => ["text", ""]);
const shortSecret = { key: bytes(1, 15), seed: bytes(2, 32), locator: "blobs/1" };

const innerFaults: readonly ReceiveRow[] = [
  ["an inner part with a byte behind it", "encoding", { draft: { trailing: { inner: zero } } }],
  ["an inner part with a member too many", "inner", { draft: { inner: { more: 1 } } }],
  ["an inner part without NF", "inner", { draft: { inner: { nf: undefined } } }],
  ["an NF of 31 bytes", "inner", { draft: { inner: { nf: bytes(6, 31) } } }],
  ["an NF that HMAC would pad", "inner", { draft: { inner: { nf: Uint8Array.of(...firstNf, 0) } } }],
  ["an M that is no bytes", "inner", { draft: { inner: { message: "hello" } } }],
  ["an attachment's key of 15 bytes", "inner", { draft: { secrets: [shortSecret] } }],
  ["an M with a byte behind it", "encoding", { draft: { trailing: { message: zero } } }],
  ["an M with a member too many", "inner", { draft: { message: { more: 1 } } }],
  ["an M without header", "inner", { draft: { message: { header: undefined } } }],
  ["an M without fields", "inner", { draft: { message: { fields: undefined } } }],
  ["a message of no fields", "inner", { draft: { fields: [] } }],
  ["a message of 129 fields", "inner", { draft: { fields: manyFields } }],
  ["a path of 65 characters", "inner", { draft: { fields: [["x".repeat(65), "x"]] } }],
  ["a field that is a list", "inner", { draft: { fields: [["text", ["hello"]]] } }],
  ...malformedHeaders.map(({ name, code, made }): ReceiveRow => [name, code, { draft: { header: made } }]),
];

const placeFaults: readonly ReceiveRow[] = [
  ["a header that names another relay", "relay", { draft: { header: { relay } } }],
  [
    "a header of another conversation than the channel's",
    "conversation",
    { draft: { header: { conversation: bytes(0x13, 16) } } },
  ],
  ["a channel of another conversation", "conversation", { channel: { conversation: hex(bytes(0x13, 16)) } }],
  ["a header that names another sender than the channel", "sender", { draft: { header: { sender: "c3" } } }],
];

const fieldFaults: readonly ReceiveRow[] = [...malformedShapes, ...malformedTypes].map(
  ({ name, code, made }): ReceiveRow => [name, code, { draft: { fields: made } }],
);

function commitmentFaults(): ReceiveRow[] {
  const { commitment } = make();
  const { message: other } = make({ fields: [["text", "bye"]] });
  const { message: regrouped } = make({ header: { kind: "group" } });
  return [
    ["a TF with one bit turned", "commitment", { draft: { outer: { commitment: spoiled(commitment) } } }],
    ["an NF with one bit turned", "commitment", { draft: { inner: { nf: spoiled(firstNf) } } }],
    ["a message that was not committed to", "commitment", { draft: { inner: { message: other } } }],
    ["a header that was not committed to", "commitment", { draft: { inner: { message: regrouped } } }],
  ];
}

const before = { seq: 5, commitment: hex(bytes(0x15, 32)), sender: "a1", device: hex(device), n: 0 };
const foreign = { seq: 6, commitment: hex(bytes(5, 32)), sender: "c3", device: hex(bytes(0x14, 8)), n: 0 };
const refTo = (rel: string, value: number) => ({ rel, commitment: bytes(value, 32) });
const referring = (kind: string, refs: readonly unknown[]): ReceiveChanges => ({
  draft: { header: { kind, refs, sent: { device, n: 1 } } },
  recipient: { history: [before, foreign] },
});

const statementFaults: readonly ReceiveRow[] = [
  ["a number that the device has used before", "sent", { recipient: { history: [before, foreign] } }],
  ["a message that edits", "refs", referring("message", [refTo("edit", 0x15)])],
  ["an edit of nothing", "refs", referring("edit", [])],
  ["an edit that deletes", "refs", referring("edit", [refTo("delete", 0x15)])],
  ["an edit of another's message", "refs", referring("edit", [refTo("edit", 5)])],
  ["a deletion of another's message", "refs", referring("delete", [refTo("delete", 5)])],
];
