/**
 * `amf-v1`: the sender signs to each recipient and to the moderation, and to nobody else. The recipient sees that the
 * moderation will accept the signature, the moderation that the sender made it, and everyone else could have made it
 * themselves. The relay attests nothing and need not learn who sends.
 *
 * Source: Tyagi, Grubbs, Len, Miers, Ristenpart, "Asymmetric Message Franking: Content Moderation for Metadata-Private
 * End-to-End Encryption", CRYPTO 2019, ePrint 2019/565, Fig. 5, with a challenge over the whole statement.
 *
 * Promises: sealed sender, sender, recipient and conversation by the sender's own proof, receiver binding and sender binding,
 * deniability towards everyone, the moderation and whoever takes a recipient's key included.
 *
 * Does not promise: order, time, partial opening, anonymous reports; that the moderation makes nothing up; anything of an
 * account whose key was taken.
 */
import { equalBytes, type Rng } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { keyIdOf, type PeriodKey } from "../../key-record.ts";
import type { Message } from "../../message.ts";
import type { Choice, Franked, FrankingScheme, RelayFacts, SenderContext } from "../../scheme.ts";
import { chosenIndexes, pathsOf } from "../../stamped/commitment.ts";
import { maxInnerBytes, type Outer } from "../../stamped/formats.ts";
import { checkedContent } from "../../stamped/frank.ts";
import { ownComponent } from "../../stamped/scheme.ts";
import { commitmentIn } from "../../stamped/stamp.ts";
import { commitmentTo, type Delivery, type Inner, readItem, signedMessage, suite } from "./formats.ts";
import { judge, preview } from "./judge.ts";
import { accountKeys, amfKeys, judgeKeyOf, publicKey, publicKeyOf, secretScalar } from "./keys.ts";
import { judgeRefusals, receiveRefusals, traits } from "./promises.ts";
import { receive } from "./receive.ts";
import { sign } from "./signature.ts";

export const amfV1: FrankingScheme = {
  ...{ id: suite, traits, refusals: { receive: receiveRefusals, judge: judgeRefusals } },
  ...{ periodKeys: amfKeys, accountKeys, tokens: null, traces: null, blindCheck: null },
  component: ownComponent,
  commitmentOf: (outer) => commitmentIn(suite, outer),
  ...{ frank, stamp, receive, disclose, preview, judge },
};

/** One signature a recipient. Draws kf (32 bytes), then for each recipient what her signature takes. */
function frank(message: Message, sender: SenderContext, rng: Rng): Franked {
  const { fields, header, secrets } = checkedContent(message, sender.secrets);
  const { keyId, pkJ, pkS, recipients, skS } = enrolled(header.sender, sender);
  const kf = rng(32);
  const commitment = commitmentTo({ header, fields }, { keyId, kf });
  const said = signedMessage({ header, fields }, commitment);
  const signatures = recipients.map(({ account, pkR }) => ({
    account,
    signature: sign({ pkS, pkR, pkJ }, skS, said, rng),
  }));
  const inner = encode({ header, fields, kf, keyId, signatures, secrets } satisfies Inner);
  check(inner.length <= maxInnerBytes, "size");
  return { commitment, inner, outer: encode({ suite, commitment } satisfies Outer) };
}

/** What `account` signs with and to. Throws `FrankingError("key")` unless it is all there, each account once. */
function enrolled(account: string, { moderation, recipients, self }: SenderContext) {
  if (moderation === null) throw new FrankingError("key");
  check(moderation.alg === suite, "key");
  const skS = secretScalar(self?.secretKey ?? null);
  const pkS = publicKeyOf(skS);
  const accounts = new Set(recipients.map((it) => it.account));
  check(accounts.size === recipients.length, "key");
  const own = recipients.find((it) => it.account === account);
  check(own !== undefined && equalBytes(own.publicKey, pkS.bytes), "key");
  const to = recipients.map((it) => ({ account: it.account, pkR: publicKey(it.publicKey) }));
  return { keyId: keyIdOf(moderation), pkJ: judgeKeyOf(moderation), pkS, skS, recipients: to };
}

/** The relay's facts, which it proves to nobody: one delivery for all. */
function stamp(outer: Uint8Array, facts: RelayFacts, { keyId }: PeriodKey): Uint8Array[] {
  commitmentIn(suite, outer);
  const { acceptedAt, conversation, epoch, moderation, recipients, relay } = facts;
  const delivery = { relay, moderation, conversation, epoch, keyId, acceptedAt } satisfies Delivery;
  return recipients.map(() => encode(delivery));
}

/** The evidence is the item: a message is opened whole and under the reporter's name, or not at all. */
function disclose(evidence: Uint8Array, { open, reporter }: Choice): Uint8Array {
  check(reporter.kind === "named", "not-disclosable");
  if (open === "withheld") throw new FrankingError("not-disclosable");
  const shape = pathsOf(readItem(evidence).fields);
  check(chosenIndexes(shape, open).length === shape.length, "not-disclosable");
  return evidence;
}
