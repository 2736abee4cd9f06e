import { concat } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { RefusalCode } from "../../../errors.ts";
import { attachment } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { lenientlyRead } from "./broken-messages.ts";
import { type DraftChanges, make } from "./draft.ts";
import { fieldFaults } from "./field-faults.ts";
import { judgeOrder } from "./judge-order.ts";
import type { JudgeChanges, JudgeRow } from "./judge-row.ts";
import type { PeriodName } from "./periods.ts";
import { messagePieces } from "./protobuf.ts";

interface Fault {
  readonly name: string;
  readonly code: RefusalCode;
  readonly place: string;
  readonly changes: JudgeChanges;
}

/** One fault each, and the order of two; all else is proper. */
export function judgeFaults(): Fault[] {
  const steps = [formFaults, outerFaults(), deliveryFaults(), keyFaults, tagFaults(), partFaults()];
  const alone = [...steps, tokenFaults(), fieldFaults].flatMap((rows, i) =>
    rows.map((row) => faultOf(row, `step ${i + 1}`)),
  );
  return [...alone, ...judgeOrder().map((row) => faultOf(row, "order"))];
}

function faultOf([name, code, changes]: JudgeRow, place: string): Fault {
  return { name, code, changes, place };
}

const zero = Uint8Array.of(0);
const other = "merkle-v1";

const formFaults: readonly JudgeRow[] = [
  ["an item beyond its limit", "size", { item: { outer: bytes(0, 131_000) } }],
  ["an item with a byte behind it", "encoding", { trailing: zero }],
  ["an item that is no CBOR", "encoding", { encoded: Uint8Array.of(0xff) }],
  ["an empty item", "encoding", { encoded: new Uint8Array() }],
  ["an item of an unknown kind", "item", { item: { kind: "rumour" } }],
  ["an item with a member too many", "item", { item: { more: 1 } }],
  ["an item without delivery", "item", { item: { delivery: undefined } }],
  ["an item without its message's secret", "item", { item: { messageSecret: undefined } }],
  ["a message's secret of 31 bytes", "item", { item: { messageSecret: bytes(6, 31) } }],
  ["an opening of nothing", "item", { item: { reportable: new Uint8Array() } }],
  ["an opening of more than 64 KiB", "item", { item: { reportable: bytes(0, 65_537) } }],
  [
    "a withheld item with its message's secret",
    "item",
    { kind: "withheld", item: { messageSecret: bytes(6, 32) } },
  ],
];

function outerFaults(): JudgeRow[] {
  const { outer } = make();
  const without = encode({ suite: "whatsapp-token-v2", id: "1a".repeat(16) });
  return [
    ["an outer part with a byte behind it", "encoding", { item: { outer: concat(outer, zero) } }],
    ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
    ["an outer part without token", "outer", { item: { outer: without } }],
    ["a token of 15 bytes", "outer", { draft: { outer: { token: bytes(1, 15) } } }],
    ["an id in capitals", "outer", { draft: { outer: { id: "1A".repeat(16) } } }],
    ["an item of another suite", "suite", { draft: { outer: { suite: other } } }],
  ];
}

function deliveryFaults(): JudgeRow[] {
  const { delivery } = make();
  return [
    ["a delivery with a byte behind it", "encoding", { item: { delivery: concat(delivery, zero) } }],
    ["a delivery with a member too many", "delivery", { draft: { delivery: { more: 1 } } }],
    ["a delivery without tag", "delivery", { draft: { delivery: { tag: undefined } } }],
    ["a tag of 31 bytes", "delivery", { draft: { delivery: { tag: bytes(1, 31) } } }],
  ];
}

const otherModeration = { moderation: "other-mod.example" };
const under = (period: PeriodName, delivery: DraftChanges["delivery"] = {}): JudgeChanges => ({
  draft: { period, delivery },
  moderator: { periods: [period] },
});
const at = (timestamp: number): DraftChanges => ({ delivery: { timestamp } });
const late = { now: noon + 7_862_400_001 };

