import type { RefusalCode } from "../../errors.ts";
import type { Traits } from "../../scheme.ts";

export const traits: Traits = {
  attribution: "stamp",
  // The signature shows to anyone that somebody spoke; the words are proven to who holds the hub key.
  verifiableBy: "moderation",
  // Nobody but the relay can sign, so nobody can make up that an account spoke. The words can be made up beside a genuine frank.
  deniability: { universal: false, receiverCompromise: false, judgeCompromise: false },
  partialReveal: false,
  sealedSender: false,
  sourceTracing: false,
  groups: true,
  thirdPartyModerator: true,
  forwardSecure: true,
  postQuantum: false,
  needsTokens: false,
  relayStateless: true,
  relayLearnsSender: true,
  bindsRecipient: false,
  bindsOrder: false,
  bindsConversation: true,
  bindsEverything: true,
  anonymousReports: true,
  withholds: false,
  carriesSecrets: false,
};

export const receiveRefusals: readonly RefusalCode[] = [
  "size",
  "suite",
  "outer",
  "encoding",
  "delivery",
  "key",
  "time",
  "sender",
  "inner",
  "conversation",
  "stamp",
  "commitment",
  "header",
  "shape-unknown",
  "shape-order",
  "shape-incomplete",
  "field-type",
  "sent",
  "refs",
];

export const judgeRefusals: readonly RefusalCode[] = [
  "size",
  "encoding",
  "item",
  "inner",
  "header",
  "relay",
  "unknown-key",
  "moderation",
  "key",
  "expired",
  "time",
  "suite",
  "stamp",
  "reporter",
];
