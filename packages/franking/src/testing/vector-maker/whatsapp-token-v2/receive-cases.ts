import { equalBytes, hex } from "../../../bytes.ts";
import type { Field } from "../../../message.ts";
import { jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { AcceptedForm, RecipientForm } from "../../parties.ts";
import type { ReceiveInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { device } from "../draft.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import { contextOf } from "./broken-messages.ts";
import { type DraftChanges, type Made, make } from "./draft.ts";
import { count, held, messagePieces } from "./protobuf.ts";
import { receiveFaults } from "./receive-faults.ts";
import type { ReceiveChanges } from "./receive-row.ts";
import { draftOf } from "./sender-cases.ts";

const page = "schemes/whatsapp-token-v2/README.md, Receive";

/** What b2 has accepted before: a message of another's. */
const foreign: AcceptedForm = {
  ...{ seq: 6, commitment: hex(bytes(5, 32)), sender: "c3" },
  ...{ device: hex(bytes(0x14, 8)), n: 0 },
};
const ownBefore: AcceptedForm = {
  ...{ seq: 5, commitment: hex(bytes(0x15, 32)), sender: "a1" },
  ...{ device: hex(device), n: 0 },
};

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

function remembering(...history: readonly AcceptedForm[]): { recipient: Partial<RecipientForm> } {
  return { recipient: { history } };
}

const at = (timestamp: number): DraftChanges => ({ delivery: { timestamp } });
const seen = (seq: number, value: number): DraftChanges => ({
  header: { seen: { seq, commitment: bytes(value, 32) } },
});

const accepted: readonly (readonly [string, ReceiveChanges])[] = [
  ["the first vector", {}],
  ...asPositives,
  ["what the sender itself receives", { recipient: { account: "a1" } }],
  ["a message of which nothing is covered", { draft: { fields: [["sentAt", noon]] } }],
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
      draft: { header: { conversation: bytes(3, 64) } },
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
  [
    "a message of a1 whose name the history has from c3",
    remembering(foreign, { ...foreign, seq: 4, commitment: hex(make().name) }),
  ],
  ["a message under a number that the history has", remembering({ ...foreign, seq: 7 })],
  ["a time that no token covers", uncoveredTime()],
];

/** Text with which the inner part has exactly 64 KiB. */
function filling(): string {
  const sample = "a".repeat(60_000);
  return "a".repeat(sample.length + 65_536 - make({ fields: [["text", sample]] }).inner.length);
}

/** The first vector's token, and another time beside it. */
function uncoveredTime(): ReceiveChanges {
  const message = [held(1, "hello"), held(5, [count(2, noon + 9), ...contextOf()])];
  const fields: readonly Field[] = [
    ["sentAt", noon + 9],
    ["text", "hello"],
  ];
  return { draft: { pieces: { message, part: messagePieces([["text", "hello"]], null) } }, fields };
}

function repeated(): VectorCase[] {
  const made = make();
  const before = { ...ownBefore, seq: 7, commitment: hex(made.name) };
  const changes = remembering(foreign, before);
  return [
    {
      ...{ name: "the same message again is a duplicate", origin: `${page}, step 4`, role: "receive" },
      input: inputOf(made, changes),
      expects: { kind: "duplicate", commitment: before.commitment },
    },
    {
      ...{ name: "a duplicate of which the inner part is gone is one", role: "receive" },
      ...{ origin: `${page}, order` },
      input: { ...inputOf(make(), changes), arrival: { inner: "" } },
      expects: { kind: "duplicate", commitment: before.commitment },
    },
  ];
}

function acceptedCase(name: string, changes: ReceiveChanges): VectorCase {
  const made = make(changes.draft);
  const { draft, header, name: commitment, said } = made;
  // Fields of a message that is accepted are of the types that they may have.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const fields = changes.fields ?? (draft.fields as readonly Field[]);
  return {
    ...{ name: `${name} is accepted`, origin: page, role: "receive", input: inputOf(made, changes) },
    expects: jsonOf({
      ...{ kind: "message", commitment, secrets: draft.secrets, seq: null, acceptedAt: said.timestamp },
      ...{ warnings: changes.warnings ?? [], message: { header, fields: jsonOfFields(fields) } },
    }),
  };
}

/** Only what differs from the first vector. */
function inputOf(made: Made, { channel, outer = made.outer, recipient }: ReceiveChanges): ReceiveInput {
  const usual = make();
  const { inner, delivery } = made;
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
