import { hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import { device } from "../draft.ts";
import { bytes, noon } from "../periods.ts";

import { type DraftChanges, make } from "./draft.ts";
import { formFaults } from "./form-faults.ts";
import { forwardFaults } from "./receive-forwards.ts";
import { receiveOrder } from "./receive-order.ts";
import {
  foreign,
  inItsPeriod,
  ownBefore,
  type ReceiveChanges,
  type ReceiveRow,
  remembering,
} from "./receive-row.ts";
import { verifyFaults, verifyOrder } from "./verify-faults.ts";

export interface ReceiveFault {
  readonly name: string;
  readonly code: RefusalCode;
  readonly place: string;
  readonly changes: ReceiveChanges;
}

/** One fault each, and the order of two; all else is as an honest sender and relay would make it. */
export function receiveFaults(): ReceiveFault[] {
  const verify = (rows: ReturnType<typeof verifyOrder>) =>
    rows.map(([name, code, draft]): ReceiveRow => [name, code, inItsPeriod(draft)]);
  const steps: readonly (readonly [place: string, rows: readonly ReceiveRow[]])[] = [
    ["step 1", outerFaults()],
    ["step 2", [...envelopeFaults, ...keyFaults, ...timeFaults]],
    ["step 3", [anothersAgain()]],
    ["step 4", innerFaults()],
    ["steps 5 and 7", forwardFaults()],
    ...verifyFaults().map((rows, i) => [`step 6, step ${i + 1} of Verify`, verify(rows)] as const),
    ["step 8", channelFaults],
    ["step 9", statementFaults],
    ["order", [...verify(verifyOrder()), ...receiveOrder()]],
  ];
  return steps.flatMap(([place, rows]) =>
    rows.map(([name, code, changes]) => ({ name, code, place, changes })),
  );
}

const zero = Uint8Array.of(0);

function outerFaults(): ReceiveRow[] {
  const { commitment } = make();
  return [
    ["an outer part beyond its limit", "size", { draft: { outer: { suite: "s".repeat(1100) } } }],
    ["an inner part beyond 64 KiB", "size", { draft: { fields: [["text", "a".repeat(66_000)]] } }],
    ["a delivery beyond its limit", "size", { draft: { envelope: { more: bytes(1, 4096) } } }],
    ["an outer part with a byte behind it", "encoding", { draft: { trailing: { outer: zero } } }],
    ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
    ["a commitment of 31 bytes", "outer", { draft: { outer: { commitment: commitment.slice(1) } } }],
    [
      "a suite of another scheme's",
      "suite",
      { draft: { outer: { suite: "merkle-v1" } }, channel: { suite: "merkle-v1" } },
    ],
    ["a suite on which the conversation has not agreed", "suite", { channel: { suite: "merkle-v1" } }],
  ];
}

const envelopeFaults: readonly ReceiveRow[] = [
  ["a delivery with a byte behind it", "encoding", { draft: { trailing: { delivery: zero } } }],
  ["a delivery with a member too many", "delivery", { draft: { envelope: { more: 1 } } }],
  ["a delivery without signature", "delivery", { draft: { envelope: { signature: undefined } } }],
  ["a stamp of 63 bytes", "delivery", { draft: { envelope: { signature: bytes(1, 63) } } }],
  ["a key id of 31 bytes", "delivery", { draft: { envelope: { keyId: bytes(1, 31) } } }],
  ["a stamp without a relay's name", "delivery", { draft: { envelope: { relay: "" } } }],
  ["a stamp of a negative time", "delivery", { draft: { envelope: { acceptedAt: -1 } } }],
];

const stamped = (changes: DraftChanges["stamped"]): DraftChanges => ({ stamped: changes ?? {} });
const otherRelay = { relay: "other-relay.example" };
const otherModeration = { moderation: "other-mod.example" };

const keyFaults: readonly ReceiveRow[] = [
  [
    "a stamp of another relay",
    "relay",
    inItsPeriod({ ...stamped(otherRelay), header: otherRelay, period: "another relay's" }),
  ],
  [
    "a stamp for another moderation",
    "moderation",
    inItsPeriod({ ...stamped(otherModeration), period: "another moderation's" }),
  ],
  ["a stamp of an unknown period", "key", { recipient: { periods: ["another relay's"] } }],
  ["a stamp with the period of another relay", "key", inItsPeriod({ period: "another relay's" })],
  ["a stamp with the period of another moderation", "key", inItsPeriod({ period: "another moderation's" })],
  ["a stamp with a period of another algorithm", "key", inItsPeriod({ period: "another algorithm's" })],
];

/** With a token that has nothing to do with the time. */
export const acceptedAt = (time: number): DraftChanges => ({
  ...{ stamped: { acceptedAt: time }, issued: { t1: time, expiry: time } },
});

const timeFaults: readonly ReceiveRow[] = [
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

function anothersAgain(): ReceiveRow {
  const before = { ...foreign, commitment: hex(make().commitment) };
  return ["a message of another's, sent again", "sender", remembering(before)];
}

function innerFaults(): ReceiveRow[] {
  const faults: readonly (readonly [string, RefusalCode, DraftChanges])[] = [
    ["an inner part with a byte behind it", "encoding", { trailing: { inner: zero } }],
    ["an inner part with a member too many", "inner", { inner: { more: 1 } }],
    ["an inner part of another kind", "inner", { inner: { kind: "draft" } }],
    ["an inner part of no kind", "inner", { inner: { kind: undefined } }],
    ["an inner part without secrets", "inner", { inner: { secrets: undefined } }],
    [
      "an attachment's key of 15 bytes",
      "inner",
      { secrets: [{ key: bytes(1, 15), seed: bytes(2, 32), locator: "blobs/1" }] },
    ],
    ["an original that carries a proof", "inner", { inner: { proof: make().proof } }],
    ["an original that says it is a forward", "inner", { inner: { kind: "forward" } }],
    ...formFaults.map(([name, draft]) => [name, "inner", draft] as const),
  ];
  return faults.map(([name, code, draft]) => [name, code, { draft }]);
}

const otherConversation = bytes(0x13, 16);

const channelFaults: readonly ReceiveRow[] = [
  [
    "a header of another conversation",
    "conversation",
    { draft: { header: { conversation: otherConversation } } },
  ],
  [
    "a channel of another conversation",
    "conversation",
    { channel: { conversation: hex(otherConversation) } },
  ],
  ["a header that names another sender than the channel", "sender", { draft: { header: { sender: "c3" } } }],
  ["a message of another's under the name of the channel's sender", "sender", { channel: { sender: "c3" } }],
];

const refTo = (rel: string, value: number) => ({ rel, commitment: bytes(value, 32) });
const referring = (kind: string, refs: readonly unknown[]): ReceiveChanges => ({
  draft: { header: { kind, refs, sent: { device, n: 1 } } },
  ...remembering(ownBefore, foreign),
});

const statementFaults: readonly ReceiveRow[] = [
  ["a number that the device has used before", "sent", remembering(ownBefore, foreign)],
  ["a message that edits", "refs", referring("message", [refTo("edit", 0x15)])],
  ["an edit of another's message", "refs", referring("edit", [refTo("edit", 5)])],
];
