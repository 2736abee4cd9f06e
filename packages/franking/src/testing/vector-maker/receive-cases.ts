import { equalBytes, hex } from "../../bytes.ts";
import type { RefusalCode } from "../../errors.ts";
import type { Field } from "../../message.ts";
import { type Json, jsonOf, jsonOfFields } from "../json-forms.ts";
import type { AcceptedForm, RecipientForm } from "../parties.ts";
import type { ChannelForm, ReceiveInput, VectorCase } from "../vectors.ts";
import { beside } from "./beside.ts";
import { conversation, device, type Made, make } from "./draft.ts";
import type { DraftChanges } from "./draft-form.ts";
import { bytes, noon } from "./periods.ts";
import { positives } from "./positive-messages.ts";
import { receiveFaults } from "./receive-faults.ts";
import type { ReceiveChanges } from "./receive-row.ts";
import type { Suite } from "./stamped-suite.ts";

/** What the recipient b2 has accepted before: one message of another's, and one of a1's. */
const history: readonly AcceptedForm[] = [
  { seq: 6, commitment: hex(bytes(5, 32)), sender: "c3", device: hex(bytes(0x14, 8)), n: 0 },
];
const ownBefore: AcceptedForm = {
  ...{ seq: 5, commitment: hex(bytes(0x15, 32)), sender: "a1" },
  ...{ device: hex(device), n: 0 },
};

export function usualArrival(suite: Suite): Record<"outer" | "inner" | "delivery", Uint8Array> {
  const { outer, inner, delivery } = make(suite);
  return { outer, inner, delivery };
}

export function usualChannel(suite: Suite): ChannelForm {
  return { suite: suite.id, conversation: hex(conversation), epoch: 1, sender: "a1" };
}

export const usualRecipient: RecipientForm = {
  ...{ account: "b2", relay: "relay.example", moderation: "mod.example", periods: ["the day"], history },
  ...{ now: noon + 600, minReportMs: 86_400_000 },
};

export function receiveCases(suite: Suite): VectorCase[] {
  return [
    ...accepted(suite),
    ...receiveFaults(suite).map(({ name, code, origin, changes }) =>
      refused(suite, name, code, origin, changes),
    ),
  ];
}

function accepted(suite: Suite): VectorCase[] {
  const messages = positives
    .filter(({ frankOnly }) => frankOnly !== true)
    .map(({ name, draft }) => {
      const isEdit = draft.header !== undefined && "kind" in draft.header && draft.header.kind === "edit";
      const recipient = isEdit ? { recipient: { history: [...history, ownBefore] } } : {};
      return acceptedCase(suite, `${name} is accepted`, { draft, ...recipient });
    });
  return [
    acceptedCase(suite, "the first vector is accepted", {}),
    ...messages,
    ...boundaries(suite),
    ...odd(suite),
    repeated(suite),
  ];
}

/** Each limit is met exactly. */
function boundaries(suite: Suite): VectorCase[] {
  const at = (acceptedAt: number): DraftChanges => ({ context: { acceptedAt } });
  const cases: readonly [string, ReceiveChanges][] = [
    ["the sender receives what it sent", { draft: { recipient: sender }, recipient: { account: "a1" } }],
    ["a message of the period's first millisecond is accepted", { draft: at(noon) }],
    [
      "a message of the period's last millisecond is accepted",
      { draft: at(noon + 86_400_000), recipient: { now: noon + 86_400_000 } },
    ],
    ["a relay's clock five minutes ahead is accepted", { draft: at(noon + 300_600) }],
    [
      "a message that can be reported just long enough is accepted",
      { recipient: { minReportMs: 7_862_400_000 - 600 } },
    ],
    ["a conversation of 64 random bytes is accepted", inConversation(bytes(3, 64))],
    // What is encrypted cannot be written as a run.
    ...(suite.encrypts ? [] : [fullInner(suite)]),
  ];
  return cases.map(([name, changes]) => acceptedCase(suite, name, changes));
}

