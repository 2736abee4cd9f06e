import type { Texts } from "../text/en.ts";

type Meaning = keyof Texts["hidden"]["means"];

const meanings: Readonly<Record<Exclude<Meaning, "other">, readonly string[]>> = {
  content: [
    "commitment",
    "inner",
    "outer",
    "encoding",
    "size",
    "item",
    "header",
    "shape-unknown",
    "shape-order",
    "shape-incomplete",
    "field-type",
    "suite",
  ],
  place: ["sender", "conversation", "relay", "moderation"],
  stamp: ["delivery", "key", "unknown-key", "time", "expired", "stamp", "addressed"],
  order: ["equivocation", "seen", "sent", "refs"],
  encryption: ["channel", "epoch", "not-certified"],
};

/** What the code of a refusal means to a person. */
export function hiddenMeaning(code: string, texts: Texts): string {
  const { means } = texts.hidden;
  for (const meaning of ["content", "place", "stamp", "order", "encryption"] as const) {
    if (meanings[meaning].includes(code)) return means[meaning];
  }
  return means.other;
}
