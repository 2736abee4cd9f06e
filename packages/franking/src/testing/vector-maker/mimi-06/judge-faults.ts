import { concat } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import { bytes, noon } from "../periods.ts";
import { spoiled } from "../suite.ts";
import { type ContentRow, encodingFaults, formFaults } from "./content-faults.ts";
import { make } from "./draft.ts";
import { userUri } from "./encodings.ts";
import { judgeOrder } from "./judge-order.ts";
import { at, elsewhere, type JudgeChanges, type JudgeRow, namedRelay, ofPeriod, uris } from "./judge-row.ts";

export interface JudgeFault {
  readonly name: string;
  readonly code: RefusalCode;
  readonly place: string;
  readonly changes: JudgeChanges;
}

/** One fault each, and the order of two; all else is as an honest reporter would send it. */
export function judgeFaults(): JudgeFault[] {
  const steps: readonly (readonly JudgeRow[])[] = [
    [...itemFaults(), ...[...encodingFaults, ...formFaults].map(ofContent)],
    placeFaults,
    [...keyFaults, ...suiteFaults],
    frankFaults(),
    reporterFaults,
  ];
  const alone = steps.flatMap((rows, i) => rows.map((row) => faultOf(row, `step ${i + 1}`)));
  return [...alone, ...judgeOrder().map((row) => faultOf(row, "order"))];
}

function faultOf([name, code, changes]: JudgeRow, place: string): JudgeFault {
  return { name, code, changes, place };
}

function ofContent([name, code, draft]: ContentRow): JudgeRow {
  return [name, code, { draft }];
}

function itemFaults(): JudgeRow[] {
  const { item, message } = make();
  return [
    ["an item beyond its limit", "size", { item: { more: bytes(1, 131_072) } }],
    ["an item with a byte behind it", "encoding", { encoded: concat(item, bytes(0, 1)) }],
    ["an item that is no CBOR", "encoding", { encoded: bytes(0xff, 1) }],
    ["an item with a member too many", "item", { item: { more: 1 } }],
    ["an item without a key id", "item", { item: { keyId: undefined } }],
    ["a key id of 31 bytes", "item", { item: { keyId: bytes(1, 31) } }],
    ["a message that is text", "item", { item: { message: "hello" } }],
    ["a message with a byte behind it", "encoding", { item: { message: concat(message, bytes(0, 1)) } }],
    ["a message that ends early", "encoding", { item: { message: message.subarray(0, -1) } }],
    [
      "a time beyond 2^53",
      "encoding",
      { item: { message: concat(message.subarray(0, -8), bytes(0x20, 8)) } },
    ],
    ["content beyond 64 KiB", "size", { draft: { fields: [["text", "a".repeat(66_000)]] } }],
  ];
}

const placeFaults: readonly JudgeRow[] = [
  ["content that names no sender", "header", { draft: uris(1, undefined) }],
  ["a sender who is no user", "header", { draft: uris(1, "mimi://relay.example/r/a1") }],
  ["a sender without a relay", "header", { draft: uris(1, "mimi:///u/a1") }],
  ["a sender of a longer path", "header", { draft: uris(1, "mimi://relay.example/u/a1/x") }],
  ["a sender with needless escapes", "header", { draft: uris(1, "mimi://relay.example/u/%61%31") }],
  ["a sender of escapes in small letters", "header", { draft: uris(1, "mimi://relay.example/u/a%2fb") }],
  ["a sender of escapes that are no UTF-8", "header", { draft: uris(1, "mimi://relay.example/u/%FF") }],
  ["a sender that begins with U+FEFF", "header", { draft: uris(1, "mimi://relay.example/u/%EF%BB%BFa1") }],
  ["a sender of 129 characters", "header", { draft: uris(1, userUri("relay.example", "n".repeat(129))) }],
  ["a sender of a relay of 129 characters", "header", { draft: uris(1, userUri("n".repeat(129), "a1")) }],
  ["content that names no room", "header", { draft: uris(2, undefined) }],
  ["a room that is a user", "header", { draft: uris(2, `mimi://relay.example/u/${"03".repeat(16)}`) }],
  ["a room that is no hexadecimal", "header", { draft: uris(2, "mimi://relay.example/r/engineering_team") }],
  ["a room of an odd digit", "header", { draft: uris(2, `mimi://relay.example/r/${"03".repeat(16)}0`) }],
  ["a room in capitals", "header", { draft: uris(2, `mimi://relay.example/r/${"0A".repeat(16)}`) }],
  ["a room of 15 bytes", "header", { draft: uris(2, `mimi://relay.example/r/${"03".repeat(15)}`) }],
  ["a room of 65 bytes", "header", { draft: uris(2, `mimi://relay.example/r/${"03".repeat(65)}`) }],
  [
    "a room of a relay of 129 characters",
    "header",
    { draft: uris(2, `mimi://${"n".repeat(129)}/r/${"03".repeat(16)}`) },
  ],
  [
    "a room of a relay with needless escapes",
    "header",
    { draft: uris(2, `mimi://%72elay.example/r/${"03".repeat(16)}`) },
  ],
  [
    "a sender of another relay's in this relay's room",
    "relay",
    { draft: { extensions: namedRelay("other-relay.example") } },
  ],
];

