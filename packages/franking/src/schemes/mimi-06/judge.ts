import { check } from "../../errors.ts";
import { frankingTag, isFrankedBy, isIntact } from "../../mimi/hub.ts";
import { roomUri, userUri } from "../../mimi/uri.ts";
import { ed25519Ciphersuite, type ServerFrankingContext } from "../../mimi/wire.ts";
import { checkedKey } from "../../period.ts";
import type { Judgement, ModeratorContext, Preview } from "../../scheme.ts";
import { commitment } from "../../stamped/commitment.ts";
import { openedOf, placeOf } from "./foreign.ts";
import { type Item, readItem } from "./formats.ts";
import { frankingKeyOf, hubKeyOf, mimiKeys } from "./keys.ts";

/** draft-ietf-mimi-protocol-06 §5.9: the tag, the server frank and the signature, made again from the content alone. */
export function judge(encoded: Uint8Array, moderator: ModeratorContext): Judgement {
  const { context, item, relay } = readPlaced(encoded);
  const { keyId, message } = item;
  const { moderation, reporter } = moderator;
  const stamped = { relay, moderation, keyId, acceptedAt: message.acceptedTimestamp };
  const key = checkedKey(stamped, mimiKeys.alg, moderator);
  check(message.frank.ciphersuite === ed25519Ciphersuite, "suite");
  const shown = show(item);
  check(isFrankedBy(hubKeyOf(key), shown.commitment, context, message.frank), "stamp");
  check(isIntact(message.frank, context, frankingKeyOf(key.record)), "stamp");
  check(reporter.kind === "anonymous" || reporter.relay === relay, "reporter");
  return {
    ...shown,
    verdict: shown.opened?.hidden.length === 0 ? "verified" : "verified-partial",
    ...{ tag: null, addressed: null },
    own: reporter.kind === "named" && reporter.account === shown.sender,
  };
}

/** The steps of {@link judge} that need no key: what the content says, whoever franked it. */
export function preview(encoded: Uint8Array): Preview {
  return show(readPlaced(encoded).item);
}

/** An item, and the context that its content names. */
function readPlaced(encoded: Uint8Array): { item: Item; relay: string; context: ServerFrankingContext } {
  const item = readItem(encoded);
  const { room, sender } = placeOf(item.content);
  check(sender.relay === room.relay, "relay");
  const { acceptedTimestamp } = item.message;
  const context = { senderUri: userUri(sender), roomUri: roomUri(room), acceptedTimestamp };
  return { item, relay: room.relay, context };
}

function show({ content, message }: Item): Preview {
  const { acceptedTimestamp, messageContent } = message;
  const { room, sender } = placeOf(content);
  return {
    commitment: commitment(frankingTag(content.salt, messageContent)),
    ...{ relay: room.relay, sender: sender.account, conversation: room.conversation },
    ...{ seq: null, acceptedAt: acceptedTimestamp },
    opened: openedOf(content, messageContent),
  };
}
