import type { ModerationDeps } from "../deps.ts";
import type { ModerationStore, WaitingReport } from "../store/store.ts";
import { sealEvidence } from "./evidence.ts";
import { openEnvelope } from "./open.ts";

/**
 * Seals to the team what came before it had a key, and forgets the envelopes. Goes on where it was cut off: a report waits
 * until its items are sealed, and both change in one transaction. Returns how many items were sealed.
 */
export async function sealWaiting(deps: ModerationDeps, store: ModerationStore): Promise<number> {
  const teamKey = await store.team.key();
  if (teamKey === null) return 0;
  let items = 0;
  for (;;) {
    const waiting = await store.reports.nextWaiting();
    if (waiting === null) break;
    items += await sealOne(deps, store, waiting, teamKey);
  }
  if (items > 0) deps.log("sealed-to-team", { items });
  return items;
}

async function sealOne(
  deps: ModerationDeps,
  store: ModerationStore,
  { envelope, reportNumber }: WaitingReport,
  teamKey: Uint8Array,
): Promise<number> {
  const key = await store.intakeKeys.find(envelope.intakeKeyId);
  // Another process has just sealed it and deleted the key: a key is kept for as long as a report waits under it.
  if (key === null) return 0;
  const { report } = await openEnvelope(deps.name, envelope, key.secretKey);
  // Her assertion was verified when the report came.
  const reporter = report.reporter.kind === "named" ? report.reporter.assertion : null;
  const sealed = await sealEvidence(
    [{ reportNumber, report, reporter: reporter && { relay: reporter.relay, account: reporter.account } }],
    teamKey,
  );
  return (await store.reports.seal(reportNumber, sealed)) ? sealed.length : 0;
}
