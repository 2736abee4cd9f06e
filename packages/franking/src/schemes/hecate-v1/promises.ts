import type { RefusalCode } from "../../errors.ts";
import type { Traits } from "../../scheme.ts";

export const traits: Traits = {
  attribution: "token",
  verifiableBy: "moderation",
  // That some account said it shows to anyone, hence not universal. Whose words they are shows to the moderation alone: a
  // recipient can say the same with a token of her own, and the moderation can issue one to anybody's name.
  deniability: { universal: false, receiverCompromise: true, judgeCompromise: true },
  partialReveal: false,
  sealedSender: true,
  sourceTracing: true,
  groups: true,
  thirdPartyModerator: true,
  forwardSecure: true,
  postQuantum: false,
  needsTokens: true,
  relayStateless: true,
  relayLearnsSender: false,
  bindsRecipient: false,
  bindsOrder: false,
  bindsConversation: false,
  bindsEverything: true,
  anonymousReports: true,
  withholds: false,
  carriesSecrets: true,
};

const messageRefusals: readonly RefusalCode[] = [
  "header",
  "relay",
  "shape-unknown",
  "shape-order",
  "shape-incomplete",
  "field-type",
  "commitment",
  "key",
  "stamp",
  "token",
  "time",
];

export const receiveRefusals: readonly RefusalCode[] = [
  "size",
  "encoding",
  "outer",
  "suite",
  "delivery",
  "moderation",
  "sender",
  "inner",
  ...messageRefusals,
  "conversation",
  "sent",
  "refs",
];

export const judgeRefusals: readonly RefusalCode[] = [
  "size",
  "encoding",
  "item",
  "moderation",
  "unknown-key",
  "expired",
  ...messageRefusals,
  "reporter",
];
