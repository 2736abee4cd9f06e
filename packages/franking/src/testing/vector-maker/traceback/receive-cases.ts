import { equalBytes, hex } from "../../../bytes.ts";
import type { Field } from "../../../message.ts";
import { type Json, jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { AcceptedForm, RecipientForm } from "../../parties.ts";
import type { ChannelForm, ReceiveInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { conversation, device } from "../draft.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import { type DraftChanges, draftOf, type Made, make, page, suite } from "./draft.ts";
import { receiveFaults } from "./receive-faults.ts";
import type { ReceiveChanges } from "./rows.ts";

/** What the recipient b2 has accepted before: one message of another's, and one of a1's. */
const others: AcceptedForm = {
  ...{ seq: 6, commitment: hex(bytes(5, 32)), sender: "c3", device: hex(bytes(0x14, 8)), n: 0 },
};
const ownBefore: AcceptedForm = {
  ...{ seq: 5, commitment: hex(bytes(0x15, 32)), sender: "a1", device: hex(device), n: 0 },
};

export const usualChannel: ChannelForm = { suite, conversation: hex(conversation), epoch: 1, sender: "a1" };

export const usualRecipient: RecipientForm = {
  ...{ account: "b2", relay: "relay.example", moderation: "mod.example", periods: ["the day"] },
  ...{ history: [others], now: noon + 600, minReportMs: 86_400_000 },
};

export function receiveCases(): VectorCase[] {
  const rows = [...messages(), ...boundaries(), ...odd(), ...duplicates()];
  const refused = receiveFaults().map(({ name, origin, code, changes }): VectorCase => {
    const input = inputOf(make(changes.draft), changes);
    return { name: `${name} is refused`, origin, role: "receive", input, expects: { refused: code } };
  });
  return [...rows, ...refused];
}

function messages(): VectorCase[] {
  const good = positives.filter(({ frankOnly }) => frankOnly !== true);
  return [
    accepted("the first vector is accepted", {}),
    ...good.map((positive) => {
      const draft = draftOf(positive);
      const recipient = draft.header?.kind === "edit" ? { recipient: { history: [others, ownBefore] } } : {};
      return accepted(`${positive.name} is accepted`, { draft, ...recipient });
    }),
  ];
}

const at = (timestamp: number): DraftChanges => ({ facts: { timestamp } });

/** Each limit is met exactly. */
function boundaries(): VectorCase[] {
  const long = bytes(3, 64);
  return [
    accepted("the sender receives what it sent", {
      draft: { recipient: "a1" },
      recipient: { account: "a1" },
    }),
    accepted("a message of the period's first millisecond is accepted", { draft: at(noon) }),
    accepted("a message of the period's last millisecond is accepted", {
      draft: at(noon + 86_400_000),
      recipient: { now: noon + 86_400_000 },
    }),
    accepted("a relay's clock five minutes ahead is accepted", { draft: at(noon + 300_600) }),
    accepted("a message that can be reported just long enough is accepted", {
      recipient: { minReportMs: 7_862_400_000 - 600 },
    }),
    accepted("a conversation of 64 random bytes is accepted", {
      draft: { header: { conversation: long }, facts: { conversation: long } },
      channel: { conversation: hex(long) },
    }),
    accepted("an inner part of 64 KiB is accepted", { draft: { fields: [["text", textFilling(65_536)]] } }),
  ];
}

/** Text with which the inner part has exactly `size` bytes. */
function textFilling(size: number): string {
  const sample = "a".repeat(60_000);
  const { inner } = make({ fields: [["text", sample]] });
  return "a".repeat(sample.length + size - inner.length);
}

/** What other schemes refuse, and what is accepted with a warning. */
function odd(): VectorCase[] {
  const seen = (seq: number, value: number) => ({ header: { seen: { seq, commitment: bytes(value, 32) } } });
  return [
    accepted("a message of another epoch is accepted", { channel: { epoch: 2 } }),
    accepted("a sender who says to have seen a later message is accepted", { draft: seen(8, 5) }),
    accepted("a message that points at another is accepted", { draft: { ptr: bytes(0x31, 16) } }),
    accepted("a ct that is none is accepted", { draft: { outer: { ct: bytes(0x19, 16) } } }),
    accepted("a message of nothing but the mark of a forward is accepted", {
      draft: { fields: [["forwarded", true]] },
    }),
    accepted("a message under a key of zeros is accepted", { draft: { k: bytes(0, 16) } }),
    accepted("another message of one time is accepted", {
      recipient: { history: [{ ...others, seq: 7 }] },
    }),
    accepted("a sender who saw another message at a number is accepted with a warning", {
      draft: seen(6, 0x17),
      warnings: ["seen-mismatch"],
    }),
    accepted("a message after a missing one of its device is accepted with a warning", {
      draft: { header: { sent: { device, n: 2 } } },
      recipient: { history: [others, ownBefore] },
      warnings: ["sent-gap"],
    }),
    accepted("a reply to an unknown message is accepted with a warning", {
      draft: { header: { refs: [{ rel: "reply", commitment: bytes(0x16, 32) }] } },
      warnings: ["refers-to-unknown"],
    }),
  ];
}

function duplicates(): VectorCase[] {
  const commitment = hex(make().address);
  const known = { ...ownBefore, commitment };
  const again = (name: string, changes: ReceiveChanges): VectorCase => ({
    ...accepted(name, { ...changes, recipient: { history: [others, known] } }),
    ...{ origin: `${page}, receive, step 6`, expects: { kind: "duplicate", commitment } },
  });
  return [
    again("the same message again is a duplicate", {}),
    again("the same message at another time is a duplicate", { draft: at(noon + 500) }),
    again("the same message with a broken inner part is a duplicate", { draft: { inner: { more: 1 } } }),
    accepted("a message whose name another sender has used is accepted", {
      recipient: { history: [others, { ...others, seq: 5, n: 1, commitment }] },
    }),
  ];
}

function accepted(name: string, changes: ReceiveChanges): VectorCase {
  const made = make(changes.draft);
  const input = inputOf(made, changes);
  return { name, origin: `${page}, receive`, role: "receive", input, expects: receiptOf(made, changes) };
}

/** Only what differs from the first vector. */
function inputOf(made: Made, { bytes: replaced, channel, recipient }: ReceiveChanges): ReceiveInput {
  const usual = make();
  const own = { ...made, ...replaced };
  const differing = (["outer", "inner", "delivery"] as const)
    .filter((part) => !equalBytes(own[part], usual[part]))
    .map((part) => [part, beside(usual[part], own[part])] as const);
  return {
    ...(differing.length === 0 ? {} : { arrival: Object.fromEntries(differing) }),
    ...(channel === undefined ? {} : { channel }),
    ...(recipient === undefined ? {} : { recipient }),
  };
}

function receiptOf({ outerParts, facts, draft, header }: Made, { warnings = [] }: ReceiveChanges): Json {
  return jsonOf({
    ...{ kind: "message", commitment: outerParts.address, secrets: draft.secrets },
    ...{ seq: null, acceptedAt: facts.timestamp, warnings },
    // Fields of a message that is accepted are of the types that they may have.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    message: { header, fields: jsonOfFields(draft.fields as readonly Field[]) },
  });
}
