/**
 * `messenger-2016`: Facebook's message franking, as the whitepaper of Secret Conversations describes it. The sender MACs the
 * message under a fresh key inside it, and the server MACs that tag with who sent it, to whom, and when.
 *
 * Source: Facebook, "Messenger Secret Conversations Technical Whitepaper", 8 July 2016, "Abuse Reporting".
 *
 * Promises: receiver binding and sender binding with a 32-byte commitment (collision resistance of SHA-256), sender,
 * recipient and time, deniability towards outsiders.
 *
 * Does not promise: order, conversation, partial opening, anonymous reports, that a recipient finds a spoiled RF.
 */
import type { Rng } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { macKeys, type PeriodKey } from "../../key-record.ts";
import type { AttachmentSecret, Message } from "../../message.ts";
import type { Choice, Franked, FrankingScheme, RelayFacts } from "../../scheme.ts";
import { commitment } from "../../stamped/commitment.ts";
import { evidenceSchema, maxInnerBytes, type Outer, read } from "../../stamped/formats.ts";
import { checkedContent } from "../../stamped/frank.ts";
import { ownComponent } from "../../stamped/scheme.ts";
import { commitmentIn } from "../../stamped/stamp.ts";
import { type Delivery, type Inner, type Item, readDelivery, readInner, suite } from "./formats.ts";
import { judge, preview } from "./judge.ts";
import { judgeRefusals, receiveRefusals, traits } from "./promises.ts";
import { receive } from "./receive.ts";
import { frankingTag, reportingTag } from "./tags.ts";

export const messenger2016: FrankingScheme = {
  ...{ id: suite, traits, refusals: { receive: receiveRefusals, judge: judgeRefusals } },
  periodKeys: macKeys(suite),
  ...{ accountKeys: null, tokens: null, traces: null, blindCheck: null },
  component: ownComponent,
  commitmentOf: (outer) => commitmentIn(suite, outer),
  frank: (message, sender, rng) => frank(message, sender.secrets, rng),
  ...{ stamp, receive, disclose, preview, judge },
};

/** Draws NF and nothing else. */
function frank(message: Message, given: readonly AttachmentSecret[], rng: Rng): Franked {
  const { fields, header, secrets } = checkedContent(message, given);
  const opening = { message: encode({ header, fields }), nf: rng(32) };
  const franked = commitment(frankingTag(opening));
  const inner = encode({ ...opening, secrets } satisfies Inner);
  check(inner.length <= maxInnerBytes, "size");
  return { commitment: franked, inner, outer: encode({ suite, commitment: franked } satisfies Outer) };
}

/** One RF for each recipient: whom a message goes to is in its context. */
function stamp(outer: Uint8Array, facts: RelayFacts, key: PeriodKey): Uint8Array[] {
  const franked = commitmentIn(suite, outer);
  const { acceptedAt: timestamp, moderation, recipients, relay, sender } = facts;
  if (sender === null) throw new FrankingError("sender");
  const { keyId } = key;
  return recipients.map((recipient) => {
    const context = { sender, recipient, timestamp };
    const tag = reportingTag(franked, context, key);
    return encode({ relay, moderation, keyId, context, tag } satisfies Delivery);
  });
}

function disclose(evidence: Uint8Array, { open, reporter }: Choice): Uint8Array {
  check(reporter.kind === "named", "not-disclosable");
  if (typeof open === "object") throw new FrankingError("not-disclosable");
  const { delivery, inner, outer } = read(evidenceSchema, evidence, "item");
  const stamped = { outer, ...readDelivery(delivery) };
  if (open === "withheld") return encode({ kind: "withheld", ...stamped } satisfies Item);
  const { message, nf } = readInner(inner);
  return encode({ kind: "message", ...stamped, message, nf } satisfies Item);
}
