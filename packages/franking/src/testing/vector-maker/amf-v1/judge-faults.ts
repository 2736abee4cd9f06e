import type { Changes } from "../draft-form.ts";
import { malformedHeaders, malformedShapes, malformedTypes, oneOfEachCode } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { spoiled } from "../suite.ts";
import { type Account, type DraftChanges, make, pairs } from "./draft.ts";
import { judgeOrder } from "./judge-order.ts";
import { identity, keyIdOf, noPoint, type PeriodName } from "./periods.ts";
import { directory, type Fault, faultsOf, type JudgeChanges, type JudgeRow } from "./rows.ts";
import { forgedByRecipient, signatureFaults } from "./signature-faults.ts";

/** One fault each, and the order of two; all else is proper. */
export function judgeFaults(): Fault<JudgeChanges>[] {
  return faultsOf("judge", [
    ["step 1", formFaults],
    ["step 2", periodFaults],
    ["step 3", reporterFaults],
    ["step 4", headerFaults],
    ["step 5", fieldFaults],
    ["step 6", keyFaults],
    [
      "step 7",
      [
        ...signatureFaults().map(
          ([name, draft]): JudgeRow => [name, "signature", { draft: asReported(draft) }],
        ),
        ...ownFaults(),
      ],
    ],
    ["order", judgeOrder()],
  ]);
}

/** An item holds the last recipient's signature. */
function asReported(draft: DraftChanges): DraftChanges {
  return { recipients: ["b2"], ...draft };
}

const zero = Uint8Array.of(0);
const of = (item: Changes): JudgeChanges => ({ draft: { item } });

const formFaults: readonly JudgeRow[] = [
  ["an item beyond its limit", "size", of({ more: "a".repeat(140_000) })],
  ["an item with a byte behind it", "encoding", { draft: { trailing: { item: zero } } }],
  ["an item that is no CBOR", "encoding", { encoded: Uint8Array.of(0xff) }],
  ["an empty item", "encoding", { encoded: new Uint8Array() }],
  ["an item of an unknown kind", "item", of({ kind: "rumour" })],
  ["a withheld item", "item", of({ kind: "withheld" })],
  ["an item with a member too many", "item", of({ more: 1 })],
  ["an item without signature", "item", of({ signature: undefined })],
  ["a signature of 351 bytes", "item", of({ signature: bytes(1, 351) })],
  ["an item without kf", "item", of({ kf: undefined })],
  ["a kf that HMAC would pad", "item", of({ kf: bytes(6, 31) })],
  ["a name of a key of 31 bytes", "item", of({ keyId: bytes(1, 31) })],
  ["an item to nobody", "item", of({ recipient: "" })],
  ["an item without relay", "item", of({ relay: undefined })],
  ["an item without moderation", "item", of({ moderation: undefined })],
  ["an item without header", "item", of({ header: undefined })],
  ["an item of no fields", "item", of({ fields: [] })],
  ["a field that is a list", "item", of({ fields: [["text", ["hello"]]] })],
];

const relay = "other-relay.example";
const moderation = "other-mod.example";

/** Signed and held under that period. */
function under(period: PeriodName): JudgeChanges {
  return { draft: { period }, moderator: { periods: [period] } };
}

const periodFaults: readonly JudgeRow[] = [
  [
    "an item for another moderation, whose key this one has,",
    "moderation",
    {
      draft: { period: "another moderation's", delivery: { moderation } },
      moderator: { periods: ["another moderation's"] },
    },
  ],
  ["an item of an unknown period", "unknown-key", { moderator: { periods: ["another relay's"] } }],
  ["an item with the period of another relay", "relay", under("another relay's")],
  ["an item with the period of another moderation", "moderation", under("another moderation's")],
  ["an item with a period of another algorithm", "key", under("another algorithm's")],
  ["an item whose period is no longer judged", "expired", { moderator: { now: noon + 7_862_400_001 } }],
  ["an item of a period that has not begun", "time", { moderator: { now: noon - 300_001 } }],
];

const by = (account: string, at = "relay.example"): JudgeChanges => ({
  moderator: { reporter: { kind: "named", relay: at, account } },
});

const reporterFaults: readonly JudgeRow[] = [
  ["an anonymous reporter", "reporter", { moderator: { reporter: { kind: "anonymous" } } }],
  ["a reporter of another relay", "reporter", by("b2", relay)],
  ["a reporter to whom the item is not", "addressed", by("c3")],
  ["the sender, with the signature to another,", "addressed", by("a1")],
];

const headerFaults: readonly JudgeRow[] = [
  ...oneOfEachCode(malformedHeaders).map(
    ({ name, code, made }): JudgeRow => [name, code, { draft: { header: made } }],
  ),
  ["a header that names another relay", "header", { draft: { header: { relay } } }],
];

const fieldFaults = [...oneOfEachCode(malformedShapes), ...oneOfEachCode(malformedTypes)].map(
  ({ name, code, made }): JudgeRow => [name, code, { draft: { fields: made } }],
);

const known = (changes: Partial<Record<Account, Uint8Array | null>>): JudgeChanges => ({
  moderator: { accountKeys: directory(changes) },
});

const keyFaults: readonly JudgeRow[] = [
  ["an item of a sender without a key", "key", known({ a1: null })],
  ["an item of a sender whose key is no point", "key", known({ a1: noPoint })],
  ["an item to a recipient without a key", "key", known({ b2: null })],
  ["an item to a recipient whose key is the identity", "key", known({ b2: identity })],
  ...(
    [
      "one of a moderation's key of 32 bytes",
      "one of a moderation's key of 65 bytes",
      "one of a pk_J that is no point",
      "one of a pk_J that is the identity",
      "one without an sk_J",
      "one of an sk_J of 0",
      "one of an sk_J of L",
    ] as const
  ).map((period): JudgeRow => [`an item of a period, ${period},`, "key", under(period)]),
];

function ownFaults(): JudgeRow[] {
  const { item } = make();
  const toC3 = { item: { recipient: "c3" } };
  const reportedByC3 = by("c3").moderator;
  return [
    ["a message that the recipient has made herself", "signature", { draft: forgedByRecipient }],
    ["a message to b2, reported by c3 as hers,", "signature", { draft: toC3, moderator: reportedByC3 ?? {} }],
    ["an item of a period of another sk_J", "signature", under("one of another sk_J")],
    [
      "an item to another pk_J",
      "signature",
      {
        draft: { item: { keyId: keyIdOf("one of another pk_J") } },
        moderator: { periods: ["one of another pk_J"] },
      },
    ],
    [
      "an item of a sender whom the directory gives another key",
      "signature",
      known({ a1: pairs.c3.publicKey }),
    ],
    [
      "an item to a recipient whom the directory gives another key",
      "signature",
      known({ b2: pairs.c3.publicKey }),
    ],
    ["fields that were not signed", "signature", of({ fields: [["text", "bye"]] })],
    ["a header that was not signed", "signature", of({ header: make({ header: { kind: "group" } }).header })],
    ["a kf with one bit turned", "signature", of({ kf: spoiled(bytes(6, 32)) })],
    ["an item of which the last bit is turned", "signature", { encoded: turned(item) }],
  ];
}

/** Of the last byte of the signature, which stands before `moderation` in the order of canonical maps. */
function turned(item: Uint8Array): Uint8Array {
  const signature = make().signatures.at(-1)?.bytes ?? new Uint8Array();
  const from = item.findIndex((_, i) => signature.every((byte, j) => item[i + j] === byte));
  return item.map((byte, i) => (i === from + 351 ? byte ^ 1 : byte));
}
