/**
 * Path traceback (Tyagi, Miers, Ristenpart, "Traceback for End-to-End Encrypted Messaging", CCS 2019, ePrint 2019/981): the
 * relay keeps a trace of every message for ever, and a report of a forwarded one shows everyone who passed it on, back to its
 * source. For the lab, with the warning of README.md.
 *
 * Promises: the source and the path of what was forwarded, receiver binding (collision resistance of HMAC-SHA3-256), sender
 * binding, recipient, conversation and time.
 *
 * Does not promise: that anyone who forwarded stays unknown, anything of the header, order, partial opening, anonymous
 * reports, a relay that forgets.
 */
import type { Rng } from "../../bytes.ts";
import { equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import { macKeys, type PeriodKey } from "../../key-record.ts";
import type { Field, Message } from "../../message.ts";
import type { Choice, Franked, FrankingScheme, RelayFacts, SenderContext } from "../../scheme.ts";
import { commitment } from "../../stamped/commitment.ts";
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
import { addressOf, nothing, pointTo, wordsOf } from "./tag.ts";
import { attested, traces } from "./trace.ts";

export { tracePath } from "./judge.ts";

export const tracebackPath: FrankingScheme = {
  ...{ id: suite, traits, refusals: { receive: receiveRefusals, judge: judgeRefusals } },
  periodKeys: macKeys(suite),
  ...{ accountKeys: null, tokens: null, traces, blindCheck: null },
  component: ownComponent,
  commitmentOf: (outer) => commitment(readOuter(outer).address),
  ...{ frank, stamp, receive, disclose, preview, judge },
};

/** Draws k and nothing else. */
function frank(message: Message, sender: SenderContext, rng: Rng): Franked {
  const { fields, header, secrets } = checkedContent(message, sender.secrets);
  const words = wordsOf(fields);
  const ptr = sender.forwards === null ? nothing : keyOf(sender.forwards, fields);
  const k = rng(16);
  const address = addressOf(k, words);
  const inner = encode({ header, fields, k, secrets } satisfies Inner);
  check(inner.length <= maxInnerBytes, "size");
  const outer = encode({ suite, address, ct: pointTo(ptr, k) } satisfies Outer);
  return { commitment: address, inner, outer };
}

/** The key of the message that is forwarded. Throws `commitment` unless these are its words, marked as forwarded. */
function keyOf(evidence: Uint8Array, fields: readonly Field[]): Uint8Array {
  const { inner } = read(evidenceSchema, evidence, "item");
  const forwarded = readInner(inner);
  const isMarked = fields.some(([path]) => path === "forwarded");
  check(isMarked && equalBytes(wordsOf(fields), wordsOf(forwarded.fields)), "commitment");
  return forwarded.k;
}

/** One delivery for each recipient: whom a message goes to is kept. */
function stamp(outer: Uint8Array, facts: RelayFacts, key: PeriodKey): Uint8Array[] {
  readOuter(outer);
  const said = attested(facts, key);
  return facts.recipients.map((recipient) => encode({ ...said, recipient } satisfies Delivery));
}

function disclose(evidence: Uint8Array, { open, reporter }: Choice): Uint8Array {
  check(reporter.kind === "named", "not-disclosable");
  check(open === "all", "not-disclosable");
  const kept = read(evidenceSchema, evidence, "item");
  const { address } = readOuter(kept.outer);
  const delivery = readDelivery(kept.delivery);
  const { fields, k } = readInner(kept.inner);
  return encode({ ...delivery, address, k, words: wordsOf(fields) } satisfies Item);
}
