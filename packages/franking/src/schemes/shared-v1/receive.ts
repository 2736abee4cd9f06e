import { equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { checkStatements } from "../../history.ts";
import { checkShape, checkTypes, type Header } from "../../message.ts";
import { checkedRecord } from "../../period.ts";
import type { Arrival, Receipt, RecipientContext } from "../../scheme.ts";
import { pathsOf } from "../../stamped/commitment.ts";
import { type Evidence, maxInnerBytes } from "../../stamped/formats.ts";
import { readDelivery, readInner, readMessage, readOuter, suite } from "./formats.ts";
import { unmask } from "./server.ts";
import { joined, nameOf } from "./sharing.ts";

const maxOuterBytes = 1024;
const maxDeliveryBytes = 4096;

/** The recipient's steps, in the order of README.md. σ is kept unchecked: only who has kM can check it. */
export function receive(arrival: Arrival, recipient: RecipientContext): Receipt {
  checkSizes(arrival);
  const outer = readOuter(arrival.outer);
  check(arrival.channel.suite === suite, "suite");
  const delivery = readDelivery(arrival.delivery);
  const inner = readInner(arrival.inner);
  const opening = joined(outer, inner);
  const { context } = unmask(outer, delivery.masked);
  checkedRecord({ ...delivery, acceptedAt: context.timestamp }, suite, recipient);
  check(context.sender === arrival.channel.sender, "sender");
  const commitment = nameOf(outer);
  if (recipient.history.senderOf(commitment) === context.sender) return { kind: "duplicate", commitment };
  const message = readMessage(opening.message, "inner");
  checkPlace(message.header, arrival, recipient);
  checkShape(pathsOf(message.fields));
  checkTypes(message.fields);
  const warnings = checkStatements(message.header, null, recipient.history);
  return {
    ...{ kind: "message", commitment, message, secrets: inner.secrets, warnings },
    ...{ seq: null, acceptedAt: context.timestamp },
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

/** No server attests a place: of the conversation, the channel and the header are all that speaks. */
function checkPlace(header: Header, { channel }: Arrival, recipient: RecipientContext): void {
  check(header.relay === recipient.relay, "relay");
  check(equalBytes(header.conversation, channel.conversation), "conversation");
  check(header.sender === channel.sender, "sender");
}
