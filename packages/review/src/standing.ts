import type { RefusalCode } from "@openfranking/franking";
import type { ReviewedItem } from "./open-item.ts";

/**
 * How much an item weighs, by both checks together: content counts as sent only where the service vouches for the stamp
 * and the opening holds here. What fails anywhere is `failed`, whatever the other check says.
 *
 * @see docs/spec/verdicts.md
 */
export type Standing =
  | { readonly kind: "verified" | "verified-partial" | "stamped" }
  | { readonly kind: "nothing"; readonly verdict: "unverifiable" | "expired" }
  | { readonly kind: "failed"; readonly check: string; readonly by: "service" | "here" };

export function standingOf({ service, here }: Pick<ReviewedItem, "service" | "here">): Standing {
  if (service.verdict === "failed") return { kind: "failed", check: service.check, by: "service" };
  if (!here.holds) return failedHere(here.check);
  if (service.verdict === "unverifiable" || service.verdict === "expired") {
    return { kind: "nothing", verdict: service.verdict };
  }
  const { opened } = here.preview;
  if (opened === null || service.verdict === "stamped") return { kind: "stamped" };
  return { kind: opened.hidden.length === 0 ? "verified" : "verified-partial" };
}

function failedHere(check: RefusalCode): Standing {
  return { kind: "failed", check, by: "here" };
}

/** Whether anybody may be restricted on what these items show: at least one of them is verified, wholly or in part. */
export function supportsAction(items: readonly Pick<ReviewedItem, "service" | "here">[]): boolean {
  return items.some((item) => {
    const { kind } = standingOf(item);
    return kind === "verified" || kind === "verified-partial";
  });
}
