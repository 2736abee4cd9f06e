import { hex } from "../../bytes.ts";
import type { RefusalCode } from "../../errors.ts";
import type { AcceptedForm, RecipientForm } from "../parties.ts";
import { device, make } from "./draft.ts";
import type { Changes, DraftChanges } from "./draft-form.ts";
import { attachment } from "./malformed.ts";
import { bytes, noon } from "./periods.ts";
import type { ReceiveChanges, ReceiveRow } from "./receive-row.ts";
import type { Suite } from "./stamped-suite.ts";
import { type AnyField, spoiled } from "./suite.ts";

type Row = readonly [first: RefusalCode, second: RefusalCode, changes: ReceiveChanges];

/** Two faults each, of steps that follow one another: the first gives the code. */
export function receiveOrder(suite: Suite): ReceiveRow[] {
  const rows = [...stampOrder(suite), ...innerOrder(suite), ...historyOrder];
  return rows.map(([first, second, changes]) => [
    `a message at fault in "${first}" and in "${second}"`,
    first,
    changes,
  ]);
}

const trailing = { outer: Uint8Array.of(0) };
const moderation = "other-mod.example";
const relay = "other-relay.example";
const conversation = bytes(0x13, 16);
const text: AnyField = ["text", "hello"];

const usedNumber: AcceptedForm = {
  ...{ seq: 7, commitment: hex(bytes(0x18, 32)), sender: "c3" },
  ...{ device: hex(bytes(0x14, 8)), n: 0 },
};
const usedByDevice: AcceptedForm = { ...usedNumber, seq: 5, sender: "a1", device: hex(device) };

function stampOrder(suite: Suite): Row[] {
  const of = (draft: DraftChanges, recipient: Partial<RecipientForm> = {}) => ({ draft, recipient });
  const early: Changes = { acceptedAt: noon - 1 };
  return [
    ["size", "encoding", of({ outer: { suite: "s".repeat(1100) }, trailing })],
    ["encoding", "outer", of({ outer: { more: 1 }, trailing })],
    ["outer", "suite", of({ outer: { suite: suite.other, more: 1 } })],
    ["suite", "delivery", { draft: { delivery: { more: 1 } }, channel: { suite: suite.other } }],
    ["delivery", "relay", of({ delivery: { more: 1 } }, { relay })],
    ["relay", "moderation", of({}, { relay, moderation })],
    ["moderation", "key", of({}, { moderation, periods: [] })],
    [
      "key",
      "time",
      of({ period: "another algorithm's", context: early }, { periods: ["another algorithm's"] }),
    ],
    ["time", "conversation", { draft: { context: early }, channel: { conversation: hex(conversation) } }],
    ["conversation", "epoch", { channel: { conversation: hex(conversation), epoch: 2 } }],
    ["epoch", "sender", { channel: { epoch: 2, sender: "c3" } }],
    ["sender", "equivocation", { channel: { sender: "c3" }, recipient: { history: [usedNumber] } }],
    ["equivocation", "inner", of({ inner: { more: 1 } }, { history: [usedNumber] })],
  ];
}

function innerOrder(suite: Suite): Row[] {
  const outer = { commitment: spoiled(make(suite).committed.commitment) };
  const of = (header: Changes, fields: readonly AnyField[] = [text], inner: Changes = {}) => ({
    draft: { header, fields, inner },
  });
  return [
    ["inner", "header", of({ v: 2 }, [text], { more: 1 })],
    ["header", "relay", of({ v: 2, relay })],
    ["relay", "conversation", of({ relay, conversation })],
    ["conversation", "sender", of({ conversation, sender: "c3" })],
    ...(suite.encrypts ? commitmentFirst(outer) : shapeFirst(outer)),
    ["shape-unknown", "shape-order", of({}, [text, ["colour", "red"]])],
    ["shape-order", "shape-incomplete", of({}, [text, ...attachment(1)])],
    ["shape-incomplete", "field-type", of({}, [...attachment(1), ["text", 5]])],
    ["commitment", "seen", { draft: { header: { seen: { seq: 7, commitment: bytes(5, 32) } }, outer } }],
  ];
}

function shapeFirst(outer: Changes): Row[] {
  return [
    ["sender", "shape-unknown", { draft: { header: { sender: "c3" }, fields: [["colour", "red"], text] } }],
    ["field-type", "commitment", { draft: { fields: [["text", 5]], outer } }],
  ];
}

function commitmentFirst(outer: Changes): Row[] {
  return [
    ["sender", "commitment", { draft: { header: { sender: "c3" }, outer } }],
    ["commitment", "inner", { draft: { fields: [], outer } }],
    ["commitment", "shape-unknown", { draft: { fields: [["colour", "red"]], outer } }],
  ];
}

const historyOrder: readonly Row[] = [
  [
    "seen",
    "sent",
    {
      draft: { header: { seen: { seq: 7, commitment: bytes(5, 32) } } },
      recipient: { history: [usedByDevice] },
    },
  ],
  ["sent", "refs", { draft: { header: { kind: "edit" } }, recipient: { history: [usedByDevice] } }],
];
