import { hex } from "../../bytes.ts";
import { at } from "./commitment.ts";
import { make } from "./draft.ts";
import { periodNamed } from "./periods.ts";

/** As docs/spec/message.md and docs/spec/stamp.md print them. */
export const published = {
  keyId: "dd40b10a4833de6f99ba2d4a5ca34054471f3139a4884193582c012ca3c3e324",
  K: "c79c4ce5700b71b896a9e3e02a962f5783a78457c9648509a9e38057d69bfbf1",
  hd: "438c790cddb2268dd6b034318f4bbf510e63043c8f734f93c46a6a7015c53bd8",
  mk: "b70028552a369c045dc2face558a27b62dd52a98b8ec6f19ef74610c04380d38",
  rootKey: "412337d4c9445f75001569adcff44caf727f28c5b74f85077780d411958de783",
  leafKey_1: "8946ec92d6f381741b9830761d65e0dbd016ba69ce13e4d1ecc6746e4e714bac",
  leaf_0: "2d27025e6f88979ba80099be23358c17e05fdfafc28c6ea9f54121598d658bc2",
  leaf_1: "4fde0ad337f9a64d9ff7a0c82ba5efee80cc4ac1838e4004786a8e4e14e2ad07",
  C: "042f429ec81df0b7b3659fea5a1abcdb5f8983883e5edd7e30910731b59148f6",
  d: "be4e0cc978be35c548b3ec3ff82f726efaa6e01b860bfe5046489f24e86eb09c",
  stamp: "e1f1715fe47e4932391b114f50d71698784ebba0a0f77c6b58fd0601729511c9",
  tag: "6a55b8d4ad8c90635bafa71954b89409c995586ba4ff1578910c02fcd4e47cb9",
  addressed: "a83a97614ec6dc5af263c36806798cab3f5ad1b341e3b2e8cc379a4dbde39ecb",
} as const;

/** The same values, computed. */
export function computed(): Record<keyof typeof published, string> {
  const { committed, digest, stamp, tag, addressed } = make("merkle-v1");
  const { keyId, stampKey } = periodNamed("the day");
  return {
    keyId: hex(keyId),
    K: hex(stampKey),
    hd: hex(committed.headerHash),
    mk: hex(committed.messageKey),
    rootKey: hex(committed.rootKey),
    leafKey_1: hex(at(committed.leafKeys, 1)),
    leaf_0: hex(at(committed.leaves, 0)),
    leaf_1: hex(at(committed.leaves, 1)),
    C: hex(committed.commitment),
    d: hex(digest),
    stamp: hex(stamp),
    tag: hex(tag),
    addressed: hex(addressed),
  };
}
