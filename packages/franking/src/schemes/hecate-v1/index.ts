/**
 * `hecate-v1`: the moderation issues tokens ahead, each with the account sealed inside and a key that signs one message. The
 * relay signs a commitment and the time, and does not learn who sends. A report of a message, forwarded however often, names
 * the account to which its token was issued.
 *
 * Source: Issa, Alhaddad, Varia, "Hecate: Abuse Reporting in Secure Messengers with Sealed Sender", USENIX Security 2022,
 * ePrint 2021/1686.
 *
 * Promises: sealed sender, the source of a forwarded message, receiver binding (collision resistance of SHA-256), sender
 * binding as long as the moderation issues tokens that open, an end to each token.
 *
 * Does not promise: that a token was spent by the account to which it was issued, or once; to whom, where and in which order a
 * message was sent; that the moderation does not make things up.
 */
import type { Rng } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { keyIdOf, type PeriodKey } from "../../key-record.ts";
import type { Message } from "../../message.ts";
import type { Choice, Franked, FrankingScheme, RelayFacts, SenderContext } from "../../scheme.ts";
import { type Content, chosenIndexes, pathsOf } from "../../stamped/commitment.ts";
import { maxInnerBytes, type Outer } from "../../stamped/formats.ts";
import { checkedContent } from "../../stamped/frank.ts";
import { ownComponent } from "../../stamped/scheme.ts";
import { commitmentIn } from "../../stamped/stamp.ts";
import { type Envelope, type Inner, readEvidence, suite } from "./formats.ts";
import { asForwarded, forward } from "./forward.ts";
import { tokens } from "./issue.ts";
import { judge, preview } from "./judge.ts";
import { hecateKeys } from "./keys.ts";
import { judgeRefusals, receiveRefusals, traits } from "./promises.ts";
import { receive } from "./receive.ts";
import { spendable } from "./token.ts";
import { commitmentOf, maskedDigest, spend, stampOf } from "./verify.ts";

export const hecateV1: FrankingScheme = {
  ...{ id: suite, traits, refusals: { receive: receiveRefusals, judge: judgeRefusals } },
  ...{ periodKeys: hecateKeys, accountKeys: null, tokens, traces: null, blindCheck: null },
  component: ownComponent,
  commitmentOf: (outer) => commitmentIn(suite, outer),
  ...{ frank, stamp, receive, disclose, preview, judge },
};

/** Spends the token, or, where there is a message to forward, none. Draws 32 bytes. */
function frank(message: Message, sender: SenderContext, rng: Rng): Franked {
  const content = checkedContent(message, sender.secrets);
  const made =
    sender.forwards === null ? original(content, sender, rng) : forward(content, sender.forwards, rng);
  const inner = encode(made.inner);
  check(inner.length <= maxInnerBytes, "size");
  const outer = encode({ suite, commitment: made.commitment } satisfies Outer);
  return { commitment: made.commitment, outer, inner };
}

function original(
  { fields, header, secrets }: Content,
  { moderation, token: issued }: SenderContext,
  rng: Rng,
) {
  if (moderation === null) throw new FrankingError("key");
  check(moderation.alg === suite, "key");
  if (issued === null) throw new FrankingError("token");
  const { secret, token } = spendable(issued, moderation);
  const r = rng(32);
  const x2 = maskedDigest(token.x1, { header, fields });
  const signature = spend(secret, keyIdOf(moderation), x2);
  const inner: Inner = { kind: "original", frank: { header, fields, token, r, signature }, secrets };
  return { commitment: commitmentOf(r, token.x1, x2), inner };
}

/** One delivery for all: the relay knows neither who sends nor, in what it signs, who receives. */
function stamp(outer: Uint8Array, facts: RelayFacts, key: PeriodKey): Uint8Array[] {
  const commitment = commitmentIn(suite, outer);
  const { acceptedAt, moderation, recipients, relay } = facts;
  const stamped = { relay, moderation, keyId: key.keyId, acceptedAt };
  const signature = stampOf(key.secret, commitment, stamped);
  const delivery = encode({ ...stamped, signature } satisfies Envelope);
  return recipients.map(() => delivery);
}

/** A message is opened whole; of a forward, the source's, without a word of who forwarded it. */
function disclose(evidence: Uint8Array, { open }: Choice): Uint8Array {
  if (open === "withheld") throw new FrankingError("not-disclosable");
  const { inner, proof } = readEvidence(evidence);
  const { fields } = proof.frank;
  const paths = pathsOf(inner.kind === "forward" ? asForwarded(fields) : fields);
  check(chosenIndexes(paths, open).length === paths.length, "not-disclosable");
  return encode(proof);
}
