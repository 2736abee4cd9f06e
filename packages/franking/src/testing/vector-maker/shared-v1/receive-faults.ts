import { hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import { device, merged } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { type DraftChanges, make, otherSuite } from "./draft.ts";
import { receiveOrder } from "./receive-order.ts";
import { type Fault, faultsOf, type ReceiveChanges, type ReceiveRow } from "./rows.ts";

/** One fault each, and the order of two; all else is as an honest sender and relay would make it. */
export function receiveFaults(): Fault<ReceiveChanges>[] {
  return faultsOf("receive", [
    ["step 1", sizeFaults],
    ["step 2", outerFaults()],
    ["step 3", deliveryFaults],
    ["step 4", innerFaults],
    ["step 5", joiningFaults()],
    ["step 6", maskFaults()],
    ["step 7", periodFaults],
    ["step 8", senderFaults],
    ["step 10", messageFaults],
    ["step 11", placeFaults],
    ["step 12", fieldFaults],
    ["step 13", statementFaults],
    ["order", receiveOrder()],
  ]);
}

const zero = Uint8Array.of(0);

/** Changes with which the inner part has exactly `size` bytes. */
function innerOf(size: number): Changes {
  const more = "a".repeat(60_000);
  return { more: "a".repeat(more.length + size - make({ inner: { more } }).inner.length) };
}

const sizeFaults: readonly ReceiveRow[] = [
  ["an outer part beyond its limit", "size", { draft: { outer: { suite: "s".repeat(1100) } } }],
  ["an inner part of a byte more than 64 KiB", "size", { draft: { inner: innerOf(65_537) } }],
  ["a delivery beyond its limit", "size", { draft: { delivery: { masked: bytes(0x25, 4200) } } }],
];

function outerFaults(): ReceiveRow[] {
  const { share } = make();
  const parts = (changes: Changes): ReceiveChanges => ({ bytes: { outer: encode(merged(share, changes)) } });
  return [
    ["an outer part with a byte behind it", "encoding", { draft: { trailing: { outer: zero } } }],
    ["an outer part that is no CBOR", "encoding", { bytes: { outer: Uint8Array.of(0xff) } }],
    ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
    ["an outer part without h", "outer", parts({ h: undefined })],
    ["a share of c2 of 31 bytes", "outer", parts({ c2: bytes(0x25, 31) })],
    ["an h of 31 bytes", "outer", parts({ h: bytes(0x25, 31) })],
    ["an s1 of 15 bytes", "outer", parts({ s1: bytes(0x25, 15) })],
    ["a message of another suite", "suite", { draft: { outer: { suite: otherSuite } } }],
    ["a suite on which the conversation has not agreed", "suite", { channel: { suite: otherSuite } }],
  ];
}

const deliveryFaults: readonly ReceiveRow[] = [
  ["a delivery with a byte behind it", "encoding", { draft: { trailing: { delivery: zero } } }],
  ["a delivery with a member too many", "delivery", { draft: { delivery: { more: 1 } } }],
  ["a delivery without what is masked", "delivery", { draft: { delivery: { masked: undefined } } }],
  ["what is masked of 63 bytes", "delivery", { draft: { delivery: { masked: bytes(0x25, 63) } } }],
  ["what is masked of 1,025 bytes", "delivery", { draft: { delivery: { masked: bytes(0x25, 1025) } } }],
  ["a name of a key of 31 bytes", "delivery", { draft: { delivery: { keyId: bytes(1, 31) } } }],
  ["a relay without a name", "delivery", { draft: { delivery: { relay: "" } } }],
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

const senderFaults: readonly ReceiveRow[] = [
  [
    "a context that names another sender than the channel",
    "sender",
    { draft: { context: { sender: "c3" } } },
  ],
  ["a channel of another sender", "sender", { channel: { sender: "c3" } }],
];

const manyFields = Array.from({ length: 129 }, (): AnyField => ["text", ""]);
const shortSecret = { key: bytes(1, 15), seed: bytes(2, 32), locator: "blobs/1" };

const innerFaults: readonly ReceiveRow[] = [
  ["an inner part with a byte behind it", "encoding", { draft: { trailing: { inner: zero } } }],
  ["an inner part with a member too many", "inner", { draft: { inner: { more: 1 } } }],
  ["an inner part of 64 KiB with a member too many", "inner", { draft: { inner: innerOf(65_536) } }],
  ["an inner part without K", "inner", { draft: { inner: { key: undefined } } }],
  ["a K of 32 bytes", "inner", { draft: { inner: { key: bytes(0x21, 32) } } }],
  ["an s2 of 15 bytes", "inner", { draft: { inner: { s2: bytes(0x25, 15) } } }],
  ["a share of c1 of 75 bytes", "inner", { draft: { inner: { c1: bytes(0x25, 75) } } }],
  ["a share of c1 that is no bytes", "inner", { draft: { inner: { c1: "hello" } } }],
  ["an attachment's key of 15 bytes", "inner", { draft: { secrets: [shortSecret] } }],
];

function joiningFaults(): ReceiveRow[] {
  const { share, values } = make();
  const { inner: others, share: othersShare } = make({ fields: [["text", "bye"]] });
  const of = (draft: DraftChanges): ReceiveChanges => ({ draft });
  return [
    ["a K with one bit turned", "commitment", of({ inner: { key: spoiled(bytes(0x21, 16)) } })],
    ["a share of c1 that is none", "commitment", of({ inner: { c1: bytes(0x25, 76) } })],
    ["a share of c1 and no message in it", "commitment", of({ inner: { c1: bytes(0x25, 200) } })],
    ["a share of c2 with one bit turned", "commitment", of({ outer: { c2: spoiled(share.c2) } })],
    ["a share of c2 of another message", "commitment", of({ outer: { c2: othersShare.c2 } })],
    ["the inner part of another message", "commitment", { bytes: { inner: others } }],
    ["a second seed with one bit turned", "commitment", of({ inner: { s2: spoiled(values.s2) } })],
    ["a second seed that r does not give, and shares that join", "commitment", of({ s2: bytes(0x26, 16) })],
    ["a first seed that r does not give", "commitment", of({ outer: { s1: bytes(0x26, 16) } })],
    ["an h that is not of s2", "commitment", of({ outer: { h: spoiled(share.h) } })],
    ["a commitment to other than what was encrypted", "commitment", of({ c2: spoiled(values.c2) })],
  ];
}

function maskFaults(): ReceiveRow[] {
  const { masked } = make();
  const { masked: others } = make({ fields: [["text", "bye"]] });
  const turned = (at: number): ReceiveChanges => ({
    draft: { delivery: { masked: masked.map((byte, i) => (i === at ? byte ^ 1 : byte)) } },
  });
  return [
    ["a masked context with one bit turned", "stamp", turned(12)],
    ["a masked tag with one bit turned", "stamp", turned(masked.length - 40)],
    ["a masked hash with one bit turned", "stamp", turned(masked.length - 1)],
    ["what is masked of another message", "stamp", { draft: { delivery: { masked: others } } }],
    ["nothing but masks", "stamp", { draft: { delivery: { masked: bytes(0, 64) } } }],
    ["a context with a byte behind it", "encoding", { draft: { trailing: { context: zero } } }],
    ["a context without sender", "delivery", { draft: { context: { sender: undefined } } }],
    ["a context with a member too many", "delivery", { draft: { context: { seq: 7 } } }],
    ["a relay's clock before 1970", "delivery", { draft: { context: { timestamp: -1 } } }],
  ];
}

const messageFaults: readonly ReceiveRow[] = [
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
