import { concat, hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import { device } from "../draft.ts";
import { malformedHeaders, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { spoiled } from "../suite.ts";
import { type ContentRow, encodingFaults, formFaults, statementFaults } from "./content-faults.ts";
import { make } from "./draft.ts";
import { userUri } from "./encodings.ts";
import type { PeriodName } from "./periods.ts";
import { receiveOrder } from "./receive-order.ts";
import {
  at,
  foreign,
  otherRoom,
  ownBefore,
  type ReceiveChanges,
  type ReceiveRow,
  remembering,
  shapes,
  travels,
  uris,
} from "./receive-row.ts";

export interface ReceiveFault {
  readonly name: string;
  readonly code: RefusalCode;
  readonly place: string;
  readonly changes: ReceiveChanges;
}

/** One fault each, and the order of two; all else is as an honest sender and relay would make it. */
export function receiveFaults(): ReceiveFault[] {
  const steps: readonly (readonly ReceiveRow[])[] = [
    sizeFaults,
    deliveryFaults,
    [...keyFaults, ...timeFaults, ...suiteFaults],
    historyFaults,
    [...encodingFaults, ...formFaults].map(ofContent),
    placeFaults,
    signatureFaults(),
    tagFaults(),
    [...statementFaults, ...messageFaults].map(ofContent),
    sequenceFaults,
  ];
  const alone = steps.flatMap((rows, i) => rows.map((row) => faultOf(row, `step ${i + 1}`)));
  return [...alone, ...receiveOrder().map((row) => faultOf(row, "order"))];
}

function faultOf([name, code, changes]: ReceiveRow, place: string): ReceiveFault {
  return { name, code, changes, place };
}

function ofContent([name, code, draft]: ContentRow): ReceiveRow {
  return [name, code, { draft }];
}

const sizeFaults: readonly ReceiveRow[] = [
  ["an inner part beyond 64 KiB", "size", { draft: { fields: [["text", "a".repeat(66_000)]] } }],
  ["a delivery beyond its limit", "size", { draft: { delivery: { more: bytes(1, 4096) } } }],
  ["a suite on which the conversation has not agreed", "suite", { channel: { suite: "merkle-v1" } }],
  ["a tag of 31 bytes", "outer", { outer: make().outer.slice(1) }],
  ["a tag of 33 bytes", "outer", { outer: concat(make().outer, bytes(0, 1)) }],
];

const deliveryFaults: readonly ReceiveRow[] = [
  ["a delivery with a byte behind it", "encoding", { delivery: concat(make().delivery, bytes(0, 1)) }],
  ["a delivery with a member too many", "delivery", { draft: { delivery: { more: 1 } } }],
  ["a delivery without a time", "delivery", { draft: { delivery: { acceptedAt: undefined } } }],
  ["a delivery of a time before 1970", "delivery", { draft: { delivery: { acceptedAt: -1 } } }],
  ["a key id of 31 bytes", "delivery", { draft: { delivery: { keyId: bytes(1, 31) } } }],
  ["a frank of 257 bytes", "delivery", { draft: { delivery: { frank: bytes(1, 257) } } }],
  ["a frank with a byte behind it", "encoding", { draft: { frank: (frank) => concat(frank, bytes(0, 1)) } }],
  ["a frank that ends early", "encoding", { draft: { frank: (frank) => frank.subarray(0, -1) } }],
  ["a frank that ends in its MAC", "encoding", { draft: { frank: (frank) => frank.subarray(0, 31) } }],
  [
    "a signature whose length takes more bytes than it needs",
    "encoding",
    {
      draft: {
        frank: (frank) => concat(frank.subarray(0, 34), Uint8Array.of(0x80, 0, 0, 64), frank.subarray(36)),
      },
    },
  ],
  [
    "a signature of a length that no vector has",
    "encoding",
    { draft: { frank: (frank) => concat(frank.subarray(0, 34), Uint8Array.of(0xc0)) } },
  ],
];

function ofPeriod(period: PeriodName): ReceiveChanges {
  return { draft: { period }, recipient: { periods: [period] } };
}

const keyFaults: readonly ReceiveRow[] = [
  ["a frank of an unknown period", "key", { recipient: { periods: ["another relay's"] } }],
  ["a frank of another relay's period", "key", ofPeriod("another relay's")],
  ["a frank of another moderation's period", "key", ofPeriod("another moderation's")],
  ["a frank of another algorithm's period", "key", ofPeriod("another algorithm's")],
];

const timeFaults: readonly ReceiveRow[] = [
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

const suiteFaults: readonly ReceiveRow[] = [
  ["a frank of another cipher suite of MLS", "suite", { draft: { ciphersuite: 3 } }],
];

const historyFaults: readonly ReceiveRow[] = [
  [
    "a message of another's, sent again",
    "sender",
    remembering({ ...foreign, commitment: hex(make().outer) }),
  ],
];

const placeFaults: readonly ReceiveRow[] = [
  ["content that names no sender", "sender", { draft: uris(1, undefined) }],
  [
    "content that names another sender than the channel",
    "sender",
    { draft: uris(1, userUri("relay.example", "c3")) },
  ],
  [
    "content that names the sender's namesake at another relay",
    "sender",
    { draft: uris(1, userUri("other-relay.example", "a1")) },
  ],
  [
    "content that names the sender with needless escapes",
    "sender",
    { draft: uris(1, "mimi://relay.example/u/%61%31") },
  ],
  ["a channel of another sender", "sender", { channel: { sender: "c3" } }],
  ["content that names no room", "conversation", { draft: uris(2, undefined) }],
  ["content of another room", "conversation", { draft: uris(2, otherRoom) }],
  [
    "content of a room of that name at another relay",
    "conversation",
    { draft: uris(2, `mimi://other-relay.example/r/${"03".repeat(16)}`) },
  ],
  ["a channel of another conversation", "conversation", { channel: { conversation: "13".repeat(16) } }],
];

function signatureFaults(): ReceiveRow[] {
  const { draft, values } = make();
  const { context } = draft;
  const { signature } = values;
  return [
    ["a period without a franking key", "key", ofPeriod("one without a franking key")],
    ["a period of a franking key of small order", "key", ofPeriod("one of a franking key of small order")],
    ["a signature with one bit turned", "stamp", { draft: { signature: spoiled(signature) } }],
    ["a signature of 63 bytes", "stamp", { draft: { signature: signature.subarray(1) } }],
    ["a signature of another key's", "stamp", { draft: { seed: bytes(9, 32) } }],
    [
      "a server frank with one bit turned",
      "stamp",
      { draft: { frank: (frank) => concat(spoiled(frank.subarray(0, 32)), frank.subarray(32)) } },
    ],
    ["another time than was signed", "stamp", { draft: { delivery: { acceptedAt: noon + 457 } } }],
    ["a frank of another sender's", "stamp", { draft: { context: { ...context, sender: "c3" } } }],
    [
      "a frank of another room's",
      "stamp",
      { draft: { context: { ...context, conversation: bytes(0x13, 16) } } },
    ],
    [
      "a frank of another relay's",
      "stamp",
      { draft: { context: { ...context, relay: "other-relay.example" } } },
    ],
  ];
}

function tagFaults(): ReceiveRow[] {
  const other = make({ fields: [["text", "hello!"]] });
  return [
    ["a tag with one bit turned", "commitment", { draft: { tag: spoiled(make().outer) } }],
    ["a tag of another content", "commitment", { draft: { tag: other.outer } }],
    ["a tag of another salt", "commitment", { draft: { tag: make({ salt: bytes(7, 16) }).outer } }],
  ];
}

const messageFaults: readonly ContentRow[] = [
  ...malformedHeaders.map(({ code, made, name }): ContentRow => [name, code, { header: made }]),
  ...[...shapes, ...malformedTypes.filter(({ made }) => travels(made))].map(
    ({ code, made, name }): ContentRow => [name, code, { fields: made }],
  ),
];

const refTo = (rel: string, value: number) => ({ rel, commitment: bytes(value, 32) });
const referring = (kind: string, refs: readonly unknown[]): ReceiveChanges => ({
  draft: { header: { kind, refs, sent: { device, n: 1 } } },
  ...remembering(ownBefore, foreign),
});

const sequenceFaults: readonly ReceiveRow[] = [
  ["a number that the device has used before", "sent", remembering(ownBefore, foreign)],
  ["a message that edits", "refs", referring("message", [refTo("edit", 0x15)])],
  ["an edit of another's message", "refs", referring("edit", [refTo("edit", 5)])],
];
