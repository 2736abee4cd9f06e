import { equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { checkStatements } from "../../history.ts";
import { checkShape, checkTypes, fieldsSchema, type Message } from "../../message.ts";
import { checkedRecord } from "../../period.ts";
import type { Arrival, Receipt, RecipientContext } from "../../scheme.ts";
import { parseHeader, pathsOf } from "../../stamped/commitment.ts";
import { type Evidence, maxInnerBytes, parse } from "../../stamped/formats.ts";
import { type Delivery, type Outer, readDelivery, readInner, readOuter, suite } from "./formats.ts";
import { decodeContent, reportablePart } from "./message-type.ts";
import { checkToken, nameOf } from "./token.ts";

const maxOuterBytes = 1024;
const maxDeliveryBytes = 4096;

/** The recipient's steps, in the order of README.md. What a token does not cover is shown as the sender says it. */
export function receive(arrival: Arrival, recipient: RecipientContext): Receipt {
  const outer = outerOf(arrival);
  const delivery = readDelivery(arrival.delivery);
  checkedRecord({ ...delivery, acceptedAt: delivery.timestamp }, suite, recipient);
  check(equalBytes(delivery.conversation, arrival.channel.conversation), "conversation");
  check(delivery.sender === arrival.channel.sender, "sender");
  const commitment = nameOf(outer);
  if (recipient.history.senderOf(commitment) === delivery.sender) return { kind: "duplicate", commitment };
  const { messageSecret, message: encoded, secrets } = readInner(arrival.inner);
  const message = messageIn(encoded, delivery);
  checkShape(pathsOf(message.fields));
  checkTypes(message.fields);
  checkToken(outer, delivery, { messageSecret, reportable: reportablePart(encoded) });
  const warnings = checkStatements(message.header, null, recipient.history);
  return {
    ...{ kind: "message", commitment, message, secrets, warnings },
    ...{ seq: null, acceptedAt: delivery.timestamp },
    evidence: encode({
      outer: arrival.outer,
      inner: arrival.inner,
      delivery: arrival.delivery,
    } satisfies Evidence),
  };
}

function outerOf(arrival: Arrival): Outer {
  check(arrival.outer.length <= maxOuterBytes, "size");
  check(arrival.inner.length <= maxInnerBytes, "size");
  check(arrival.delivery.length <= maxDeliveryBytes, "size");
  const outer = readOuter(arrival.outer);
  check(arrival.channel.suite === suite, "suite");
  return outer;
}

/** The header is put together: its place and its sender do not travel in the message. */
function messageIn(encoded: Uint8Array, { conversation, relay, sender }: Delivery): Message {
  const { fields, header } = decodeContent(encoded);
  return {
    header: parseHeader({ v: 1, relay, conversation, sender, ...header }),
    fields: parse(fieldsSchema, fields, "inner"),
  };
}
