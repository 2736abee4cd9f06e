import { hkdfSha256, hmacSha256 } from "#primitives";
import { type Commitment, equalBytes, hex, u64, utf8 } from "../../bytes.ts";
import { check } from "../../errors.ts";
import { hash, mac } from "../../frame.ts";
import type { PeriodKey } from "../../key-record.ts";
import { reveal } from "../../secret.ts";
import { commitment } from "../../stamped/commitment.ts";
import { type Delivery, type Outer, suite } from "./formats.ts";

const none = new Uint8Array();

/** Names a message, and binds its sender to it no more strongly than the 16 bytes of the token do. */
export function nameOf({ id, token }: Omit<Outer, "suite">): Commitment {
  return commitment(hash("openfranking whatsapp-token-v2 name v1", suite, id, token ?? none));
}

/** What stands in the derivation of a token's key. */
interface Origin {
  readonly id: string;
  readonly sender: string;
  readonly conversation: Uint8Array;
}

/** Over what is reportable of a message, under a key of its 32-byte secret; null where that is nothing. */
export function tokenOf(
  messageSecret: Uint8Array,
  { conversation, id, sender }: Origin,
  reportable: Uint8Array,
): Uint8Array | null {
  // Baileys, reporting-utils.ts, getMessageReportingToken: no content, no token.
  if (reportable.length === 0) return null;
  // whatsmeow, msgsecret.go, generateMsgSecretKey: no lengths, so that a sender's end may pass for a conversation's start.
  const info = utf8(`${id}${sender}${hex(conversation)}Report Token`);
  const key = hkdfSha256(messageSecret, none, info, 32);
  // whatsmeow, reportingtoken.go, getMessageReportingToken.
  return hmacSha256(key, reportable).slice(0, 16);
}

/** Throws `commitment` unless `outer` has the token of this secret and this part, from the delivery's sender and place. */
export function checkToken(
  outer: Outer,
  { conversation, sender }: Delivery,
  { messageSecret, reportable }: { readonly messageSecret: Uint8Array; readonly reportable: Uint8Array },
): void {
  const token = tokenOf(messageSecret, { id: outer.id, sender, conversation }, reportable);
  check(equalBytes(token ?? none, outer.token ?? none), "commitment");
}

/** What the relay attests. What WhatsApp's server computes its tag over is not public: this is ours. */
export function tagOf(
  { id, token }: Outer,
  { conversation, sender, timestamp }: Pick<Delivery, "conversation" | "sender" | "timestamp">,
  key: PeriodKey,
): Uint8Array {
  const stampKey = reveal(key.secret).subarray(0, 32);
  const label = "openfranking whatsapp-token-v2 tag v1";
  return mac(stampKey, label, id, token ?? none, sender, conversation, u64(timestamp));
}
