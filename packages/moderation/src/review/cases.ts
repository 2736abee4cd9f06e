import { type CaseItem, type CaseSummary, ProblemError } from "@openfranking/protocol";
import type { ModerationDeps, ReviewerCaller } from "../deps.ts";
import type { ModerationStore, StoredCase, StoredDecision, StoredItem } from "../store/store.ts";

const pageSize = 50;

/** What the review routes work on, and who calls. */
export interface Desk {
  readonly deps: ModerationDeps;
  readonly store: ModerationStore;
  readonly caller: ReviewerCaller;
}

/** Cases, the oldest first. */
export async function readQueue(
  { caller, store }: Desk,
  { after = "", state }: { readonly state: "open" | "decided"; readonly after?: string | undefined },
) {
  const states = state === "open" ? (["waiting", "claimed"] as const) : (["decided"] as const);
  const found = await store.cases.page(states, after, pageSize + 1);
  const page = found.slice(0, pageSize);
  const next = found.length > pageSize ? (page.at(-1)?.caseNumber ?? null) : null;
  const awaitsTeamKey = (await store.team.key()) === null;
  return { cases: page.map((one) => summaryOf(one, caller)), next, awaitsTeamKey };
}

export async function readCase({ caller, store }: Desk, caseNumber: string) {
  const found = await findCase(store, caseNumber);
  const decision = await store.cases.decision(caseNumber);
  return { case: summaryOf(found, caller), decision, views: await store.cases.views(caseNumber) };
}

/** Of many who try at once, one succeeds. */
export async function claimCase({ caller, store }: Desk, caseNumber: string): Promise<CaseSummary> {
  await store.cases.claim(caseNumber, caller.reviewer);
  const found = await findCase(store, caseNumber);
  if (found.state === "decided") throw new ProblemError("already-decided");
  if (found.claimedBy !== caller.reviewer) throw new ProblemError("claimed-by-another");
  return summaryOf(found, caller);
}

/** For her who has claimed the case alone. That she looked is committed before the sealed bytes leave. */
export async function openEvidence({ caller, deps, store }: Desk, caseNumber: string) {
  const { reviewer } = caller;
  const found = await findCase(store, caseNumber);
  if (found.state === "decided") throw new ProblemError("already-decided");
  if (found.claimedBy !== reviewer) throw new ProblemError("not-claimed");
  const { findings, items } = await store.cases.evidence(caseNumber);
  const sealed = items.map(caseItem);
  const viewedAt = deps.clock();
  const viewId = `${viewedAt.toString(36)}-${Buffer.from(deps.rng(8)).toString("hex")}`;
  await store.cases.recordView({ viewId, caseNumber, reviewer, viewedAt });
  deps.log("evidence-viewed", { items: sealed.length });
  return { items: sealed, findings: [...findings] };
}

export async function decideCase(
  { caller, deps, store }: Desk,
  caseNumber: string,
  { outcome, reason }: Pick<StoredDecision, "outcome" | "reason">,
): Promise<CaseSummary> {
  const { reviewer } = caller;
  const decision = { caseNumber, outcome, reason, decidedAt: deps.clock(), reviewer };
  const isDecided = await store.cases.decide(decision);
  const found = await findCase(store, caseNumber);
  if (!isDecided) throw new ProblemError(found.state === "decided" ? "already-decided" : "not-claimed");
  deps.log("decided", {});
  return summaryOf(found, caller);
}

async function findCase(store: ModerationStore, caseNumber: string): Promise<StoredCase> {
  const found = await store.cases.find(caseNumber);
  if (found === null) throw new ProblemError("not-found");
  return found;
}

function summaryOf(found: StoredCase, { reviewer }: ReviewerCaller): CaseSummary {
  const { caseNumber, category, claimedBy, receivedAt, reporters, sealedToTeam, state, verdicts } = found;
  return {
    reportNumber: caseNumber,
    state,
    category,
    receivedAt,
    verdicts: [...verdicts],
    reporters,
    claimedByMe: claimedBy === reviewer,
    sealedToTeam,
  };
}

function caseItem({ itemId, sealed, suite, verdict }: StoredItem): CaseItem {
  if (sealed === null) throw new ProblemError("evidence-waits");
  return { itemId, suite, verdict, sealed };
}
