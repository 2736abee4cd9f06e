import { hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { AcceptedForm } from "../../parties.ts";
import { device } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { attachment } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { make, otherSuite } from "./draft.ts";
import type { ReceiveChanges, ReceiveRow } from "./rows.ts";

type Row = readonly [first: RefusalCode, second: RefusalCode | "duplicate", changes: ReceiveChanges];

/** Two faults each, of steps that follow one another: the first gives the code. */
export function receiveOrder(): ReceiveRow[] {
  return [...stampOrder(), ...messageOrder()].map(([first, second, changes]) => [
    `a message at fault in "${first}" and in "${second}"`,
    first,
    changes,
  ]);
}

const zero = Uint8Array.of(0);
const relay = "other-relay.example";
const moderation = "other-mod.example";
const conversation = bytes(0x13, 16);
const text: AnyField = ["text", "hello"];
const tooLong = { outer: { suite: "s".repeat(1100) }, trailing: { outer: zero } };

function stampOrder(): Row[] {
  const known: AcceptedForm = {
    ...{ seq: 5, commitment: hex(make().address), sender: "a1" },
    ...{ device: hex(bytes(0x14, 8)), n: 0 },
  };
  return [
    ["size", "encoding", { draft: tooLong }],
    ["encoding", "outer", { draft: { outer: { more: 1 }, trailing: { outer: zero } } }],
    ["outer", "suite", { draft: { outer: { suite: otherSuite, more: 1 } } }],
    ["suite", "delivery", { draft: { delivery: { more: 1 } }, channel: { suite: otherSuite } }],
    ["encoding", "delivery", { draft: { delivery: { more: 1 }, trailing: { delivery: zero } } }],
    ["delivery", "relay", { draft: { delivery: { more: 1 } }, recipient: { relay } }],
    ["relay", "moderation", { recipient: { relay, moderation } }],
    ["moderation", "key", { recipient: { moderation, periods: [] } }],
    [
      "key",
      "time",
      {
        draft: { facts: { timestamp: noon - 1 }, period: "another algorithm's" },
        recipient: { periods: ["another algorithm's"] },
      },
    ],
    ["time", "conversation", { draft: { facts: { timestamp: noon - 1, conversation } } }],
    ["conversation", "sender", { draft: { facts: { conversation, sender: "c3" } } }],
    ["sender", "addressed", { draft: { facts: { sender: "c3" }, recipient: "c3" } }],
    ["addressed", "duplicate", { draft: { recipient: "c3" }, recipient: { history: [known] } }],
    ["addressed", "inner", { draft: { recipient: "c3", inner: { more: 1 } } }],
  ];
}

const usedByDevice: AcceptedForm = {
  ...{ seq: 5, commitment: hex(bytes(0x18, 32)), sender: "a1", device: hex(device), n: 0 },
};

function messageOrder(): Row[] {
  const outer = { address: spoiled(make().address) };
  const of = (header: Changes, fields: readonly AnyField[] = [text]): ReceiveChanges => ({
    draft: { header, fields },
  });
  return [
    ["encoding", "inner", { draft: { inner: { more: 1 }, trailing: { inner: zero } } }],
    ["inner", "header", { draft: { header: { v: 2 }, inner: { more: 1 } } }],
    ["header", "relay", of({ v: 2, relay })],
    ["relay", "conversation", of({ relay, conversation })],
    ["conversation", "shape-unknown", of({ conversation }, [["colour", "red"], text])],
    ["sender", "shape-unknown", of({ sender: "c3" }, [["colour", "red"], text])],
    ["shape-unknown", "shape-order", of({}, [text, ["colour", "red"]])],
    ["shape-order", "shape-incomplete", of({}, [text, ...attachment(1)])],
    ["shape-incomplete", "field-type", of({}, [...attachment(1), ["text", 5]])],
    ["field-type", "commitment", { draft: { fields: [["text", 5]], outer } }],
    ["commitment", "sent", { draft: { outer }, recipient: { history: [usedByDevice] } }],
    ["sent", "refs", { draft: { header: { kind: "edit" } }, recipient: { history: [usedByDevice] } }],
  ];
}
