import { hex } from "../../bytes.ts";
import { publishedCcaeads } from "./ccaead-published.ts";
import { make } from "./draft.ts";
import { periodNamed } from "./periods.ts";
import type { Suite } from "./stamped-suite.ts";

type Values = Readonly<Record<string, string>>;

/** As docs/spec/message.md and docs/spec/stamp.md print them, and as an implementation from the READMEs computes them. */
export const published: Readonly<Record<string, Values>> = {
  ...publishedCcaeads,
  "hmac-v1": {
    keyId: "dd40b10a4833de6f99ba2d4a5ca34054471f3139a4884193582c012ca3c3e324",
    K: "c79c4ce5700b71b896a9e3e02a962f5783a78457c9648509a9e38057d69bfbf1",
    KA: "7af1b4aeb1d2abfba6390ec02ead6a9294e6163de54bf9e4093c5effd7630a73",
    hd: "d84c716300fb4edd1107ddff7524373f7f7e83187dfb94381cbf11efbbf2ac53",
    mk: "74f9ac589e8b21bec0d9ec32ab8af47f54cd02c44d61c50cb529043273f921a3",
    rootKey: "64ae1b9a9a4b4599f03c7d4c0f2a150a47985a14dc1629a0b6a40c309c174ea8",
    leafKey_0: "73b96644cf0a6874b43397007ad69de4a1ba1930075d79047187528da9c005a8",
    leaf_0: "ef1b939e564823e2dc85a553c91cf365bb8e4e99b42b663e62d335ceb21492d6",
    root: "ef1b939e564823e2dc85a553c91cf365bb8e4e99b42b663e62d335ceb21492d6",
    C: "5e4c0ad41689f7e6df418ad08c7d0dfd52220d670675a5f08c5ac3c3213f4562",
    d: "6b2aa17fd9cca8813ece6ba90d43444f5a20fbe49b6f2e6efe7e68da91bb85b1",
    stamp: "c740ed40fdd98a1dea6a9c38385a46dec483fae9a6da395864c201f154d139db",
    blind: "0707070707070707070707070707070707070707070707070707070707070707",
    tag: "6a55b8d4ad8c90635bafa71954b89409c995586ba4ff1578910c02fcd4e47cb9",
    addressed: "3ed2b8b8e48e57fa5104d4252021595e0a7e38b927eaaff81d6aa2cf4d13ce33",
  },
  "merkle-v1": {
    keyId: "dd40b10a4833de6f99ba2d4a5ca34054471f3139a4884193582c012ca3c3e324",
    K: "c79c4ce5700b71b896a9e3e02a962f5783a78457c9648509a9e38057d69bfbf1",
    KA: "7af1b4aeb1d2abfba6390ec02ead6a9294e6163de54bf9e4093c5effd7630a73",
    hd: "438c790cddb2268dd6b034318f4bbf510e63043c8f734f93c46a6a7015c53bd8",
    mk: "b70028552a369c045dc2face558a27b62dd52a98b8ec6f19ef74610c04380d38",
    rootKey: "412337d4c9445f75001569adcff44caf727f28c5b74f85077780d411958de783",
    leafKey_0: "bb718bf4e50894373ffb771235f68f849b6e6546646a845c8789594f995ab133",
    leafKey_1: "8946ec92d6f381741b9830761d65e0dbd016ba69ce13e4d1ecc6746e4e714bac",
    leaf_0: "2d27025e6f88979ba80099be23358c17e05fdfafc28c6ea9f54121598d658bc2",
    leaf_1: "4fde0ad337f9a64d9ff7a0c82ba5efee80cc4ac1838e4004786a8e4e14e2ad07",
    root: "bfb9833b9941905635cd4830fc0f8cd0ee80fb5e85aeb78ceba03078d8e05c9e",
    C: "042f429ec81df0b7b3659fea5a1abcdb5f8983883e5edd7e30910731b59148f6",
    d: "be4e0cc978be35c548b3ec3ff82f726efaa6e01b860bfe5046489f24e86eb09c",
    stamp: "e1f1715fe47e4932391b114f50d71698784ebba0a0f77c6b58fd0601729511c9",
    blind: "0707070707070707070707070707070707070707070707070707070707070707",
    tag: "6a55b8d4ad8c90635bafa71954b89409c995586ba4ff1578910c02fcd4e47cb9",
    addressed: "a83a97614ec6dc5af263c36806798cab3f5ad1b341e3b2e8cc379a4dbde39ecb",
  },
};

/** The same values, computed. */
export function computed(suite: Suite): Values {
  const { addressed, blind, committed, digest, stamp, tag } = make(suite);
  const { keyId, reporterKey, stampKey } = periodNamed("the day");
  return {
    ...inHex({ keyId, K: stampKey, KA: reporterKey }),
    ...inHex(committed.values),
    ...inHex({ d: digest, stamp, blind, tag, addressed }),
  };
}

export function inHex(values: Readonly<Record<string, Uint8Array>>): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, hex(value)]));
}
