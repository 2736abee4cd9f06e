import { hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import { attachment } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { make } from "./draft.ts";
import { manyAttachments } from "./field-faults.ts";
import { whole } from "./inner-faults.ts";
import { held } from "./protobuf.ts";
import type { ReceiveChanges, ReceiveRow } from "./receive-row.ts";
import { used } from "./statement-faults.ts";

const zero = Uint8Array.of(0);
const other = "merkle-v1";
const otherRelay = { relay: "other-relay.example" };
const otherModeration = { moderation: "other-mod.example" };
const elsewhere = { conversation: hex(bytes(0x13, 16)) };
const text: AnyField = ["text", "hello"];

/** Two faults each, of checks that follow one another: the first gives the code. */
export function receiveOrder(): ReceiveRow[] {
  const { token } = make();
  const badToken = { token: spoiled(token ?? zero) };
  const early = { timestamp: noon - 1 };
  const bare = { pieces: whole([held(1, "hello")]) };
  const rows: readonly (readonly [RefusalCode, RefusalCode, ReceiveChanges])[] = [
    ["size", "encoding", { draft: { outer: { suite: "s".repeat(1100) }, trailing: { outer: zero } } }],
    ["encoding", "outer", { draft: { outer: { more: 1 }, trailing: { outer: zero } } }],
    ["outer", "suite", { draft: { outer: { suite: other, more: 1 } } }],
    ["suite", "delivery", { draft: { outer: { suite: other }, delivery: { more: 1 } } }],
    ["delivery", "relay", { draft: { delivery: { ...otherRelay, more: 1 } } }],
    ["relay", "moderation", { draft: { delivery: { ...otherRelay, ...otherModeration } } }],
    ["moderation", "key", { draft: { delivery: otherModeration }, recipient: { periods: [] } }],
    ["key", "time", { draft: { delivery: early }, recipient: { periods: [] } }],
    ["time", "conversation", { draft: { delivery: early }, channel: elsewhere }],
    ["conversation", "sender", { channel: { ...elsewhere, sender: "c3" } }],
    ["sender", "inner", { channel: { sender: "c3" }, draft: { inner: { more: 1 } } }],
    ["inner", "encoding", { draft: { inner: { more: 1, message: Uint8Array.of(0xff) } } }],
    ["encoding", "header", { draft: { pieces: whole([held(1, "hello"), held(8, "x")]) } }],
    ["header", "inner", { draft: { header: { kind: "whisper" }, fields: [] } }],
    [
      "inner",
      "shape-incomplete",
      { draft: { fields: Array.from({ length: 129 }, (_, i) => [`attachments/${i}/name`, "x"] as const) } },
    ],
    ["shape-unknown", "field-type", { draft: { fields: [...manyAttachments, ["forwarded", false]] } }],
    [
      "shape-incomplete",
      "field-type",
      { draft: { fields: [...attachment(0, { mediaType: undefined }), ["forwarded", false]] } },
    ],
    ["field-type", "commitment", { draft: { fields: [["forwarded", false], text], outer: badToken } }],
    ["commitment", "sent", { draft: { outer: badToken }, ...used }],
    ["header", "commitment", { draft: { ...bare, outer: badToken } }],
    ["sent", "refs", { draft: { header: { kind: "edit" } }, ...used }],
  ];
  return rows.map(([first, second, changes]) => [
    `a message at fault in "${first}" and in "${second}"`,
    first,
    changes,
  ]);
}