const sender = { relay: "relay.example", account: "a1" };

function inConversation(id: Uint8Array): ReceiveChanges {
  return {
    draft: { header: { conversation: id }, context: { conversation: id } },
    channel: { conversation: hex(id) },
  };
}

function fullInner(suite: Suite): [string, ReceiveChanges] {
  const text = fillingText(suite, 65_536);
  return ["an inner part of 64 KiB is accepted", { draft: { fields: [["text", text]] } }];
}

/** Text with which the inner part has exactly `size` bytes. */
function fillingText(suite: Suite, size: number): string {
  const sample = "a".repeat(60_000);
  const { inner } = make(suite, { fields: [["text", sample]] });
  return "a".repeat(sample.length + size - inner.length);
}

/** Accepted with a warning. */
function odd(suite: Suite): VectorCase[] {
  const refs = [{ rel: "reply", commitment: bytes(0x16, 32) }];
  const cases: readonly [string, ReceiveChanges][] = [
    [
      "a sender who saw another message at a number is accepted with a warning",
      { draft: { header: { seen: { seq: 6, commitment: bytes(0x17, 32) } } }, warnings: ["seen-mismatch"] },
    ],
    [
      "a message after a missing one of its device is accepted with a warning",
      {
        draft: { header: { sent: { device, n: 2 } } },
        recipient: { history: [...history, ownBefore] },
        warnings: ["sent-gap"],
      },
    ],
    [
      "a reply to an unknown message is accepted with a warning",
      { draft: { header: { refs } }, warnings: ["refers-to-unknown"] },
    ],
  ];
  return cases.map(([name, changes]) => acceptedCase(suite, name, changes));
}

function repeated(suite: Suite): VectorCase {
  const made = make(suite);
  const before = { ...ownBefore, seq: 7, commitment: hex(made.committed.commitment) };
  return {
    name: "the same message again is a duplicate",
    origin: "docs/spec/receive.md, step 4",
    role: "receive",
    input: inputOf(made, { recipient: { history: [...history, before] } }),
    expects: { kind: "duplicate", commitment: before.commitment },
  };
}

function acceptedCase(suite: Suite, name: string, changes: ReceiveChanges): VectorCase {
  const made = make(suite, changes.draft);
  const input = inputOf(made, changes);
  return {
    ...{ name, origin: "docs/spec/receive.md", role: "receive", input },
    expects: receiptOf(made, changes.warnings ?? []),
  };
}

function refused(
  suite: Suite,
  name: string,
  code: RefusalCode,
  origin: string,
  changes: ReceiveChanges,
): VectorCase {
  const input = inputOf(make(suite, changes.draft), changes);
  return { name: `${name} is refused`, origin, role: "receive", input, expects: { refused: code } };
}

/** Only what differs from the first vector. */
function inputOf(made: Made, { bytes: replaced, channel, recipient }: ReceiveChanges): ReceiveInput {
  const usual = usualArrival(made.suite);
  const { outer, inner, delivery } = { ...made, ...replaced };
  const arrival = {
    ...(equalBytes(outer, usual.outer) ? {} : { outer: beside(usual.outer, outer) }),
    ...(equalBytes(inner, usual.inner) ? {} : { inner: beside(usual.inner, inner) }),
    ...(equalBytes(delivery, usual.delivery) ? {} : { delivery: beside(usual.delivery, delivery) }),
  };
  return {
    ...(Object.keys(arrival).length === 0 ? {} : { arrival }),
    ...(channel === undefined ? {} : { channel }),
    ...(recipient === undefined ? {} : { recipient }),
  };
}

function receiptOf({ committed, header, context, draft }: Made, warnings: readonly string[]): Json {
  return jsonOf({
    kind: "message",
    commitment: committed.commitment,
    secrets: draft.secrets,
    ...{ seq: context.seq, acceptedAt: context.acceptedAt, warnings },
    // Fields of a message that is accepted are of the types that they may have.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    message: { header, fields: jsonOfFields(draft.fields as readonly Field[]) },
  });
}
