import { hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { Changes } from "../draft-form.ts";
import { malformedHeaders, malformedTypes } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { mostFields } from "../positive-messages.ts";
import { type DraftChanges, make } from "./draft.ts";
import { forwarding, forwardingOf } from "./forwards.ts";
import type { PeriodName } from "./periods.ts";
import type { ReceiveChanges, ReceiveRow } from "./receive-row.ts";
import type { VerifyRow } from "./verify-faults.ts";

/** A forward at fault, or a good forward of what is at fault. */
export function forwardFaults(): ReceiveRow[] {
  return [...ownFaults(), ...sourceFaults().map(ofSource)];
}

const otherRelay = { relay: "other-relay.example" };
const as = (header: Changes): ReceiveChanges => ({ draft: { ...forwarding, header } });

function ownFaults(): ReceiveRow[] {
  const draft = (changes: DraftChanges): ReceiveChanges => ({ draft: { ...forwarding, ...changes } });
  return [
    ...malformedHeaders
      .slice(0, 2)
      .map(({ code, made, name }): ReceiveRow => [`${name}, of a forward`, code, as(made)]),
    [
      "a forward that edits",
      "header",
      as({ kind: "edit", refs: [{ rel: "edit", commitment: bytes(0x15, 32) }] }),
    ],
    ["a forward that changes the group", "header", as({ kind: "group" })],
    ["a forward whose header names another relay", "relay", as(otherRelay)],
    [
      "a forward in a period of a relay's key of 65 bytes",
      "key",
      {
        draft: { ...forwarding, period: "one of a relay's key of 65 bytes" },
        recipient: { periods: ["the day", "one of a relay's key of 65 bytes"] },
      },
    ],
    ["a forward with a stamp of another key's", "stamp", draft({ relaySeed: bytes(9, 32) })],
    [
      "a forward with its source's stamp",
      "stamp",
      draft({ stampOf: make(forwarding.forwards ?? {}).commitment }),
    ],
    ["a forward of another conversation", "conversation", as({ conversation: bytes(0x13, 16) })],
    ["a forward under its source's name", "sender", as({ sender: "c3" })],
    ["a forward of a proof with a member too many", "inner", draft({ proof: { more: 1 } })],
    [
      "a forward of a proof of a commitment of 31 bytes",
      "inner",
      draft({ proof: { commitment: bytes(1, 31) } }),
    ],
    ["a forward of a proof without envelope", "inner", draft({ proof: { envelope: undefined } })],
    [
      "a forward of an envelope without signature",
      "inner",
      forwardingDraft({ envelope: { signature: undefined } }),
    ],
    ["a forward that says it is an original", "inner", draft({ inner: { kind: "original" } })],
    ["a forward with fields of its own", "inner", draft({ inner: { fields: [["text", "bye"]] } })],
    ["a forward of 128 fields", "inner", forwardingDraft({ fields: mostFields })],
    [
      "a forward that was accepted from another before",
      "sender",
      {
        draft: forwarding,
        recipient: {
          history: [
            { seq: 6, commitment: hex(bytes(0x21, 32)), sender: "c3", device: hex(bytes(0x14, 8)), n: 0 },
          ],
        },
      },
    ],
  ];
}

function forwardingDraft(changes: DraftChanges): ReceiveChanges {
  return { draft: forwardingOf(changes) };
}

function sourceFaults(): VerifyRow[] {
  const from = (name: string, code: RefusalCode, draft: DraftChanges): VerifyRow => [name, code, draft];
  const sender = "c3";
  return [
    from("a message of another relay's", "relay", {
      ...{ stamped: otherRelay, header: { sender, ...otherRelay }, period: "another relay's" },
    }),
    from("a message of another moderation's", "moderation", {
      ...{ stamped: { moderation: "other-mod.example" }, period: "another moderation's" },
    }),
    from("a message of another algorithm's period", "key", { period: "another algorithm's" }),
    from("a message of a time before its period", "time", { stamped: { acceptedAt: noon - 1 } }),
    from("a message whose header is none", "header", { header: { v: 2 } }),
    from("a message of a wrong type", "field-type", { fields: malformedTypes[0]?.made ?? [] }),
    from("a message of another commitment", "commitment", { commitment: bytes(1, 32) }),
    from("a message with a stamp of another key's", "stamp", { relaySeed: bytes(9, 32) }),
    from("a message with a token of nobody's", "token", { moderationSeed: bytes(9, 32) }),
    from("a message whose token was over", "time", { issued: { expiry: noon + 199 } }),
    from("a message that its token was not spent on", "token", { spent: bytes(1, 32) }),
    from("a commitment to nothing, for an original", "commitment", { commitment: bytes(0x21, 32) }),
  ];
}

function ofSource([name, code, changes]: VerifyRow): ReceiveRow {
  const periods: readonly PeriodName[] = ["the day", changes.period ?? "the day before"];
  const stamped = { acceptedAt: noon + 200, ...changes.stamped };
  const draft = forwardingOf({ ...changes, stamped });
  return [`a forward of ${name}`, code, { draft, recipient: { periods } }];
}
