import { hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { AcceptedForm } from "../../parties.ts";
import { device } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { attachment } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { type DraftChanges, make, otherSuite } from "./draft.ts";
import { keyIdOf } from "./periods.ts";
import { directory, type ReceiveChanges, type ReceiveRow, selfOf } from "./rows.ts";

type Row = readonly [first: RefusalCode, second: RefusalCode | "duplicate", changes: ReceiveChanges];

/** Two faults each, of steps that follow one another: the first gives the code. */
export function receiveOrder(): ReceiveRow[] {
  return [...deliveryOrder(), ...messageOrder(), ...signatureOrder()].map(([first, second, changes]) => [
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
const noJudgeKey = "one of a pk_J that is no point";

function deliveryOrder(): Row[] {
  const known: AcceptedForm = {
    ...{ seq: 5, commitment: hex(make().commitment), sender: "a1" },
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
        draft: { delivery: { acceptedAt: noon - 1 }, period: "another algorithm's" },
        recipient: { periods: ["another algorithm's"] },
      },
    ],
    [
      "time",
      "key",
      {
        draft: { delivery: { acceptedAt: noon - 1 }, period: noJudgeKey },
        recipient: { periods: [noJudgeKey] },
      },
    ],
    [
      "key",
      "conversation",
      { draft: { delivery: { conversation }, period: noJudgeKey }, recipient: { periods: [noJudgeKey] } },
    ],
    ["conversation", "epoch", { draft: { delivery: { conversation, epoch: 2 } } }],
    ["epoch", "duplicate", { draft: { delivery: { epoch: 2 } }, recipient: { history: [known] } }],
    ["epoch", "inner", { draft: { delivery: { epoch: 2 }, inner: { more: 1 } } }],
  ];
}

function messageOrder(): Row[] {
  const of = (
    header: Changes,
    fields: readonly AnyField[] = [text],
    more: DraftChanges = {},
  ): ReceiveChanges => ({
    draft: { header, fields, ...more },
  });
  const otherKey = { inner: { keyId: keyIdOf("another relay's") } };
  const wrongName = { commitment: bytes(1, 32) };
  return [
    ["encoding", "inner", { draft: { inner: { more: 1 }, trailing: { inner: zero } } }],
    ["inner", "key", { draft: { inner: { ...otherKey.inner, more: 1 } } }],
    ["key", "header", of({ v: 2 }, [text], otherKey)],
    ["header", "relay", of({ v: 2, relay })],
    ["relay", "conversation", of({ relay, conversation })],
    ["conversation", "sender", of({ conversation, sender: "c3" })],
    ["sender", "shape-unknown", of({ sender: "c3" }, [["colour", "red"], text])],
    ["shape-unknown", "shape-order", of({}, [text, ["colour", "red"]])],
    ["shape-order", "shape-incomplete", of({}, [text, ...attachment(1)])],
    ["shape-incomplete", "field-type", of({}, [...attachment(1), ["text", 5]])],
    ["field-type", "commitment", of({}, [["text", 5]], wrongName)],
    ["commitment", "addressed", of({}, [text], { ...wrongName, recipients: ["a1"] })],
  ];
}

const usedByDevice: AcceptedForm = {
  ...{ seq: 5, commitment: hex(bytes(0x18, 32)), sender: "a1", device: hex(device), n: 0 },
};

function signatureOrder(): Row[] {
  const signature = { signature: spoiled };
  const unknown = { accountKeys: directory({ a1: null }) };
  return [
    ["addressed", "key", { recipient: { account: "c3", self: selfOf("c3"), ...unknown } }],
    ["key", "signature", { draft: signature, recipient: unknown }],
    ["signature", "sent", { draft: signature, recipient: { history: [usedByDevice] } }],
    ["sent", "refs", { draft: { header: { kind: "edit" } }, recipient: { history: [usedByDevice] } }],
  ];
}
