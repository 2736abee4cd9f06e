/**
 * Shared franking (Eskandarian, USENIX Security 2024), between two servers of which one can judge: for systems that hide who
 * writes to whom by sharing every message out. README.md says what is the paper's and what is ours.
 *
 * Promises: receiver binding and sender binding (c2 of 32 bytes and h, collision resistance of SHA-256), sender and time,
 * deniability towards outsiders, that the recipient finds a context that was changed on its way.
 *
 * Does not promise: recipient, order, conversation, partial opening, that a recipient finds a spoiled σ. Here one relay
 * stands for the moderator server, and the second server is in the channel: nothing hides metadata.
 */
import type { Rng } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check, FrankingError } from "../../errors.ts";
import { macKeys, type PeriodKey } from "../../key-record.ts";
import type { AttachmentSecret, Message } from "../../message.ts";
import type { Choice, Franked, FrankingScheme, RelayFacts } from "../../scheme.ts";
import { evidenceSchema, maxInnerBytes, read } from "../../stamped/formats.ts";
import { checkedContent } from "../../stamped/frank.ts";
import { ownComponent } from "../../stamped/scheme.ts";
import {
  type Delivery,
  type Inner,
  type Item,
  type Outer,
  readDelivery,
  readInner,
  readOuter,
  suite,
} from "./formats.ts";
import { judge, preview } from "./judge.ts";
import { judgeRefusals, receiveRefusals, traits } from "./promises.ts";
import { receive } from "./receive.ts";
import { attest, unmask } from "./server.ts";
import { joined, nameOf, shareOut } from "./sharing.ts";

export const sharedV1: FrankingScheme = {
  ...{ id: suite, traits, refusals: { receive: receiveRefusals, judge: judgeRefusals } },
  periodKeys: macKeys(suite),
  ...{ accountKeys: null, tokens: null, traces: null, blindCheck: null },
  component: ownComponent,
  commitmentOf: (outer) => nameOf(readOuter(outer)),
  frank: (message, sender, rng) => frank(message, sender.secrets, rng),
  ...{ stamp, receive, disclose, preview, judge },
};

function frank(message: Message, given: readonly AttachmentSecret[], rng: Rng): Franked {
  const { fields, header, secrets } = checkedContent(message, given);
  const { parts, share } = shareOut(encode({ header, fields }), rng);
  const inner = encode({ ...parts, secrets } satisfies Inner);
  check(inner.length <= maxInnerBytes, "size");
  return { commitment: nameOf(share), inner, outer: encode({ suite, ...share } satisfies Outer) };
}

/** Whom a message goes to is in no context: one delivery serves all. */
function stamp(outer: Uint8Array, facts: RelayFacts, key: PeriodKey): Uint8Array[] {
  const share = readOuter(outer);
  const { acceptedAt: timestamp, moderation, recipients, relay, sender } = facts;
  if (sender === null) throw new FrankingError("sender");
  const masked = attest(share, { sender, timestamp }, key);
  const delivery = encode({ relay, moderation, keyId: key.keyId, masked } satisfies Delivery);
  return recipients.map(() => delivery);
}

function disclose(evidence: Uint8Array, { open }: Choice): Uint8Array {
  if (typeof open === "object") throw new FrankingError("not-disclosable");
  const kept = read(evidenceSchema, evidence, "item");
  const outer = readOuter(kept.outer);
  const { masked, ...period } = readDelivery(kept.delivery);
  const attested = { outer: kept.outer, ...period, ...unmask(outer, masked) };
  if (open === "withheld") return encode({ kind: "withheld", ...attested } satisfies Item);
  const opening = joined(outer, readInner(kept.inner));
  return encode({ kind: "message", ...attested, ...opening } satisfies Item);
}
