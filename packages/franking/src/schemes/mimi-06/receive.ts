import { equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { checkStatements } from "../../history.ts";
import { decodeMimiContent, roomUriKey, senderUriKey } from "../../mimi/content.ts";
import { frankingTag, isIntact } from "../../mimi/hub.ts";
import { roomUri, userUri } from "../../mimi/uri.ts";
import { ed25519Ciphersuite } from "../../mimi/wire.ts";
import { checkedRecord } from "../../period.ts";
import type { Arrival, Receipt, RecipientContext } from "../../scheme.ts";
import { type Evidence, maxInnerBytes } from "../../stamped/formats.ts";
import { readDelivery, suite, tagIn } from "./formats.ts";
import { frankingKeyOf, mimiKeys } from "./keys.ts";
import { messageIn } from "./statement.ts";

const maxDeliveryBytes = 4096;

/** The checks that draft-ietf-mimi-protocol-06 §5.4.1.3 demands of a receiver, and our own, in the order of the README. */
export function receive(arrival: Arrival, recipient: RecipientContext): Receipt {
  const { channel, delivery, inner, outer } = arrival;
  check(inner.length <= maxInnerBytes, "size");
  check(delivery.length <= maxDeliveryBytes, "size");
  check(channel.suite === suite, "suite");
  const tag = tagIn(outer);
  const { acceptedAt, frank, keyId } = readDelivery(delivery);
  const { moderation, relay } = recipient;
  const record = checkedRecord({ relay, moderation, keyId, acceptedAt }, mimiKeys.alg, recipient);
  check(frank.ciphersuite === ed25519Ciphersuite, "suite");
  const before = recipient.history.senderOf(tag);
  check(before === null || before === channel.sender, "sender");
  if (before !== null) return { kind: "duplicate", commitment: tag };
  const content = decodeMimiContent(inner);
  const senderUri = userUri({ relay, account: channel.sender });
  const place = roomUri({ relay, conversation: channel.conversation });
  check(content.extensions.get(senderUriKey) === senderUri, "sender");
  check(content.extensions.get(roomUriKey) === place, "conversation");
  const context = { senderUri, roomUri: place, acceptedTimestamp: acceptedAt };
  check(isIntact(frank, context, frankingKeyOf(record)), "stamp");
  check(equalBytes(frankingTag(content.salt, inner), tag), "commitment");
  const message = messageIn(content, inner);
  const warnings = checkStatements(message.header, null, recipient.history);
  return {
    kind: "message",
    ...{ commitment: tag, message, secrets: [] },
    // The signature says when; nothing says in which order.
    ...{ seq: null, acceptedAt },
    evidence: encode({ outer, inner, delivery } satisfies Evidence),
    warnings,
  };
}
