import { hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { RefusalCode } from "../../../errors.ts";
import { bytes, noon } from "../periods.ts";
import { type DraftChanges, make } from "./draft.ts";
import { fieldFaults } from "./field-faults.ts";
import { innerFaults, tokenFaults } from "./inner-faults.ts";
import type { PeriodName } from "./periods.ts";
import { receiveOrder } from "./receive-order.ts";
import type { ReceiveChanges, ReceiveRow } from "./receive-row.ts";
import { statementFaults } from "./statement-faults.ts";

interface Fault {
  readonly name: string;
  readonly code: RefusalCode;
  readonly place: string;
  readonly changes: ReceiveChanges;
}

/** One fault each, and the order of two; all else is as an honest sender and relay would make it. */
export function receiveFaults(): Fault[] {
  const steps = [outerFaults(), deliveryFaults, channelFaults, [], innerFaults, fieldFaults, tokenFaults()];
  const alone = [...steps, statementFaults].flatMap((rows, i) =>
    rows.map((row) => faultOf(row, `step ${i + 1}`)),
  );
  return [...alone, ...receiveOrder().map((row) => faultOf(row, "order"))];
}

function faultOf([name, code, changes]: ReceiveRow, place: string): Fault {
  return { name, code, changes, place };
}

const zero = Uint8Array.of(0);
const other = "merkle-v1";

function outerFaults(): ReceiveRow[] {
  const { outer, token } = make();
  const parts = { suite: "whatsapp-token-v2", id: "1a".repeat(16) };
  return [
    ["an outer part beyond its limit", "size", { draft: { outer: { suite: "s".repeat(1100) } } }],
    ["an inner part beyond 64 KiB", "size", { draft: { fields: [["text", "a".repeat(66_000)]] } }],
    ["a delivery beyond its limit", "size", { draft: { delivery: { relay: "r".repeat(4200) } } }],
    ["an outer part with a byte behind it", "encoding", { outer: Uint8Array.from([...outer, 0]) }],
    ["an outer part that is no CBOR", "encoding", { outer: Uint8Array.of(0xff) }],
    ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
    ["an outer part without token", "outer", { outer: encode(parts) }],
    ["a token of 15 bytes", "outer", { draft: { outer: { token: bytes(1, 15) } } }],
    ["a token of 32 bytes", "outer", { draft: { outer: { token: bytes(1, 32) } } }],
    ["an id of 31 digits", "outer", { draft: { outer: { id: "1".repeat(31) } } }],
    ["an id of 33 digits", "outer", { draft: { outer: { id: "1".repeat(33) } } }],
    ["an id in capitals", "outer", { draft: { outer: { id: "1A".repeat(16) } } }],
    ["an id with a line's end", "outer", { draft: { outer: { id: `${"1".repeat(32)}\n` } } }],
    ["an id of bytes", "outer", { outer: encode({ ...parts, token, id: bytes(0x1a, 16) }) }],
    ["an outer part of another suite", "suite", { draft: { outer: { suite: other } } }],
    ["a suite on which the conversation has not agreed", "suite", { channel: { suite: other } }],
  ];
}

const otherRelay = { relay: "other-relay.example" };
const otherModeration = { moderation: "other-mod.example" };
const under = (period: PeriodName, delivery: DraftChanges["delivery"] = {}): ReceiveChanges => ({
  draft: { period, delivery },
  recipient: { periods: [period] },
});
const at = (timestamp: number): DraftChanges => ({ delivery: { timestamp } });

const deliveryFaults: readonly ReceiveRow[] = [
  ["a delivery with a byte behind it", "encoding", { draft: { trailing: { delivery: zero } } }],
  ["a delivery with a member too many", "delivery", { draft: { delivery: { more: 1 } } }],
  ["a delivery without tag", "delivery", { draft: { delivery: { tag: undefined } } }],
  ["a tag of 31 bytes", "delivery", { draft: { delivery: { tag: bytes(1, 31) } } }],
  ["a key's name of 31 bytes", "delivery", { draft: { delivery: { keyId: bytes(1, 31) } } }],
  ["a conversation of 15 bytes", "delivery", { draft: { delivery: { conversation: bytes(3, 15) } } }],
  ["a sender without a name", "delivery", { draft: { delivery: { sender: "" } } }],
  ["a time before 1970", "delivery", { draft: at(-1) }],
  ["a tag of another relay", "relay", under("another relay's", otherRelay)],
  ["a tag for another moderation", "moderation", under("another moderation's", otherModeration)],
  ["a tag of an unknown period", "key", { recipient: { periods: ["another relay's"] } }],
  ["a tag with the period of another relay", "key", under("another relay's")],
  ["a tag with the period of another moderation", "key", under("another moderation's")],
  ["a tag with a period of another algorithm", "key", under("another algorithm's")],
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

const elsewhere = { conversation: hex(bytes(0x13, 16)) };

const channelFaults: readonly ReceiveRow[] = [
  ["a tag for another conversation than the channel's", "conversation", { channel: elsewhere }],
  ["a tag that names another sender than the channel", "sender", { channel: { sender: "c3" } }],
];
