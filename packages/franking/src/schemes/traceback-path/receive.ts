import { equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { checkStatements } from "../../history.ts";
import { checkShape, checkTypes, type Header } from "../../message.ts";
import { checkedRecord } from "../../period.ts";
import type { Arrival, Receipt, RecipientContext } from "../../scheme.ts";
import { commitment as named, parseHeader, pathsOf } from "../../stamped/commitment.ts";
import { type Evidence, maxInnerBytes } from "../../stamped/formats.ts";
import { type Delivery, readDelivery, readInner, readOuter, suite } from "./formats.ts";
import { isAt, wordsOf } from "./tag.ts";

const maxOuterBytes = 1024;
const maxDeliveryBytes = 4096;

/** The recipient's steps, in the order of README.md. What `ct` points at is left unchecked: only a trace follows it. */
export function receive(arrival: Arrival, recipient: RecipientContext): Receipt {
  checkSizes(arrival);
  const outer = readOuter(arrival.outer);
  check(arrival.channel.suite === suite, "suite");
  const delivery = readDelivery(arrival.delivery);
  checkedRecord({ ...delivery, acceptedAt: delivery.timestamp }, suite, recipient);
  check(equalBytes(delivery.conversation, arrival.channel.conversation), "conversation");
  check(delivery.sender === arrival.channel.sender, "sender");
  check(delivery.recipient === recipient.account, "addressed");
  const commitment = named(outer.address);
  if (recipient.history.senderOf(commitment) === delivery.sender) return { kind: "duplicate", commitment };
  const { fields, header: stated, k, secrets } = readInner(arrival.inner);
  const header = parseHeader(stated);
  checkPlace(header, delivery);
  checkShape(pathsOf(fields));
  checkTypes(fields);
  check(isAt(outer.address, k, wordsOf(fields)), "commitment");
  const warnings = checkStatements(header, null, recipient.history);
  return {
    ...{ kind: "message", commitment, message: { header, fields }, secrets, warnings },
    ...{ seq: null, acceptedAt: delivery.timestamp },
    evidence: encode({
      outer: arrival.outer,
      inner: arrival.inner,
      delivery: arrival.delivery,
    } satisfies Evidence),
  };
}

function checkSizes({ delivery, inner, outer }: Arrival): void {
  check(outer.length <= maxOuterBytes, "size");
  check(inner.length <= maxInnerBytes, "size");
  check(delivery.length <= maxDeliveryBytes, "size");
}

function checkPlace(header: Header, { conversation, relay, sender }: Delivery): void {
  check(header.relay === relay, "relay");
  check(equalBytes(header.conversation, conversation), "conversation");
  check(header.sender === sender, "sender");
}
