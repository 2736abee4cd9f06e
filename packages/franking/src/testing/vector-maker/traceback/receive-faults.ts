import { hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { device, merged } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { forwarded } from "../positive-messages.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { type DraftChanges, firstK, make, otherSuite } from "./draft.ts";
import { markedWords } from "./paths.ts";
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
  ["a delivery beyond its limit", "size", { draft: { facts: { sender: "s".repeat(4200) } } }],
];

function outerFaults(): ReceiveRow[] {
  const { outerParts } = make();
  const parts = (changes: Changes): ReceiveChanges => ({
    bytes: { outer: encode(merged(outerParts, changes)) },
  });
  return [
    ["an outer part with a byte behind it", "encoding", { draft: { trailing: { outer: zero } } }],
    ["an outer part that is no CBOR", "encoding", { bytes: { outer: Uint8Array.of(0xff) } }],
    ["an outer part with a member too many", "outer", parts({ more: 1 })],
    ["an outer part without address", "outer", parts({ address: undefined })],
    ["an address of 31 bytes", "outer", parts({ address: bytes(1, 31) })],
    ["a ct of 15 bytes", "outer", parts({ ct: bytes(1, 15) })],
    ["a ct of two blocks", "outer", parts({ ct: bytes(1, 32) })],
    ["a message of another suite", "suite", { draft: { outer: { suite: otherSuite } } }],
    ["a suite on which the conversation has not agreed", "suite", { channel: { suite: otherSuite } }],
  ];
}

const deliveryFaults: readonly ReceiveRow[] = [
  ["a delivery with a byte behind it", "encoding", { draft: { trailing: { delivery: zero } } }],
  ["a delivery with a member too many", "delivery", { draft: { delivery: { more: 1 } } }],
  ["a delivery without recipient", "delivery", { draft: { delivery: { recipient: undefined } } }],
  ["a conversation of 15 bytes", "delivery", { draft: { delivery: { conversation: bytes(3, 15) } } }],
  ["a name of a key of 31 bytes", "delivery", { draft: { delivery: { keyId: bytes(1, 31) } } }],
  ["a relay without a name", "delivery", { draft: { delivery: { relay: "" } } }],
  ["a relay's clock before 1970", "delivery", { draft: { facts: { timestamp: -1 } } }],
];

const relay = "other-relay.example";
const moderation = "other-mod.example";
const at = (timestamp: number): DraftChanges => ({ facts: { timestamp } });

const periodFaults: readonly ReceiveRow[] = [
  [
    "a message of another relay",
    "relay",
    {
      draft: { period: "another relay's", facts: { relay }, header: { relay } },
      recipient: { periods: ["another relay's"] },
    },
  ],
  [
    "a message for another moderation",
    "moderation",
    {
      draft: { period: "another moderation's", facts: { moderation } },
      recipient: { periods: ["another moderation's"] },
    },
  ],
  ["a message of an unknown period", "key", { recipient: { periods: ["another relay's"] } }],
  ...(["another relay's", "another moderation's", "another algorithm's"] as const).map(
    (period): ReceiveRow => [
      `a message with a period of ${period}`,
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
    "a delivery of another conversation than the channel's",
    "conversation",
    { draft: { facts: { conversation: bytes(0x13, 16) } } },
  ],
  ["a channel of another conversation", "conversation", { channel: { conversation: hex(bytes(0x13, 16)) } }],
  [
    "a delivery that names another sender than the channel",
    "sender",
    { draft: { facts: { sender: "c3" }, header: { sender: "c3" } } },
  ],
  ["a delivery that names another recipient", "addressed", { draft: { recipient: "c3" } }],
  ["another's delivery", "addressed", { recipient: { account: "c3" } }],
];

const manyFields = Array.from({ length: 129 }, (): AnyField => ["text", ""]);
const shortSecret = { key: bytes(1, 15), seed: bytes(2, 32), locator: "blobs/1" };

const innerFaults: readonly ReceiveRow[] = [
  ["an inner part with a byte behind it", "encoding", { draft: { trailing: { inner: zero } } }],
  ["an inner part with a member too many", "inner", { draft: { inner: { more: 1 } } }],
  ["an inner part without k", "inner", { draft: { inner: { k: undefined } } }],
  ["an inner part without header", "inner", { draft: { inner: { header: undefined } } }],
  ["a k of 15 bytes", "inner", { draft: { inner: { k: bytes(0x21, 15) } } }],
  ["a k that HMAC would pad", "inner", { draft: { inner: { k: Uint8Array.of(...firstK, 0) } } }],
  ["an attachment's key of 15 bytes", "inner", { draft: { secrets: [shortSecret] } }],
  ["a message of no fields", "inner", { draft: { fields: [] } }],
  ["a message of 129 fields", "inner", { draft: { fields: manyFields } }],
  ["a path of 65 characters", "inner", { draft: { fields: [["x".repeat(65), "x"]] } }],
  ["a field that is a list", "inner", { draft: { fields: [["text", ["hello"]]] } }],
  ...malformedHeaders.map(({ name, code, made }): ReceiveRow => [name, code, { draft: { header: made } }]),
];

const placeFaults: readonly ReceiveRow[] = [
  ["a header that names another relay", "relay", { draft: { header: { relay } } }],
  [
    "a header of another conversation than the delivery's",
    "conversation",
    { draft: { header: { conversation: bytes(0x13, 16) } } },
  ],
  ["a header that names another sender than the delivery", "sender", { draft: { header: { sender: "c3" } } }],
];

const fieldFaults: readonly ReceiveRow[] = [...malformedShapes, ...malformedTypes].map(
  ({ name, code, made }): ReceiveRow => [name, code, { draft: { fields: made } }],
);

function commitmentFaults(): ReceiveRow[] {
  const { address } = make();
  return [
    ["an address with one bit turned", "commitment", { draft: { outer: { address: spoiled(address) } } }],
    ["a k with one bit turned", "commitment", { draft: { inner: { k: spoiled(firstK) } } }],
    ["fields that were not committed to", "commitment", { draft: { inner: { fields: [["text", "bye"]] } } }],
    [
      "the mark of a forward among the words",
      "commitment",
      { draft: { fields: forwarded, words: markedWords() } },
    ],
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
