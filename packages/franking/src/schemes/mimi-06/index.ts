/**
 * `mimi-06`: the franking of MIMI, the IETF's interoperable messaging. The sender commits with the salt of her message as
 * the key; the hub answers with a MAC over commitment, sender, room and time, and signs the MAC and all but the commitment.
 *
 * Source: draft-ietf-mimi-protocol-06 §5.4.1 and §5.9; draft-ietf-mimi-content-08; RFC 9420 §2.1.2 and §5.1.2.
 *
 * Promises: receiver binding (collision resistance of HMAC-SHA-256), sender, room and time, whole messages of any MIMI
 * client.
 *
 * Does not promise: that what was received can be reported, once somebody on the way swaps two franks of a sender's; to whom
 * a message was addressed; order; partial opening; keys of attachments that no report shows.
 */
import type { Rng } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import type { PeriodKey } from "../../key-record.ts";
import type { AttachmentSecret, Message } from "../../message.ts";
import { decodeMimiContent } from "../../mimi/content.ts";
import { frankingTag, makeFrank } from "../../mimi/hub.ts";
import { roomUri, userUri } from "../../mimi/uri.ts";
import { encodeAbusiveMessage, encodeFrank, frankAadComponent } from "../../mimi/wire.ts";
import type { Choice, Franked, FrankingScheme, RelayFacts } from "../../scheme.ts";
import { chosenIndexes, commitment, pathsOf } from "../../stamped/commitment.ts";
import { evidenceSchema, maxInnerBytes, read } from "../../stamped/formats.ts";
import { checkedContent } from "../../stamped/frank.ts";
import { readDelivery, suite, tagIn } from "./formats.ts";
import { judge, preview } from "./judge.ts";
import { hubKeyOf, mimiKeys, signingSeedOf } from "./keys.ts";
import { judgeRefusals, receiveRefusals, traits } from "./promises.ts";
import { receive } from "./receive.ts";
import { contentOf, messageIn } from "./statement.ts";

export { abuseReportOf, itemsOfAbuseReport, type ReportDetails } from "./report.ts";

export const mimi06: FrankingScheme = {
  ...{ id: suite, traits, refusals: { receive: receiveRefusals, judge: judgeRefusals } },
  periodKeys: mimiKeys,
  ...{ accountKeys: null, tokens: null, traces: null, blindCheck: null },
  component: frankAadComponent,
  commitmentOf: tagIn,
  frank: (message, sender, rng) => frank(message, sender.secrets, rng),
  ...{ stamp, receive, disclose, preview, judge },
};

/** Draws the salt. Secrets would be in the content, and so in every report of it: they are refused with `inner`. */
function frank(message: Message, secrets: readonly AttachmentSecret[], rng: Rng): Franked {
  const checked = checkedContent(message, secrets);
  check(secrets.length === 0, "inner");
  checkEncodable(checked);
  const salt = rng(16);
  const inner = contentOf(checked, salt);
  check(inner.length <= maxInnerBytes, "size");
  const tag = commitment(frankingTag(salt, inner));
  return { commitment: tag, outer: tag, inner };
}

/** Throws `encoding` for text that would not arrive as it was written. */
function checkEncodable({ fields, header }: Message): void {
  encode({ fields, header });
}

/** One delivery for all: nothing in a frank says to whom it goes. Throws `sender` where the relay does not know who sent it. */
function stamp(outer: Uint8Array, facts: RelayFacts, key: PeriodKey): Uint8Array[] {
  const tag = tagIn(outer);
  const { acceptedAt, conversation, recipients, relay, sender } = facts;
  if (sender === null) throw new FrankingError("sender");
  const context = {
    senderUri: userUri({ relay, account: sender }),
    roomUri: roomUri({ relay, conversation }),
    acceptedTimestamp: acceptedAt,
  };
  const frank = encodeFrank(makeFrank(hubKeyOf(key), signingSeedOf(key), tag, context));
  const delivery = encode({ keyId: key.keyId, frank, acceptedAt });
  return recipients.map(() => delivery);
}

/** A message is opened whole: `choice` names all of its fields, or is "all". */
function disclose(evidence: Uint8Array, { open }: Choice): Uint8Array {
  const { delivery, inner } = read(evidenceSchema, evidence, "item");
  const { acceptedAt, frank, keyId } = readDelivery(delivery);
  if (open === "withheld") throw new FrankingError("not-disclosable");
  const { fields } = messageIn(decodeMimiContent(inner), inner);
  check(chosenIndexes(pathsOf(fields), open).length === fields.length, "not-disclosable");
  const message = encodeAbusiveMessage({ messageContent: inner, frank, acceptedTimestamp: acceptedAt });
  return encode({ keyId, message });
}
