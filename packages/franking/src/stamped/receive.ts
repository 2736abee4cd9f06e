import { equalBytes } from "../bytes.ts";
import { encode } from "../canonical.ts";
import { check, FrankingError } from "../errors.ts";
import type { CheckedRecord } from "../key-record.ts";
import { checkShape, checkTypes, type Field, type Header } from "../message.ts";
import type { Arrival, History, Receipt, RecipientContext, Warning } from "../scheme.ts";
import { type CommitmentForm, commitment, hashHeader, messageKeyOf, parseHeader } from "./commitment.ts";
import {
  type Context,
  type Delivery,
  deliverySchema,
  type Evidence,
  type Inner,
  innerSchema,
  maxInnerBytes,
  type Outer,
  outerSchema,
  read,
} from "./formats.ts";

const maxOuterBytes = 1024;
const maxDeliveryBytes = 4096;
/** How far the relay's clock may run ahead of ours. */
export const clockSkewMs = 300_000;

/** The recipient's ten steps, in the order of docs/spec/receive.md: whatever is shown can be reported. */
export function receiveMessage(form: CommitmentForm, arrival: Arrival, recipient: RecipientContext): Receipt {
  const outer = readOuter(form, arrival);
  const { context } = readDelivery(form, arrival, recipient);
  checkChannel(context, arrival);
  if (isDuplicate(outer, context, recipient.history)) {
    return { kind: "duplicate", commitment: commitment(outer.commitment) };
  }
  const inner = read(innerSchema, arrival.inner, "inner");
  const header = checkHeader(inner.header, context);
  checkShape(inner.fields.map(([path]) => path));
  checkTypes(inner.fields);
  checkCommitment(form, header, inner, outer);
  const warnings = checkHistory(header, context, recipient.history);
  return {
    kind: "message",
    commitment: commitment(outer.commitment),
    message: { header, fields: inner.fields },
    secrets: inner.secrets,
    seq: context.seq,
    acceptedAt: context.acceptedAt,
    evidence: encode({
      outer: arrival.outer,
      inner: arrival.inner,
      delivery: arrival.delivery,
    } satisfies Evidence),
    warnings,
  };
}

function readOuter(form: CommitmentForm, arrival: Arrival): Outer {
  check(arrival.outer.length <= maxOuterBytes, "size");
  check(arrival.inner.length <= maxInnerBytes, "size");
  check(arrival.delivery.length <= maxDeliveryBytes, "size");
  const outer = read(outerSchema, arrival.outer, "outer");
  check(outer.suite === form.suite && outer.suite === arrival.channel.suite, "suite");
  return outer;
}

function readDelivery(form: CommitmentForm, arrival: Arrival, recipient: RecipientContext): Delivery {
  const delivery = read(deliverySchema, arrival.delivery, "delivery");
  const { context } = delivery;
  check(context.relay === recipient.relay, "relay");
  check(context.moderation === recipient.moderation, "moderation");
  const record = recordOf(form, context, recipient);
  check(record.notBefore <= context.acceptedAt && context.acceptedAt <= record.notAfter, "time");
  check(context.acceptedAt <= recipient.now + clockSkewMs, "time");
  check(recipient.now + recipient.minReportMs <= record.verifyUntil, "time");
  return delivery;
}

function recordOf(form: CommitmentForm, context: Context, recipient: RecipientContext): CheckedRecord {
  const record = recipient.records(context.keyId);
  if (record === null) throw new FrankingError("key");
  check(record.relay === context.relay && record.moderation === context.moderation, "key");
  check(record.alg === form.alg, "key");
  return record;
}

function checkChannel(context: Context, { channel }: Arrival): void {
  check(equalBytes(context.conversation, channel.conversation), "conversation");
  check(context.epoch === channel.epoch, "epoch");
  check(context.sender === channel.sender, "sender");
}

function isDuplicate(outer: Outer, context: Context, history: History): boolean {
  const before = history.commitmentAt(context.seq);
  check(before === null || equalBytes(before, outer.commitment), "equivocation");
  return before !== null;
}

function checkHeader(value: unknown, context: Context): Header {
  const header = parseHeader(value);
  check(header.relay === context.relay, "relay");
  check(equalBytes(header.conversation, context.conversation), "conversation");
  check(header.sender === context.sender, "sender");
  return header;
}

function checkCommitment(form: CommitmentForm, header: Header, inner: Inner, outer: Outer): void {
  const fields: readonly Field[] = inner.fields;
  const headerHash = hashHeader(form.suite, header, form.shapeOf(fields));
  const computed = form.commit(messageKeyOf(inner.kf, headerHash), headerHash, fields);
  check(equalBytes(computed, outer.commitment), "commitment");
}

function checkHistory(header: Header, context: Context, history: History): Warning[] {
  const { seen, sender, sent } = header;
  check(seen === null || seen.seq < context.seq, "seen");
  check(history.commitmentSent(sender, sent.device, sent.n) === null, "sent");
  checkReferences(header, history);
  const warnings: Warning[] = [];
  const known = seen === null ? null : history.commitmentAt(seen.seq);
  if (seen !== null && known !== null && !equalBytes(known, seen.commitment)) warnings.push("seen-mismatch");
  const last = history.lastSent(sender, sent.device);
  if (last !== null && sent.n > last + 1) warnings.push("sent-gap");
  if (header.refs.some((ref) => history.senderOf(ref.commitment) === null))
    warnings.push("refers-to-unknown");
  return warnings;
}

const relOfKind = { edit: "edit", delete: "delete", reaction: "react" } as const;

/** Only its sender edits or deletes a message; a kind that changes another message names exactly the one. */
function checkReferences({ kind, refs, sender }: Header, history: History): void {
  const changes = refs.filter(({ rel }) => rel === "edit" || rel === "delete" || rel === "react");
  const expected = kind === "message" || kind === "group" ? [] : [relOfKind[kind]];
  check(changes.length === expected.length && changes.every(({ rel }) => rel === expected[0]), "refs");
  const foreign = refs.some(({ rel, commitment: of }) => {
    const author = history.senderOf(of);
    return (rel === "edit" || rel === "delete") && author !== null && author !== sender;
  });
  check(!foreign, "refs");
}
