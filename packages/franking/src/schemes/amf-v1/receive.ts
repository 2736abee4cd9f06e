import { type Commitment, equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { checkStatements } from "../../history.ts";
import { checkShape, checkTypes, type Message } from "../../message.ts";
import { checkedRecord } from "../../period.ts";
import type { Arrival, Receipt, RecipientContext } from "../../scheme.ts";
import { commitment, parseHeader, pathsOf } from "../../stamped/commitment.ts";
import { maxInnerBytes, outerSchema, read } from "../../stamped/formats.ts";
import {
  commitmentTo,
  type Delivery,
  type Inner,
  type Item,
  readDelivery,
  readInner,
  signedMessage,
  suite,
} from "./formats.ts";
import { judgeKeyOf, type Point, publicKey, secretScalar } from "./keys.ts";
import { verify } from "./signature.ts";

const maxOuterBytes = 1024;
const maxDeliveryBytes = 4096;

/** The recipient's steps, in the order of README.md. What is kept is what a report shows. */
export function receive(arrival: Arrival, recipient: RecipientContext): Receipt {
  const name = nameIn(arrival);
  const delivery = readDelivery(arrival.delivery);
  const pkJ = judgeKeyOf(checkedRecord(delivery, suite, recipient));
  checkPlace(delivery, arrival);
  const { sender } = arrival.channel;
  if (recipient.history.senderOf(name) === sender) return { kind: "duplicate", commitment: name };
  const inner = readInner(arrival.inner);
  check(equalBytes(inner.keyId, delivery.keyId), "key");
  const message = messageIn(inner, arrival, recipient);
  check(equalBytes(commitmentTo(message, inner), name), "commitment");
  const signature = ownSignature(inner, recipient.account);
  checkSigned(signature, signedMessage(message, name), pkJ, sender, recipient);
  const warnings = checkStatements(message.header, null, recipient.history);
  const { fields, header } = message;
  const { keyId, kf, secrets } = inner;
  const { moderation, relay } = delivery;
  return {
    ...{ kind: "message", commitment: name, message, secrets, warnings },
    // The relay proves neither order nor time.
    ...{ seq: null, acceptedAt: null },
    evidence: encode({
      ...{ kind: "message", relay, moderation, keyId, header, fields, kf },
      ...{ recipient: recipient.account, signature },
    } satisfies Item),
  };
}

function nameIn({ channel, delivery, inner, outer }: Arrival): Commitment {
  check(outer.length <= maxOuterBytes, "size");
  check(inner.length <= maxInnerBytes, "size");
  check(delivery.length <= maxDeliveryBytes, "size");
  const named = read(outerSchema, outer, "outer");
  check(named.suite === suite && named.suite === channel.suite, "suite");
  return commitment(named.commitment);
}

function checkPlace(delivery: Delivery, { channel }: Arrival): void {
  check(equalBytes(delivery.conversation, channel.conversation), "conversation");
  check(delivery.epoch === channel.epoch, "epoch");
}

function messageIn(inner: Inner, { channel }: Arrival, recipient: RecipientContext): Message {
  const header = parseHeader(inner.header);
  check(header.relay === recipient.relay, "relay");
  check(equalBytes(header.conversation, channel.conversation), "conversation");
  check(header.sender === channel.sender, "sender");
  checkShape(pathsOf(inner.fields));
  checkTypes(inner.fields);
  return { header, fields: inner.fields };
}

/** Of two for one account, neither is it. */
function ownSignature({ signatures }: Inner, account: string): Uint8Array {
  const [own, second] = signatures.filter((it) => it.account === account);
  if (own === undefined || second !== undefined) throw new FrankingError("addressed");
  return own.signature;
}

function checkSigned(
  signature: Uint8Array,
  message: Uint8Array,
  pkJ: Point,
  sender: string,
  { accountKey, self }: RecipientContext,
): void {
  const pkS = publicKey(accountKey?.(sender) ?? null);
  const pkR = publicKey(self?.publicKey ?? null);
  verify(signature, message, { pkS, pkR, pkJ }, secretScalar(self?.secretKey ?? null));
}
