import type { RefusalCode } from "../errors.ts";
import type { PeriodKeys } from "../key-record.ts";
import type { FrankingScheme, Traits } from "../scheme.ts";
import type { CommitmentForm } from "./commitment.ts";
import { discloseItem, frankMessage } from "./frank.ts";
import { judgeItem, previewItem } from "./judge.ts";
import { receiveMessage } from "./receive.ts";
import { answerBlindly, askBlindly, commitmentIn, stampAll } from "./stamp.ts";

/**
 * The schemes in which the relay's stamp names the sender: they share everything but the form of the commitment.
 *
 * @see docs/spec/message.md, docs/spec/stamp.md
 */
export function stampedScheme(form: CommitmentForm, periodKeys: PeriodKeys): FrankingScheme {
  return {
    id: form.suite,
    traits: { ...traits, partialReveal: form.partialReveal },
    refusals: { receive: receiveRefusals, judge: form.partialReveal ? partialRefusals : judgeRefusals },
    periodKeys,
    accountKeys: null,
    tokens: null,
    traces: null,
    blindCheck: { ask: askBlindly, answer: answerBlindly },
    component: ownComponent,
    commitmentOf: (outer) => commitmentIn(form.suite, outer),
    frank: (message, sender, rng) => frankMessage(form, message, sender.secrets, rng),
    stamp: (outer, facts, key) => stampAll(form.suite, outer, facts, key),
    receive: (arrival, recipient) => receiveMessage(form, arrival, recipient),
    disclose: (evidence, choice) => discloseItem(form, evidence, choice),
    preview: (item) => previewItem(form, item),
    judge: (item, moderator) => judgeItem(form, item, moderator),
  };
}

/** In the private-use range of MLS component ids. */
export const ownComponent = 0xff4f;

const traits: Traits = {
  attribution: "stamp",
  verifiableBy: "moderation",
  // A stamp convinces only who holds K, and whoever does could have made it.
  deniability: { universal: true, receiverCompromise: true, judgeCompromise: true },
  partialReveal: false,
  sealedSender: false,
  sourceTracing: false,
  groups: true,
  thirdPartyModerator: true,
  forwardSecure: true,
  postQuantum: false,
  needsTokens: false,
  relayStateless: false,
  relayLearnsSender: true,
  bindsRecipient: true,
  bindsOrder: true,
  bindsConversation: true,
  bindsEverything: true,
  anonymousReports: true,
  withholds: true,
  carriesSecrets: true,
};

const receiveRefusals: readonly RefusalCode[] = [
  "size",
  "encoding",
  "outer",
  "suite",
  "delivery",
  "relay",
  "moderation",
  "key",
  "time",
  "conversation",
  "epoch",
  "sender",
  "equivocation",
  "inner",
  "header",
  "shape-unknown",
  "shape-order",
  "shape-incomplete",
  "field-type",
  "commitment",
  "seen",
  "sent",
  "refs",
];

const judgeRefusals: readonly RefusalCode[] = [
  "size",
  "encoding",
  "item",
  "outer",
  "suite",
  "moderation",
  "unknown-key",
  "relay",
  "key",
  "expired",
  "time",
  "stamp",
  "reporter",
  "addressed",
  "header",
  "commitment",
  "shape-unknown",
  "shape-order",
  "shape-incomplete",
  "field-type",
  "seen",
];

const partialRefusals: readonly RefusalCode[] = [...judgeRefusals, "leaf", "must-open"];