const keyFaults: readonly JudgeRow[] = [
  ["a frank of an unknown period", "unknown-key", { moderator: { periods: [] } }],
  ["a frank of another relay's period", "relay", ofPeriod("another relay's")],
  ["a frank for another moderation", "moderation", ofPeriod("another moderation's")],
  ["a frank of another algorithm's period", "key", ofPeriod("another algorithm's")],
  ["a frank whose period may no longer be judged", "expired", { moderator: { now: noon + 7_862_400_001 } }],
  ["a message before its period", "time", { draft: at(noon - 1) }],
  ["a message after its period", "time", { draft: at(noon + 86_400_001) }],
  [
    "a message more than five minutes ahead",
    "time",
    { draft: at(noon + 300_601), moderator: { now: noon + 600 } },
  ],
];

const suiteFaults: readonly JudgeRow[] = [
  ["a frank of another cipher suite of MLS", "suite", { draft: { ciphersuite: 3 } }],
];

function frankFaults(): JudgeRow[] {
  const { draft, outer, values } = make();
  const { context } = draft;
  const { signature } = values;
  const other = make({ fields: [["text", "hello!"]] });
  return [
    // Signed as they are: the signature holds, and the MAC alone does not.
    ["a server frank that no hub key made, signed", "stamp", { draft: { serverFrank: bytes(1, 32) } }],
    ["a frank of another tag, signed", "stamp", { draft: { tag: other.outer } }],
    ["a frank of a tag with one bit turned, signed", "stamp", { draft: { tag: spoiled(outer) } }],
    // The MAC holds.
    ["a signature with one bit turned", "stamp", { draft: { signature: spoiled(signature) } }],
    ["a signature of another key's", "stamp", { draft: { seed: bytes(9, 32) } }],
    ["a signature of no bytes", "stamp", { draft: { signature: bytes(0, 0) } }],
    ["a frank of another sender's", "stamp", { draft: { context: { ...context, sender: "c3" } } }],
    [
      "a frank of another room's",
      "stamp",
      { draft: { context: { ...context, conversation: bytes(0x13, 16) } } },
    ],
    ["a frank of another time", "stamp", { item: { message: laterThan(make().message) } }],
    ["a period without a franking key", "key", ofPeriod("one without a franking key")],
    ["a period of a franking key of small order", "key", ofPeriod("one of a franking key of small order")],
  ];
}

/** A message whose time is a millisecond later. */
function laterThan(message: Uint8Array): Uint8Array {
  const later = Uint8Array.from(message);
  later[later.length - 1] = (later[later.length - 1] ?? 0) + 1;
  return later;
}

const reporterFaults: readonly JudgeRow[] = [
  ["a reporter of another relay", "reporter", { moderator: elsewhere }],
];
