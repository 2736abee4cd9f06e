import { concat } from "../../../bytes.ts";
import type { ModeratorForm } from "../../parties.ts";
import { malformedShapes, malformedTypes, oneOfEachCode } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { spoiled } from "../suite.ts";
import { type DraftChanges, firstK, make } from "./draft.ts";
import { judgeOrder } from "./judge-order.ts";
import { brokenPaths, markedWords } from "./paths.ts";
import { type Fault, faultsOf, type JudgeChanges, type JudgeRow } from "./rows.ts";

/** One fault each, and the order of two; all else is proper. */
export function judgeFaults(): Fault<JudgeChanges>[] {
  return faultsOf("judge", [
    ["step 1", formFaults],
    ["step 2", periodFaults],
    ["step 3", traceFaults()],
    ["step 4", reporterFaults],
    ["step 5", commitmentFaults()],
    ["step 6", wordsFaults()],
    ["step 7", fieldFaults],
    ["step 8", brokenPaths],
    ["order", judgeOrder()],
  ]);
}

const zero = Uint8Array.of(0);

const formFaults: readonly JudgeRow[] = [
  ["an item beyond its limit", "size", { item: { more: "a".repeat(140_000) } }],
  ["an item with a byte behind it", "encoding", { trailing: zero }],
  ["an item that is no CBOR", "encoding", { encoded: Uint8Array.of(0xff) }],
  ["an empty item", "encoding", { encoded: new Uint8Array() }],
  ["an item with a member too many", "item", { item: { more: 1 } }],
  ["an item without recipient", "item", { item: { recipient: undefined } }],
  ["an item without k", "item", { item: { k: undefined } }],
  ["a k of 15 bytes", "item", { item: { k: bytes(0x21, 15) } }],
  ["a k that HMAC would pad", "item", { item: { k: concat(firstK, zero) } }],
  ["an address of 31 bytes", "item", { item: { address: bytes(1, 31) } }],
  ["an item without words", "item", { item: { words: undefined } }],
  ["a conversation of 15 bytes", "item", { item: { conversation: bytes(3, 15) } }],
  ["words of more than 64 KiB", "item", { draft: { fields: [["text", "a".repeat(65_536)]] } }],
];

const relay = "other-relay.example";
const moderation = "other-mod.example";
const at = (timestamp: number): DraftChanges => ({ facts: { timestamp } });

const periodFaults: readonly JudgeRow[] = [
  [
    "a message for another moderation, whose key this one has,",
    "moderation",
    {
      draft: { period: "another moderation's", facts: { moderation } },
      moderator: { periods: ["another moderation's"] },
    },
  ],
  ["a message of an unknown period", "unknown-key", { moderator: { periods: ["another relay's"] } }],
  [
    "a message with the period of another relay",
    "relay",
    { draft: { period: "another relay's" }, moderator: { periods: ["another relay's"] } },
  ],
  [
    "a message with the period of another moderation",
    "moderation",
    { draft: { period: "another moderation's" }, moderator: { periods: ["another moderation's"] } },
  ],
  [
    "a message with a period of another algorithm",
    "key",
    { draft: { period: "another algorithm's" }, moderator: { periods: ["another algorithm's"] } },
  ],
  ["a message whose period is no longer judged", "expired", { moderator: { now: noon + 7_862_400_001 } }],
  ["a message before its period", "time", { draft: at(noon - 1) }],
  ["a message after its period", "time", { draft: at(noon + 86_400_001) }],
  [
    "a message more than five minutes ahead",
    "time",
    { draft: at(noon + 300_601), moderator: { now: noon + 600 } },
  ],
];

function traceFaults(): JudgeRow[] {
  const other = make({ fields: [["text", "bye"]] });
  const said = (name: string, entry: object): JudgeRow => [
    `a message that the relay keeps with another ${name}`,
    "stamp",
    { draft: { entry: { ...entry } } },
  ];
  return [
    ["a message that the relay does not keep", "stamp", { traces: {} }],
    ["a message of which the relay keeps another", "stamp", { traces: other.traces }],
    ["an entry with a byte behind it", "encoding", { draft: { trailing: { entry: zero } } }],
    ["an entry without ct", "stamp", { draft: { entry: { ct: undefined } } }],
    ["an entry with a member too many", "stamp", { draft: { entry: { more: 1 } } }],
    ["an entry of a ct of 15 bytes", "stamp", { draft: { entry: { ct: bytes(1, 15) } } }],
    ["an entry of a nameless recipient", "stamp", { draft: { entry: { recipients: ["b2", ""] } } }],
    said("relay", { relay }),
    said("moderation", { moderation }),
    said("period", { keyId: bytes(0x33, 32) }),
    said("conversation", { conversation: bytes(0x13, 16) }),
    said("sender", { sender: "c3" }),
    said("time", { timestamp: noon + 457 }),
    said("recipient", { recipients: ["a1", "c3"] }),
  ];
}

function reportedBy(at: string, account: string): Partial<ModeratorForm> {
  return { reporter: { kind: "named", relay: at, account } };
}

const reporterFaults: readonly JudgeRow[] = [
  ["a message of an anonymous reporter", "reporter", { moderator: { reporter: { kind: "anonymous" } } }],
  ["a reporter of another relay", "reporter", { moderator: reportedBy(relay, "b2") }],
  [
    "a reporter to whom the message was not delivered",
    "addressed",
    { moderator: reportedBy("relay.example", "c3") },
  ],
  ["another recipient's item", "addressed", { moderator: reportedBy("relay.example", "a1") }],
];

function commitmentFaults(): JudgeRow[] {
  const { address, words } = make();
  const { words: other } = make({ fields: [["text", "bye"]] });
  return [
    [
      "an address with one bit turned, under which the relay keeps the message",
      "commitment",
      { draft: { outer: { address: spoiled(address) } } },
    ],
    ["a k with one bit turned", "commitment", { item: { k: spoiled(firstK) } }],
    ["words that were not committed to", "commitment", { item: { words: other } }],
    ["words with a byte behind them", "commitment", { item: { words: concat(words, zero) } }],
    ["no words", "commitment", { item: { words: new Uint8Array() } }],
  ];
}

function wordsFaults(): JudgeRow[] {
  const manyFields = Array.from({ length: 129 }, () => ["text", ""] as const);
  return [
    ["committed words with a byte behind them", "encoding", { draft: { trailing: { words: zero } } }],
    [
      "committed words that are no list and have a byte behind",
      "encoding",
      { draft: { words: Uint8Array.of(0, 0) } },
    ],
    ["committed words that are no list", "item", { draft: { words: Uint8Array.of(0) } }],
    ["committed words of 129 fields", "item", { draft: { fields: manyFields } }],
    ["a field that is a list", "item", { draft: { fields: [["text", ["hello"]]] } }],
    ["committed words with the mark of a forward", "item", { draft: { words: markedWords() } }],
  ];
}

const fieldFaults = [...oneOfEachCode(malformedShapes), ...oneOfEachCode(malformedTypes)].map(
  ({ name, code, made }): JudgeRow => [name, code, { draft: { fields: made } }],
);
