/**
 * `whatsapp-token-v2`: WhatsApp's reporting token, as public client code computes it. A MAC of 16 bytes over those parts
 * of a message that are on an allow-list, under a key that is derived from a secret in the message, its id and its place.
 *
 * Source: whatsmeow, `reportingtoken.go` and `msgsecret.go`; Baileys, `reporting-utils.ts`. What the server does is not
 * public, and is ours here.
 *
 * Promises: sender and place of what is covered, deniability towards outsiders.
 *
 * Does not promise: that two openings of one token cost more than 2^64 work; times of the sender's clock, reactions, names
 * of groups, replies, order; to whom a message was addressed.
 */
import { hex, type Rng } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { macKeys, type PeriodKey } from "../../key-record.ts";
import type { AttachmentSecret, Message } from "../../message.ts";
import type { Choice, Franked, FrankingScheme, RelayFacts } from "../../scheme.ts";
import { type Content, chosenIndexes, pathsOf } from "../../stamped/commitment.ts";
import { evidenceSchema, maxInnerBytes, read } from "../../stamped/formats.ts";
import { checkedContent } from "../../stamped/frank.ts";
import { ownComponent } from "../../stamped/scheme.ts";
import {
  type Delivery,
  type Inner,
  type Item,
  readDelivery,
  readInner,
  readOuter,
  suite,
} from "./formats.ts";
import { judge, preview } from "./judge.ts";
import { decodeContent, encodeContent, reportablePart } from "./message-type.ts";
import { judgeRefusals, receiveRefusals, traits } from "./promises.ts";
import { receive } from "./receive.ts";

import { nameOf, tagOf, tokenOf } from "./token.ts";

export const whatsappTokenV2: FrankingScheme = {
  ...{ id: suite, traits, refusals: { receive: receiveRefusals, judge: judgeRefusals } },
  periodKeys: macKeys(suite),
  ...{ accountKeys: null, tokens: null, traces: null, blindCheck: null },
  component: ownComponent,
  commitmentOf: (outer) => nameOf(readOuter(outer)),
  frank: (message, sender, rng) => frank(message, sender.secrets, rng),
  ...{ stamp, receive, disclose, preview, judge },
};

/** Draws the message's secret, and then its id. */
function frank(message: Message, secrets: readonly AttachmentSecret[], rng: Rng): Franked {
  const content = checkedContent(message, secrets);
  checkEncodable(content);
  const { conversation, sender } = content.header;
  const encoded = encodeContent(content);
  const [messageSecret, id] = [rng(32), hex(rng(16))];
  const token = tokenOf(messageSecret, { id, sender, conversation }, reportablePart(encoded));
  const inner = encode({ message: encoded, messageSecret, secrets: content.secrets } satisfies Inner);
  check(inner.length <= maxInnerBytes, "size");
  return { commitment: nameOf({ id, token }), inner, outer: encode({ suite, id, token }) };
}

/** Throws `encoding` for text that no other suite takes either: it would not arrive as it was written. */
function checkEncodable({ fields, header }: Content): void {
  encode({ fields, header });
}

/** One delivery for all: nothing in it says to whom it goes. */
function stamp(encoded: Uint8Array, facts: RelayFacts, key: PeriodKey): Uint8Array[] {
  const outer = readOuter(encoded);
  const { acceptedAt: timestamp, conversation, moderation, recipients, relay, sender } = facts;
  if (sender === null) throw new FrankingError("sender");
  const tag = tagOf(outer, { sender, conversation, timestamp }, key);
  const { keyId } = key;
  const delivery = { relay, moderation, keyId, sender, conversation, timestamp, tag } satisfies Delivery;
  return recipients.map(() => encode(delivery));
}

/** A message without a token is disclosed as withheld: there is nothing that it could be opened against. */
function disclose(evidence: Uint8Array, { open }: Choice): Uint8Array {
  const { delivery, inner, outer } = read(evidenceSchema, evidence, "item");
  const { token } = readOuter(outer);
  readDelivery(delivery);
  if (open === "withheld") return encode({ kind: "withheld", outer, delivery } satisfies Item);
  const { message, messageSecret } = readInner(inner);
  const { fields } = decodeContent(message);
  check(chosenIndexes(pathsOf(fields), open).length === fields.length, "not-disclosable");
  const opened = { messageSecret, reportable: reportablePart(message) };
  return token === null
    ? encode({ kind: "withheld", outer, delivery } satisfies Item)
    : encode({ kind: "message", outer, delivery, ...opened } satisfies Item);
}
