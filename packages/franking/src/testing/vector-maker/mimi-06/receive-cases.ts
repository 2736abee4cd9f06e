import { equalBytes, hex } from "../../../bytes.ts";
import type { Field } from "../../../message.ts";
import { jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { RecipientForm } from "../../parties.ts";
import type { ReceiveInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { device } from "../draft.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import { type DraftChanges, firstContext, type Made, make } from "./draft.ts";
import { receiveFaults } from "./receive-faults.ts";
import { foreign, ownBefore, type ReceiveChanges, remembering } from "./receive-row.ts";
import { draftOf } from "./sender-cases.ts";

const page = "schemes/mimi-06/README.md, receive";

export const usualRecipient: RecipientForm = {
  ...{ account: "b2", relay: "relay.example", moderation: "mod.example", periods: ["the day"] },
  ...{ history: [foreign], now: noon + 600, minReportMs: 86_400_000 },
};

export function receiveCases(): VectorCase[] {
  return [
    ...accepted.map(([name, changes]) => acceptedCase(name, changes)),
    ...repeated(),
    ...receiveFaults().map(({ changes, code, name, place }) => ({
      ...{ name: `${name} is refused`, origin: `${page}, ${place}`, role: "receive" as const },
      input: inputOf(make(changes.draft), changes),
      expects: { refused: code },
    })),
  ];
}

const asPositives = positives
  .filter(({ frankOnly }) => frankOnly !== true)
  .map(({ draft, name }): [string, ReceiveChanges] => {
    const isEdit = name.startsWith("an edit");
    return [name, { draft: draftOf(draft), ...(isEdit ? remembering(foreign, ownBefore) : {}) }];
  });

const at = (acceptedAt: number): DraftChanges => ({ context: { ...firstContext, acceptedAt } });
const seen = (seq: number, value: number): DraftChanges => ({
  header: { seen: { seq, commitment: bytes(value, 32) } },
});
const named = (sender: string): ReceiveChanges => ({
  draft: { header: { sender }, context: { ...firstContext, sender } },
  channel: { sender },
});

const accepted: readonly (readonly [string, ReceiveChanges])[] = [
  ["the first vector", {}],
  ...asPositives,
  ["what the sender itself receives", { recipient: { account: "a1" } }],
  ["a message without a text", { draft: { fields: [["sentAt", noon]] } }],
  ["a message of a text alone", { draft: { fields: [["text", ""]] } }],
  ["a message of a sender whose name a URI must escape", named("a/ü 'x'(~)!*%41")],
  ["a message of the period's first millisecond", { draft: at(noon) }],
  [
    "a message of the period's last millisecond",
    { draft: at(noon + 86_400_000), recipient: { now: noon + 86_400_000 } },
  ],
  ["a message of a relay's clock five minutes ahead", { draft: at(noon + 300_600) }],
  ["a message that can be reported just long enough", { recipient: { minReportMs: 7_862_400_000 - 600 } }],
  [
    "a message in a conversation of 64 random bytes",
    {
      draft: {
        header: { conversation: bytes(3, 64) },
        context: { ...firstContext, conversation: bytes(3, 64) },
      },
      channel: { conversation: hex(bytes(3, 64)) },
    },
  ],
  ["a message with an inner part of 64 KiB", { draft: { fields: [["text", filling()]] } }],
  ["a message in another epoch", { channel: { epoch: 2 } }],
  ["a message whose sender has seen a later one", { draft: seen(999, 5) }],
  ["a sender who saw another message at a number", { draft: seen(6, 0x17), warnings: ["seen-mismatch"] }],
  [
    "a message after a missing one of its device",
    {
      draft: { header: { sent: { device, n: 2 } } },
      ...remembering(foreign, ownBefore),
      warnings: ["sent-gap"],
    },
  ],
  [
    "a reply to an unknown message",
    {
      draft: { header: { refs: [{ rel: "reply", commitment: bytes(0x16, 32) }] } },
      warnings: ["refers-to-unknown"],
    },
  ],
  ["a message under a number that the history has", remembering({ ...foreign, seq: 7 })],
  ["a frank of another message of the sender's, which its signature does not show", swapped()],
];

/** The known gap: everything holds but the MAC, which a recipient cannot check. */
function swapped(): ReceiveChanges {
  const { delivery } = make({ fields: [["text", "another message of the same moment"]] });
  return { delivery };
}

/** Text with which the inner part has exactly 64 KiB. */
function filling(): string {
  const sample = "a".repeat(60_000);
  return "a".repeat(sample.length + 65_536 - make({ fields: [["text", sample]] }).content.length);
}

function repeated(): VectorCase[] {
  const made = make();
  const changes = remembering(foreign, { ...ownBefore, seq: 7, commitment: hex(made.outer) });
  const expects = { kind: "duplicate", commitment: hex(made.outer) };
  return [
    {
      ...{ name: "the same message again is a duplicate", origin: `${page}, step 4`, role: "receive" },
      ...{ input: inputOf(made, changes), expects },
    },
    {
      ...{ name: "a duplicate of which the inner part is gone is one", role: "receive" },
      ...{ origin: `${page}, order`, input: { ...inputOf(made, changes), arrival: { inner: "" } }, expects },
    },
  ];
}

function acceptedCase(name: string, changes: ReceiveChanges): VectorCase {
  const made = make(changes.draft);
  const { draft, header, outer: commitment } = made;
  // Fields of a message that is accepted are of the types that they may have.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const fields = draft.fields as readonly Field[];
  return {
    ...{ name: `${name} is accepted`, origin: page, role: "receive", input: inputOf(made, changes) },
    expects: jsonOf({
      ...{ kind: "message", commitment, secrets: [], seq: null, acceptedAt: draft.context.acceptedAt },
      ...{ warnings: changes.warnings ?? [], message: { header, fields: jsonOfFields(fields) } },
    }),
  };
}

/** Only what differs from the first vector. */
function inputOf(made: Made, changes: ReceiveChanges): ReceiveInput {
  const { channel, outer = made.outer, delivery = made.delivery, recipient } = changes;
  const usual = make();
  const arrival = {
    ...(equalBytes(outer, usual.outer) ? {} : { outer: beside(usual.outer, outer) }),
    ...(equalBytes(made.content, usual.content) ? {} : { inner: beside(usual.content, made.content) }),
    ...(equalBytes(delivery, usual.delivery) ? {} : { delivery: beside(usual.delivery, delivery) }),
  };
  return {
    ...(Object.keys(arrival).length === 0 ? {} : { arrival }),
    ...(channel === undefined ? {} : { channel }),
    ...(recipient === undefined ? {} : { recipient }),
  };
}