const keyFaults: readonly JudgeRow[] = [
  [
    "a tag for another moderation, whose key this one has,",
    "moderation",
    under("another moderation's", otherModeration),
  ],
  ["a tag of an unknown period", "unknown-key", { moderator: { periods: ["another relay's"] } }],
  ["a tag with the period of another relay", "relay", under("another relay's")],
  ["a tag with the period of another moderation", "moderation", under("another moderation's")],
  ["a tag with a period of another algorithm", "key", under("another algorithm's")],
  ["a tag whose period is no longer judged", "expired", { moderator: late }],
  ["a tag before its period", "time", { draft: at(noon - 1) }],
  ["a tag after its period", "time", { draft: at(noon + 86_400_001) }],
  [
    "a tag more than five minutes ahead",
    "time",
    { draft: at(noon + 300_601), moderator: { now: noon + 600 } },
  ],
];

function tagFaults(): JudgeRow[] {
  const { said, stampValues } = make();
  const { tag } = stampValues;
  const over = (name: string, changes: object): JudgeRow => [
    `a tag over another ${name}`,
    "stamp",
    { item: { delivery: encode({ ...said, tag, ...changes }) } },
  ];
  const spoilt = { draft: { delivery: { tag: spoiled(tag) } } };
  return [
    ["a tag with one bit turned", "stamp", spoilt],
    ["the tag of another message", "stamp", { item: { outer: make({ fields: [["text", "bye"]] }).outer } }],
    [
      "the tag of a message under another id",
      "stamp",
      { item: { outer: make({ outer: { id: "1b".repeat(16) } }).outer } },
    ],
    [
      "the tag of a message with a token on one without",
      "stamp",
      { item: { outer: make({ outer: { token: null } }).outer } },
    ],
    over("sender", { sender: "c3" }),
    over("conversation", { conversation: bytes(0x13, 16) }),
    over("time", { timestamp: noon + 457 }),
    over("sender whose name ends where the conversation's began", {
      sender: "a103",
      conversation: bytes(3, 16),
    }),
    ["a withheld message with a tag of one turned bit", "stamp", { ...spoilt, kind: "withheld" }],
  ];
}

const text: AnyField = ["text", "hello"];
const of = (part: readonly Uint8Array[]): JudgeChanges => ({ draft: { pieces: { message: [], part } } });

function partFaults(): JudgeRow[] {
  const { header } = make();
  return [
    ...lenientlyRead.map(([name, message]): JudgeRow => [name, "encoding", of(message)]),
    [
      "an opening with a time that no token covers",
      "item",
      of(messagePieces([text], {}).concat(messagePieces([["sentAt", noon]], {}))),
    ],
    ["an opening with the header", "item", of(messagePieces([text], header))],
    ["an opening with a reaction", "item", of(messagePieces([text, ["reaction", "x"]], {}))],
    ["an opening with the name of a group", "item", of(messagePieces([text, ["group/name", "x"]], {}))],
    [
      "an opening of 132 fields",
      "item",
      { draft: { fields: Array.from({ length: 33 }, (_, i) => attachment(i)).flat() } },
    ],
  ];
}

function tokenFaults(): JudgeRow[] {
  const { messageSecret, token } = make();
  const part = (fields: readonly AnyField[]) => ({
    item: { reportable: concat(...messagePieces(fields, null)) },
  });
  return [
    ["a text that the token does not cover", "commitment", part([["text", "hallo"]])],
    ["a forward that the token does not cover", "commitment", part([["forwarded", true], text])],
    [
      "a message of which a field is gone",
      "commitment",
      { draft: { fields: [["forwarded", true], text] }, ...part([text]) },
    ],
    ["a secret that is another message's", "commitment", { item: { messageSecret: spoiled(messageSecret) } }],
    ["a token with one bit turned", "commitment", { draft: { outer: { token: spoiled(token ?? zero) } } }],
    ["an id of another message", "commitment", { draft: { outer: { id: "1b".repeat(16) } } }],
    ["an opening of a message without a token", "commitment", { draft: { outer: { token: null } } }],
    [
      "the token of another's message",
      "commitment",
      { draft: { outer: { token: make({ header: { sender: "c3" } }).token } } },
    ],
    [
      "the token of a message in another conversation",
      "commitment",
      { draft: { outer: { token: make({ header: { conversation: bytes(0x13, 16) } }).token } } },
    ],
  ];
}
