import type { ModerationDeps } from "../deps.ts";
import type { Acceptance, ModerationStore, NewReport } from "../store/store.ts";
import { itemIdOf, sealEvidence } from "./evidence.ts";
import type { Examined } from "./examine.ts";
import { sealWaiting } from "./seal-waiting.ts";

/** Stands for a suite that is none of ours: its name is the reporter's text, and is sealed with the item. */
const unknownSuite = "unknown";

/**
 * Keeps reports, many in one transaction. Each item is sealed to the team before the transaction commits; without a team
 * key the sealed envelope is kept, and nothing else of what was said.
 */
export async function acceptAll(
  deps: ModerationDeps,
  store: ModerationStore,
  batch: readonly Examined[],
): Promise<Acceptance[]> {
  const teamKey = await store.team.key();
  const numbered = batch.map((examined) => ({ ...examined, reportNumber: newReportNumber(deps) }));
  const evidence = teamKey === null ? [] : await sealEvidence(numbered, teamKey);
  const sealed = new Map(evidence.map((item) => [item.itemId, item.sealed]));
  const acceptances = await store.reports.accept(
    numbered.map((one): NewReport => {
      const waiting = teamKey === null ? one.envelope : null;
      return { ...withoutContent(deps, one), items: itemsOf(deps, one, sealed), waiting };
    }),
  );
  // The team's key may have come meanwhile, and whoever set it did not see these: the later of the two seals them.
  if (teamKey === null && (await store.team.key()) !== null) await sealWaiting(deps, store);
  return acceptances;
}

type Numbered = Examined & { readonly reportNumber: string };

function withoutContent({ clock }: ModerationDeps, { reportNumber, ...examined }: Numbered) {
  const { binding, digest, findings, report } = examined;
  const { category, reportId } = report;
  return { reportNumber, reportId, digest, category, receivedAt: clock(), binding, findings };
}

function itemsOf(
  { schemes }: ModerationDeps,
  { items, reportNumber }: Numbered,
  sealed: ReadonlyMap<string, NewReport["items"][number]["sealed"]>,
): NewReport["items"] {
  return items.map(({ message, suite, tag, verdict }, position) => {
    const itemId = itemIdOf(reportNumber, position);
    const known = schemes.some(({ id }) => id === suite) ? suite : unknownSuite;
    return { itemId, suite: known, verdict, message, tag, sealed: sealed.get(itemId) ?? null };
  });
}

/** Time-ordered, so that the queue's order is the order of arrival; then 64 random bits. */
function newReportNumber({ clock, rng }: ModerationDeps): string {
  return `${clock().toString(36).padStart(9, "0")}-${Buffer.from(rng(8)).toString("hex")}`;
}
