import { equalBytes } from "@openfranking/franking";
import { type moderationRoutes, type Parsed, ProblemError } from "@openfranking/protocol";
import type { ModerationDeps } from "./deps.ts";
import { receiptSecretOf } from "./intake/answer.ts";
import type { ModerationStore } from "./store/store.ts";

type Outcome = Parsed<(typeof moderationRoutes)["outcome"]["response"]>;

const shownAs = { waiting: "received", claimed: "in-review", decided: "decided" } as const;

/** What became of a report, for whoever shows its receipt's secret. An unknown number and a wrong secret look alike. */
export async function outcomeFor(
  deps: ModerationDeps,
  store: ModerationStore,
  { receiptSecret, reportNumber }: { readonly reportNumber: string; readonly receiptSecret: Uint8Array },
): Promise<Outcome> {
  const standing = await store.reports.standing(reportNumber);
  if (standing === null || !equalBytes(receiptSecretOf(deps, standing), receiptSecret)) {
    throw new ProblemError("not-found");
  }
  const { decidedAt, outcome, state } = standing;
  return { state: shownAs[state], outcome, decidedAt };
}
