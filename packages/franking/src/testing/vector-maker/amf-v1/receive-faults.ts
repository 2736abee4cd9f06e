import { hex } from "../../../bytes.ts";
import { device } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { type Account, type DraftChanges, make, otherSuite, pairs } from "./draft.ts";
import { identity, keyIdOf, noPoint, notBelowL } from "./periods.ts";
import { receiveOrder } from "./receive-order.ts";
import { directory, type Fault, faultsOf, type ReceiveChanges, type ReceiveRow, selfOf } from "./rows.ts";
import { signatureFaults } from "./signature-faults.ts";

/** One fault each, and the order of two; all else is as an honest sender and relay would make it. */
export function receiveFaults(): Fault<ReceiveChanges>[] {
  return faultsOf("receive", [
    ["step 1", sizeFaults],
    ["step 2", outerFaults],
    ["step 3", deliveryFaults],
    ["step 4", [...periodFaults, ...judgeKeyFaults]],
    ["step 5", placeFaults],
    ["step 7", innerFaults()],
    ["step 8", headerFaults],
    ["step 9", fieldFaults],
    ["step 10", commitmentFaults()],
    ["step 11", addresseeFaults],
    ["step 12", keyFaults()],
    [
      "step 13",
      [...signatureFaults().map(([name, draft]): ReceiveRow => [name, "signature", { draft }]), ...ownFaults],
    ],
    ["step 14", statementFaults],
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
  ["a delivery beyond its limit", "size", { draft: { delivery: { more: bytes(0x25, 4200) } } }],
];

const outerFaults: readonly ReceiveRow[] = [
  ["an outer part with a byte behind it", "encoding", { draft: { trailing: { outer: zero } } }],
  ["an outer part that is no CBOR", "encoding", { bytes: { outer: Uint8Array.of(0xff) } }],
  ["an outer part with a member too many", "outer", { draft: { outer: { more: 1 } } }],
  ["an outer part without commitment", "outer", { draft: { outer: { commitment: undefined } } }],
  ["a commitment of 31 bytes", "outer", { draft: { commitment: bytes(1, 31) } }],
  ["a message of another suite", "suite", { draft: { outer: { suite: otherSuite } } }],
  [
    "a message of another suite, on which the conversation has agreed,",
    "suite",
    { draft: { outer: { suite: otherSuite } }, channel: { suite: otherSuite } },
  ],
  ["a suite on which the conversation has not agreed", "suite", { channel: { suite: otherSuite } }],
];

const deliveryFaults: readonly ReceiveRow[] = [
  ["a delivery with a byte behind it", "encoding", { draft: { trailing: { delivery: zero } } }],
  ["a delivery with a member too many", "delivery", { draft: { delivery: { more: 1 } } }],
  ["a delivery without epoch", "delivery", { draft: { delivery: { epoch: undefined } } }],
  ["a delivery before 1970", "delivery", { draft: { delivery: { acceptedAt: -1 } } }],
  ["a name of a key of 31 bytes", "delivery", { draft: { delivery: { keyId: bytes(1, 31) } } }],
  ["a relay without a name", "delivery", { draft: { delivery: { relay: "" } } }],
  ["a conversation of 15 bytes", "delivery", { draft: { delivery: { conversation: bytes(3, 15) } } }],
];

const relay = "other-relay.example";
const moderation = "other-mod.example";
const at = (acceptedAt: number): DraftChanges => ({ delivery: { acceptedAt } });

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

const judgeKeyFaults = (
  [
    "one of a moderation's key of 32 bytes",
    "one of a moderation's key of 65 bytes",
    "one of a pk_J that is no point",
    "one of a pk_J that is the identity",
  ] as const
).map(
  (period): ReceiveRow => [
    `a message with a period, ${period},`,
    "key",
    { draft: { period }, recipient: { periods: [period] } },
  ],
);

const elsewhere = bytes(0x13, 16);

const placeFaults: readonly ReceiveRow[] = [
  [
    "a delivery in another conversation",
    "conversation",
    { draft: { delivery: { conversation: elsewhere } } },
  ],
  ["a delivery of another epoch", "epoch", { draft: { delivery: { epoch: 2 } } }],
  ["a channel of another epoch", "epoch", { channel: { epoch: 2 } }],
];

const manyFields = Array.from({ length: 129 }, (): AnyField => ["text", ""]);
const shortSecret = { key: bytes(1, 15), seed: bytes(2, 32), locator: "blobs/1" };

function innerFaults(): ReceiveRow[] {
  const entry = { account: "b2", signature: bytes(1, 352) };
  const of = (inner: Changes): ReceiveChanges => ({ draft: { inner } });
  return [
    ["an inner part with a byte behind it", "encoding", { draft: { trailing: { inner: zero } } }],
    ["an inner part with a member too many", "inner", of({ more: 1 })],
    ["an inner part of 64 KiB with a member too many", "inner", of(innerOf(65_536))],
    ["an inner part without kf", "inner", of({ kf: undefined })],
    ["a kf of 31 bytes", "inner", of({ kf: bytes(6, 31) })],
    ["an inner part without header", "inner", of({ header: undefined })],
    ["an inner part of no fields", "inner", of({ fields: [] })],
    ["an inner part of 129 fields", "inner", of({ fields: manyFields })],
    ["a path of 65 characters", "inner", of({ fields: [["x".repeat(65), "x"]] })],
    ["a field that is a list", "inner", of({ fields: [["text", ["hello"]]] })],
    ["an inner part without signatures", "inner", of({ signatures: undefined })],
    ["a signature of 351 bytes", "inner", of({ signatures: [{ ...entry, signature: bytes(1, 351) }] })],
    ["a signature of 384 bytes", "inner", of({ signatures: [{ ...entry, signature: bytes(1, 384) }] })],
    ["a signature for nobody", "inner", of({ signatures: [{ ...entry, account: "" }] })],
    ["a signature with a member too many", "inner", of({ signatures: [{ ...entry, more: 1 }] })],
    ["an attachment's key of 15 bytes", "inner", { draft: { secrets: [shortSecret] } }],
    ["a name of a key of 31 bytes in the inner part", "inner", of({ keyId: bytes(1, 31) })],
    [
      "a message of another period than the relay's",
      "key",
      {
        draft: { period: "one of another pk_J", delivery: { keyId: keyIdOf("the day") } },
        recipient: { periods: ["the day", "one of another pk_J"] },
      },
    ],
  ];
}

const headerFaults: readonly ReceiveRow[] = [
  ...malformedHeaders.map(({ name, code, made }): ReceiveRow => [name, code, { draft: { header: made } }]),
  ["a header that names another relay", "relay", { draft: { header: { relay } } }],
  ["a header of another conversation", "conversation", { draft: { header: { conversation: elsewhere } } }],
  ["a header that names another sender than the channel", "sender", { draft: { header: { sender: "c3" } } }],
  ["a channel of another sender", "sender", { channel: { sender: "c3" } }],
];

const fieldFaults: readonly ReceiveRow[] = [...malformedShapes, ...malformedTypes].map(
  ({ name, code, made }): ReceiveRow => [name, code, { draft: { fields: made } }],
);

function commitmentFaults(): ReceiveRow[] {
  const { commitment } = make();
  const bye: readonly AnyField[] = [["text", "bye"]];
  return [
    ["a commitment with one bit turned", "commitment", { draft: { commitment: spoiled(commitment) } }],
    ["a kf with one bit turned", "commitment", { draft: { inner: { kf: spoiled(bytes(6, 32)) } } }],
    ["fields that were not committed to", "commitment", { draft: { inner: { fields: bye } } }],
    [
      "a header that was not committed to",
      "commitment",
      { draft: { inner: { header: make({ header: { kind: "group" } }).header } } },
    ],
    ["the inner part of another message", "commitment", { bytes: { inner: make({ fields: bye }).inner } }],
    [
      "a name of a key that was not committed to",
      "commitment",
      {
        draft: {
          inner: { keyId: keyIdOf("one of another pk_J") },
          delivery: { keyId: keyIdOf("one of another pk_J") },
        },
        recipient: { periods: ["one of another pk_J"] },
      },
    ],
  ];
}

const addresseeFaults: readonly ReceiveRow[] = [
  ["a message to others", "addressed", { recipient: { account: "c3", self: selfOf("c3") } }],
  ["a message to nobody", "addressed", { draft: { recipients: [] } }],
  ["a message to one recipient twice", "addressed", { draft: { recipients: ["a1", "b2", "b2"] } }],
];

function keyFaults(): ReceiveRow[] {
  const { publicKey, secret, secretKey } = pairs.b2;
  const self = (changes: Partial<Record<"publicKey" | "secretKey", Uint8Array>>): ReceiveChanges => {
    const pair = { publicKey, secretKey, ...changes };
    return { recipient: { self: { publicKey: hex(pair.publicKey), secretKey: hex(pair.secretKey) } } };
  };
  const known = (changes: Partial<Record<Account, Uint8Array | null>>): ReceiveChanges => ({
    recipient: { accountKeys: directory(changes) },
  });
  return [
    ["a message of a sender without a key", "key", known({ a1: null })],
    ["a message of a sender whose key is no point", "key", known({ a1: noPoint })],
    ["a message of a sender whose key is the identity", "key", known({ a1: identity })],
    ["a message of a sender whose key has 31 bytes", "key", known({ a1: bytes(2, 31) })],
    ["a message to a pk_R that is no point", "key", self({ publicKey: noPoint })],
    ["a message to an sk_R of 0", "key", self({ secretKey: identity })],
    ["a message to an sk_R that is not below L", "key", self({ secretKey: notBelowL(secret) })],
    ["a message to an sk_R of 31 bytes", "key", self({ secretKey: bytes(1, 31) })],
  ];
}

const ownFaults: readonly ReceiveRow[] = [
  [
    "a message of a sender whom the directory gives another key",
    "signature",
    {
      recipient: { accountKeys: directory({ a1: pairs.c3.publicKey }) },
    },
  ],
  ["a message to another pair", "signature", { recipient: { self: selfOf("c3") } }],
  [
    "a message to another sk_R",
    "signature",
    {
      recipient: { self: { ...selfOf("b2"), secretKey: selfOf("c3").secretKey } },
    },
  ],
  [
    "a message to another pk_R",
    "signature",
    {
      recipient: { self: { ...selfOf("b2"), publicKey: selfOf("c3").publicKey } },
    },
  ],
  [
    "the signature to another recipient",
    "signature",
    {
      draft: {
        recipients: ["a1", "b2"],
        signing: (usual) => ({
          ...usual,
          R: make({ recipients: ["a1", "c3"] }).signatures[1]?.bytes.slice(32, 64) ?? usual.R,
        }),
      },
    },
  ],
];

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
