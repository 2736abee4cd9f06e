import { hex } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import type { RefusalCode } from "../../errors.ts";
import { device, make } from "./draft.ts";
import type { Changes, DraftChanges } from "./draft-form.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "./malformed.ts";
import { bytes, noon, periodNamed } from "./periods.ts";
import { receiveOrder } from "./receive-order.ts";
import type { ReceiveChanges, ReceiveRow } from "./receive-row.ts";
import type { Suite } from "./stamped-suite.ts";
import { type AnyField, spoiled } from "./suite.ts";

export interface ReceiveFault {
  readonly name: string;
  readonly code: RefusalCode;
  readonly origin: string;
  readonly changes: ReceiveChanges;
}

/** One fault each, and the order of two; all else is as an honest sender and relay would make it. */
export function receiveFaults(suite: Suite): ReceiveFault[] {
  const steps: readonly (readonly ReceiveRow[])[] = [
    outerFaults(suite),
    deliveryFaults,
    channelFaults,
    historyFaults,
    [...innerFaults, ...suite.innerFaults],
    shapeFaults,
    commitmentFaults(suite),
    sequenceFaults,
  ];
  const alone = steps.flatMap((rows, i) => rows.map((row) => faultOf(row, `step ${i + 1}`)));
  return [...alone, ...receiveOrder(suite).map((row) => faultOf(row, "order"))];
}

function faultOf([name, code, changes]: ReceiveRow, place: string): ReceiveFault {
  return { name, code, changes, origin: `docs/spec/receive.md, ${place}` };
}

const zero = Uint8Array.of(0);

function outerFaults(suite: Suite): ReceiveRow[] {
  const { committed } = make(suite);
  const otherSuite = { draft: { outer: { suite: suite.other } }, channel: { suite: suite.other } };
  return [
    ["an outer part beyond its limit", "size", { draft: { outer: { suite: "s".repeat(1100) } } }],
    ["an inner part beyond 64 KiB", "size", beyondInner(suite)],
    ["a delivery beyond its limit", "size", { draft: { context: { sender: "s".repeat(4200) } } }],
    ["an outer part with a byte behind it", "encoding", { draft: { trailing: { outer: zero } } }],
    ["an outer part that is no CBOR", "encoding", { bytes: { outer: Uint8Array.of(0xff) } }],
    ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
    ["an outer part without commitment", "outer", { bytes: { outer: encode({ suite: suite.id }) } }],
    [
      "a commitment of 31 bytes",
      "outer",
      { draft: { outer: { commitment: committed.commitment.slice(1) } } },
    ],
    ["a suite of another scheme's", "suite", otherSuite],
    ["a suite on which the conversation has not agreed", "suite", { channel: { suite: suite.other } }],
  ];
}

function beyondInner({ encrypts }: Suite): ReceiveChanges {
  const long = "a".repeat(66_000);
  return { draft: encrypts ? { inner: { more: long } } : { fields: [["text", long]] } };
}

const otherRelay = { relay: "other-relay.example" };
const otherModeration = { moderation: "other-mod.example" };
const keyIdOf = (name: Parameters<typeof periodNamed>[0]): Changes => ({ keyId: periodNamed(name).keyId });
const acceptedAt = (time: number): DraftChanges => ({ context: { acceptedAt: time } });

const deliveryFaults: readonly ReceiveRow[] = [
  ["a delivery with a byte behind it", "encoding", { draft: { trailing: { delivery: zero } } }],
  ["a delivery with a member too many", "delivery", { draft: { delivery: { more: 1 } } }],
  ["a delivery without blind", "delivery", { draft: { delivery: { blind: undefined } } }],
  ["a stamp of 31 bytes", "delivery", { draft: { delivery: { stamp: bytes(1, 31) } } }],
  ["a context of another version", "delivery", { draft: { context: { v: 2 } } }],
  ["a context without epoch", "delivery", { draft: { context: { epoch: undefined } } }],
  ["a context with a member too many", "delivery", { draft: { context: { mood: "good" } } }],
  ["a conversation of 15 bytes", "delivery", { draft: { context: { conversation: bytes(3, 15) } } }],
  ["a negative number", "delivery", { draft: { context: { seq: -1 } } }],
  [
    "a stamp of another relay",
    "relay",
    {
      draft: {
        ...{ period: "another relay's", header: otherRelay, context: otherRelay },
        recipient: { ...otherRelay, account: "b2" },
      },
      recipient: { periods: ["another relay's"] },
    },
  ],
  [
    "a stamp for another moderation",
    "moderation",
    {
      draft: { period: "another moderation's", context: otherModeration },
      recipient: { periods: ["another moderation's"] },
    },
  ],
  ["a stamp of an unknown period", "key", { recipient: { periods: ["another relay's"] } }],
  [
    "a stamp with the period of another relay",
    "key",
    {
      draft: { period: "another relay's", context: keyIdOf("another relay's") },
      recipient: { periods: ["another relay's"] },
    },
  ],
  [
    "a stamp with the period of another moderation",
    "key",
    {
      draft: { period: "another moderation's", context: keyIdOf("another moderation's") },
      recipient: { periods: ["another moderation's"] },
    },
  ],
  [
    "a stamp with a period of another algorithm",
    "key",
    { draft: { period: "another algorithm's" }, recipient: { periods: ["another algorithm's"] } },
  ],
  ["a message before its period", "time", { draft: acceptedAt(noon - 1) }],
  [
    "a message after its period",
    "time",
    { draft: acceptedAt(noon + 86_400_001), recipient: { now: noon + 86_400_001 } },
  ],
  ["a message more than five minutes ahead", "time", { draft: acceptedAt(noon + 300_601) }],
  [
    "a message that can be reported for too short a time",
    "time",
    { recipient: { minReportMs: 7_862_400_000 - 599 } },
  ],
];

