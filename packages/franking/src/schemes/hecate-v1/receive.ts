import { type Commitment, equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { checkStatements } from "../../history.ts";
import type { KeyRecord } from "../../key-record.ts";
import type { Message } from "../../message.ts";
import { checkedRecord } from "../../period.ts";
import type { Arrival, Receipt, RecipientContext } from "../../scheme.ts";
import { commitment, parseHeader } from "../../stamped/commitment.ts";
import { type Evidence, maxInnerBytes, outerSchema, read } from "../../stamped/formats.ts";
import { type Envelope, type Inner, readEnvelope, readInner, suite } from "./formats.ts";
import { asForwarded } from "./forward.ts";
import { signingKeysOf } from "./keys.ts";
import { isStamped, verify } from "./verify.ts";

const maxOuterBytes = 1024;
const maxDeliveryBytes = 4096;

/** The recipient's checks, in the order of the README. */
export function receive(arrival: Arrival, recipient: RecipientContext): Receipt {
  const { channel, delivery, inner: sealed, outer } = arrival;
  const named = commitmentIn(arrival);
  const envelope = readEnvelope(delivery);
  const record = checkedRecord(envelope, suite, recipient);
  const before = recipient.history.senderOf(named);
  check(before === null || before === channel.sender, "sender");
  if (before !== null) return { kind: "duplicate", commitment: named };
  const inner = readInner(sealed);
  const message =
    inner.kind === "original"
      ? verify({ commitment: named, envelope, frank: inner.frank }, record)
      : verifyForward(inner, { commitment: named, envelope, record }, recipient);
  check(equalBytes(message.header.conversation, channel.conversation), "conversation");
  check(message.header.sender === channel.sender, "sender");
  const warnings = checkStatements(message.header, null, recipient.history);
  return {
    kind: "message",
    ...{ commitment: named, message, secrets: inner.secrets },
    // The relay signs when, and not in which order.
    ...{ seq: null, acceptedAt: envelope.acceptedAt },
    evidence: encode({ outer, inner: sealed, delivery } satisfies Evidence),
    warnings,
  };
}

function commitmentIn(arrival: Arrival): Commitment {
  check(arrival.outer.length <= maxOuterBytes, "size");
  check(arrival.inner.length <= maxInnerBytes, "size");
  check(arrival.delivery.length <= maxDeliveryBytes, "size");
  const outer = read(outerSchema, arrival.outer, "outer");
  check(outer.suite === suite && outer.suite === arrival.channel.suite, "suite");
  return commitment(outer.commitment);
}

interface Accepted {
  readonly commitment: Commitment;
  readonly envelope: Envelope;
  readonly record: KeyRecord;
}

/**
 * What is shown is the source's, under the forwarder's own header. That header was committed to by nobody: a recipient has it
 * from the channel, and a report does not show it. It is therefore of the one kind that changes nothing else.
 */
function verifyForward(
  inner: Inner & { kind: "forward" },
  { commitment: named, envelope, record }: Accepted,
  recipient: RecipientContext,
): Message {
  const header = parseHeader(inner.header);
  check(header.kind === "message", "header");
  check(header.relay === envelope.relay, "relay");
  check(isStamped(named, envelope, signingKeysOf(record).relay), "stamp");
  const { proof } = inner;
  const source = verify(proof, checkedRecord(proof.envelope, suite, recipient));
  return { header, fields: asForwarded(source.fields) };
}
