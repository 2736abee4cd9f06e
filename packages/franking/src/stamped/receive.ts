import { equalBytes } from "../bytes.ts";
import { encode } from "../canonical.ts";
import { check } from "../errors.ts";
import { checkStatements } from "../history.ts";
import { checkShape, checkTypes, type Header } from "../message.ts";
import { checkedRecord } from "../period.ts";
import type { Arrival, History, Receipt, RecipientContext } from "../scheme.ts";
import { type CommitmentForm, commitment, parseHeader, pathsOf } from "./commitment.ts";
import {
  type Context,
  deliverySchema,
  type Evidence,
  maxInnerBytes,
  type Outer,
  outerSchema,
  read,
} from "./formats.ts";

const maxOuterBytes = 1024;
const maxDeliveryBytes = 4096;

/** The recipient's ten steps, in the order of docs/spec/receive.md: whatever is shown can be reported. */
export function receiveMessage(form: CommitmentForm, arrival: Arrival, recipient: RecipientContext): Receipt {
  const outer = readOuter(form, arrival);
  const { context } = read(deliverySchema, arrival.delivery, "delivery");
  checkedRecord(context, form.alg, recipient);
  checkChannel(context, arrival);
  if (isDuplicate(outer, context, recipient.history)) {
    return { kind: "duplicate", commitment: commitment(outer.commitment) };
  }
  const inner = form.readInner(arrival.inner);
  const header = checkHeader(inner.header, context);
  const unsealed = inner.unseal(header, outer.commitment);
  const { fields } = unsealed;
  checkShape(pathsOf(fields));
  checkTypes(fields);
  unsealed.checkCommitment();
  const warnings = checkStatements(header, context.seq, recipient.history);
  const { delivery, inner: sealed, outer: open } = arrival;
  return {
    kind: "message",
    commitment: commitment(outer.commitment),
    message: { header, fields },
    secrets: inner.secrets,
    seq: context.seq,
    acceptedAt: context.acceptedAt,
    evidence: encode({ outer: open, inner: sealed, delivery } satisfies Evidence),
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
