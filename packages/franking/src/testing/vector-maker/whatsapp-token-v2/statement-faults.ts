import { hex } from "../../../bytes.ts";
import { device } from "../draft.ts";
import { bytes } from "../periods.ts";
import type { ReceiveChanges, ReceiveRow } from "./receive-row.ts";

const before = { seq: 5, commitment: hex(bytes(0x15, 32)), sender: "a1", device: hex(device), n: 0 };
const foreign = { seq: 6, commitment: hex(bytes(5, 32)), sender: "c3", device: hex(bytes(0x14, 8)), n: 0 };
/** A number of the device is used, and another message known. */
export const used = { recipient: { history: [before, foreign] } };
const refTo = (rel: string, value: number) => ({ rel, commitment: bytes(value, 32) });
const referring = (kind: string, ...refs: readonly unknown[]): ReceiveChanges => ({
  draft: { header: { kind, refs, sent: { device, n: 1 } } },
  recipient: { history: [before, foreign] },
});

export const statementFaults: readonly ReceiveRow[] = [
  ["a number that the device has used before", "sent", used],
  ["a message that edits", "refs", referring("message", refTo("edit", 0x15))],
  ["a group change that reacts", "refs", referring("group", refTo("react", 5))],
  ["an edit of nothing", "refs", referring("edit")],
  ["an edit of two messages", "refs", referring("edit", refTo("edit", 0x15), refTo("edit", 0x19))],
  ["an edit that deletes", "refs", referring("edit", refTo("delete", 0x15))],
  ["a reaction to nothing", "refs", referring("reaction", refTo("reply", 5))],
  ["an edit of another's message", "refs", referring("edit", refTo("edit", 5))],
  ["a deletion of another's message", "refs", referring("delete", refTo("delete", 5))],
];
