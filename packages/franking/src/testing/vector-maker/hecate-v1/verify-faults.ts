import { concat, u32 } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import { firstHeader } from "../draft.ts";
import { malformedHeaders, malformedShapes, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { spoiled } from "../suite.ts";
import { type DraftChanges, make } from "./draft.ts";
import { neutral, type PeriodName, recordNamed } from "./periods.ts";

/** A fault that recipients and moderation find alike. */
export type VerifyRow = readonly [name: string, code: RefusalCode, draft: DraftChanges];

/** The steps of Verify. */
export function verifyFaults(): VerifyRow[][] {
  return [
    headerFaults,
    fieldFaults,
    commitmentFaults(),
    stampFaults(),
    tokenFaults(),
    lifeFaults,
    spentFaults(),
  ];
}

const otherRelay = { relay: "other-relay.example" };

const headerFaults: VerifyRow[] = [
  ...malformedHeaders.map(({ code, made, name }): VerifyRow => [name, code, { header: made }]),
  ["a header that names another relay than the envelope", "relay", { header: otherRelay }],
];

const fieldFaults: VerifyRow[] = [...malformedShapes, ...malformedTypes].map(
  ({ code, made, name }): VerifyRow => [name, code, { fields: made }],
);

function commitmentFaults(): VerifyRow[] {
  const { commitment, token, values } = make();
  return [
    ["a commitment with one bit turned", "commitment", { commitment: spoiled(commitment) }],
    ["a commitment of another r", "commitment", { frank: { r: bytes(7, 32) } }],
    ["fields that were not committed to", "commitment", { frank: { fields: [["text", "bye"]] } }],
    [
      "a header that was not committed to",
      "commitment",
      { frank: { header: { ...firstHeader, kind: "group" } } },
    ],
    [
      "a token that was not committed to",
      "commitment",
      { frank: { token: { ...token, x1: spoiled(values.x1) } } },
    ],
  ];
}

function stampFaults(): VerifyRow[] {
  const { values } = make();
  const at = (period: PeriodName): DraftChanges => ({ period });
  return [
    ["a period of a relay's key of 65 bytes", "key", at("one of a relay's key of 65 bytes")],
    ["a period of a moderation's key of 65 bytes", "key", at("one of a moderation's key of 65 bytes")],
    ["a period of a relay's key of small order", "key", at("one of a relay's key of small order")],
    ["a period of a moderation's key of small order", "key", at("one of a moderation's key of small order")],
    ["a stamp with one bit turned", "stamp", { envelope: { signature: spoiled(values.σP) } }],
    ["a stamp of another key's", "stamp", { relaySeed: bytes(9, 32) }],
    ["a stamp of another commitment", "stamp", { stampOf: bytes(1, 32) }],
    ["a stamp of another time", "stamp", { envelope: { acceptedAt: noon + 457 } }],
  ];
}

function tokenFaults(): VerifyRow[] {
  const { values } = make();
  const other = make({ account: "c3" });
  return [
    ["a token with the account of another's", "token", { token: { x1: other.values.x1 } }],
    ["a spending that was lifted to other words", "token", lifted()],
    ["a token with one bit of its signature turned", "token", { token: { signature: spoiled(values.σM) } }],
    ["a token that the moderation did not issue", "token", { moderationSeed: bytes(9, 32) }],
    ["a token of another period", "token", { issuedIn: "the day before" }],
    ["a token with another nonce", "token", { token: { nonce: bytes(1, 12) } }],
    ["a token with another key", "token", { token: { pke: recordNamed("the day").relayPk.subarray(32) } }],
    ["a token with an earlier issue", "token", { token: { t1: noon } }],
    ["a token with a later end", "token", { token: { expiry: noon + 86_400_000 } }],
  ];
}

/** Another message, and an x1 under which its digest gives the x2 that was signed for the first. */
function lifted(): DraftChanges {
  const { values } = make();
  const fields = [["text", "bye"]] as const;
  const other = make({ fields }).values;
  const x1 = values.x1.map((byte, i) => (i < 32 ? (values.x2[i] ?? 0) ^ (other.digest[i] ?? 0) : byte));
  return { fields, token: { x1 } };
}

const lifeFaults: VerifyRow[] = [
  ["a token that was over before the stamp", "time", { issued: { expiry: noon + 455 } }],
  ["a token that was issued five minutes after the stamp", "time", { issued: { t1: noon + 300_457 } }],
];

function spentFaults(): VerifyRow[] {
  const { values } = make();
  return [
    ["a token of a key of small order", "key", { issued: { pke: neutral } }],
    ["a spending with one bit turned", "token", { frank: { signature: spoiled(values.σS) } }],
    ["a token that was spent on another message", "token", { spent: bytes(1, 32) }],
    ["a token that another key spent", "token", { spentBy: bytes(9, 32) }],
    ["a token that was spent on the digest itself", "token", { spent: values.digest }],
  ];
}

/** Sealed and signed by the moderation, and no account's. */
export const identityFaults: readonly (readonly [name: string, draft: DraftChanges])[] = [
  ["a token that does not open", { sealingKey: bytes(9, 32) }],
  ["a token of an empty name", { identity: identity(0, "") }],
  ["a token of a name of 129 characters", { identity: identity(129, "6e".repeat(129)) }],
  ["a token of a name that is no UTF-8", { identity: identity(2, "c328") }],
  ["a token of a name beyond its length", { identity: identity(1, "6131") }],
  ["a token of a name longer than all", { identity: identity(2 ** 32 - 1, "6131") }],
];

function identity(size: number, name: string): Uint8Array {
  const text = Uint8Array.from(name.match(/../gu) ?? [], (byte) => Number.parseInt(byte, 16));
  return concat(u32(size), text, bytes(0, 512 - text.length));
}

/** Two faults, of which the first counts. */
export function verifyOrder(): VerifyRow[] {
  const { commitment, values } = make();
  const wrong = {
    com: { commitment: spoiled(commitment) },
    stamp: { relaySeed: bytes(9, 32) },
    token: { moderationSeed: bytes(9, 32) },
    life: { issued: { expiry: noon + 455 } },
    spent: { spentBy: bytes(9, 32) },
  } satisfies Record<string, DraftChanges>;
  return [
    ["the header's form, before its relay", "header", { header: { v: 2, ...otherRelay } }],
    ["the header's relay, before the shape", "relay", { header: otherRelay, fields: [["colour", "red"]] }],
    [
      "the shape, before the types",
      "shape-order",
      {
        fields: [
          ["text", "hello"],
          ["sentAt", "now"],
        ],
      },
    ],
    ["the types, before the commitment", "field-type", { fields: [["text", 5]], ...wrong.com }],
    [
      "the commitment, before the period's keys",
      "commitment",
      { ...wrong.com, period: "one of a relay's key of 65 bytes" },
    ],
    [
      "the period's keys, before the stamp",
      "key",
      { ...wrong.stamp, period: "one of a moderation's key of 65 bytes" },
    ],
    ["the commitment, before the stamp", "commitment", { ...wrong.com, ...wrong.stamp }],
    ["the stamp, before the token", "stamp", { ...wrong.stamp, ...wrong.token }],
    ["the token, before its life", "token", { ...wrong.token, ...wrong.life }],
    ["the token's life, before its key", "time", { issued: { ...wrong.life.issued, pke: neutral } }],
    ["the token's life, before its spending", "time", { ...wrong.life, ...wrong.spent }],
    [
      "the token's key, before its spending",
      "key",
      { issued: { pke: neutral }, frank: { signature: spoiled(values.σS) } },
    ],
  ];
}