const channelFaults: readonly ReceiveRow[] = [
  [
    "a stamp for another conversation than the channel's",
    "conversation",
    { channel: { conversation: hex(bytes(0x13, 16)) } },
  ],
  ["a stamp for another epoch than the channel's", "epoch", { channel: { epoch: 2 } }],
  ["a stamp that names another sender than the channel", "sender", { channel: { sender: "c3" } }],
];

const historyFaults: readonly ReceiveRow[] = [
  [
    "another message under a known number",
    "equivocation",
    {
      recipient: {
        history: [
          { seq: 7, commitment: hex(bytes(0x18, 32)), sender: "c3", device: hex(bytes(0x14, 8)), n: 0 },
        ],
      },
    },
  ],
];

const manyFields: readonly AnyField[] = Array.from({ length: 129 }, (): AnyField => ["text", ""]);

const innerFaults: readonly ReceiveRow[] = [
  ["an inner part with a byte behind it", "encoding", { draft: { trailing: { inner: zero } } }],
  ["an inner part with a member too many", "inner", { draft: { inner: { more: 1 } } }],
  ["an inner part without header", "inner", { draft: { inner: { header: undefined } } }],
  ["an inner part without secrets", "inner", { draft: { inner: { secrets: undefined } } }],
  ["a message without fields", "inner", { draft: { fields: [] } }],
  ["a message of 129 fields", "inner", { draft: { fields: manyFields } }],
  ["a path of 65 characters", "inner", { draft: { fields: [["x".repeat(65), "x"]] } }],
  ["a field that is a list", "inner", { draft: { fields: [["text", ["hello"]]] } }],
  [
    "an attachment's key of 15 bytes",
    "inner",
    { draft: { secrets: [{ key: bytes(1, 15), seed: bytes(2, 32), locator: "blobs/1" }] } },
  ],
  ...malformedHeaders.map(({ name, code, made }): ReceiveRow => [name, code, { draft: { header: made } }]),
  ["a header that names another relay than the stamp", "relay", { draft: { header: otherRelay } }],
  [
    "a header of another conversation than the stamp's",
    "conversation",
    { draft: { header: { conversation: bytes(0x13, 16) } } },
  ],
  ["a header that names another sender than the stamp", "sender", { draft: { header: { sender: "c3" } } }],
];

const shapeFaults: readonly ReceiveRow[] = [...malformedShapes, ...malformedTypes].map(
  ({ name, code, made }): ReceiveRow => [name, code, { draft: { fields: made } }],
);

function commitmentFaults(suite: Suite): ReceiveRow[] {
  const { header, committed } = make(suite);
  return [
    ...suite.commitmentFaults,
    [
      "a header that was not committed to",
      "commitment",
      { draft: { inner: { header: { ...header, kind: "group" } } } },
    ],
    [
      "a commitment with one bit turned",
      "commitment",
      { draft: { outer: { commitment: spoiled(committed.commitment) } } },
    ],
  ];
}

const before = (n: number) => ({
  ...{ seq: 5, commitment: hex(bytes(0x15, 32)), sender: "a1" },
  ...{ device: hex(device), n },
});
const foreign = { seq: 6, commitment: hex(bytes(5, 32)), sender: "c3", device: hex(bytes(0x14, 8)), n: 0 };
const refTo = (rel: string, value: number) => ({ rel, commitment: bytes(value, 32) });
const referring = (kind: string, refs: readonly unknown[]): ReceiveChanges => ({
  draft: { header: { kind, refs, sent: { device, n: 1 } } },
  recipient: { history: [before(0), foreign] },
});

const sequenceFaults: readonly ReceiveRow[] = [
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
  ["a number that the device has used before", "sent", { recipient: { history: [before(0), foreign] } }],
  ["a message that edits", "refs", referring("message", [refTo("edit", 0x15)])],
  ["a group change that reacts", "refs", referring("group", [refTo("react", 5)])],
  ["an edit of nothing", "refs", referring("edit", [])],
  ["an edit of two messages", "refs", referring("edit", [refTo("edit", 0x15), refTo("edit", 0x19)])],
  ["an edit that deletes", "refs", referring("edit", [refTo("delete", 0x15)])],
  ["a reaction to nothing", "refs", referring("reaction", [refTo("reply", 5)])],
  ["an edit of another's message", "refs", referring("edit", [refTo("edit", 5)])],
  ["a deletion of another's message", "refs", referring("delete", [refTo("delete", 5)])],
];
