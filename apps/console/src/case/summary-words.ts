import type { CaseSummary, ItemVerdict } from "@openfranking/protocol";
import type { Texts } from "../text/texts.ts";

const order = ["verified", "verified-partial", "stamped", "unverifiable", "expired", "failed"] as const;

/** "2 verified · 1 failed a check" */
export function tallyOf(verdicts: readonly ItemVerdict[], { tally }: Texts): string {
  return order
    .map((verdict) => ({ verdict, count: verdicts.filter((it) => it.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => tally[verdict](count))
    .join(" · ");
}

export function stateOf({ state, claimedByMe }: CaseSummary, { state: texts }: Texts): string {
  return state === "claimed" && claimedByMe ? texts.mine : texts[state];
}
