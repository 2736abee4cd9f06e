import { groupCommit } from "@openfranking/database";
import { equalBytes } from "@openfranking/franking";
import { ProblemError, type SealedReport } from "@openfranking/protocol";
import type { ModerationDeps } from "../deps.ts";
import type { IntakeKeys } from "../keys/intake-keys.ts";
import type { StampKeys } from "../keys/stamp-keys.ts";
import type { Acceptance, KeptReport, ModerationStore } from "../store/store.ts";
import { acceptAll } from "./accept.ts";
import { answerTo } from "./answer.ts";
import { type Examined, examine } from "./examine.ts";
import { type OpenedReport, openEnvelope } from "./open.ts";

export interface Intake {
  readonly deps: ModerationDeps;
  readonly store: ModerationStore;
  readonly intakeKeys: IntakeKeys;
  readonly stampKeys: StampKeys;
}

/**
 * Takes sealed reports, each from its envelope to its sealed answer: opened and judged in memory, many at a time; kept in
 * a group commit; answered once that is durable.
 *
 * @see docs/spec/report.md
 */
export function reportIntake(at: Intake): (envelope: SealedReport) => Promise<Uint8Array> {
  const { deps, store } = at;
  const accept = groupCommit((batch: readonly Examined[]) => acceptAll(deps, store, batch));
  return async (envelope) => {
    const secretKey = await at.intakeKeys.find(envelope.intakeKeyId);
    if (secretKey === null) throw new ProblemError("unknown-intake-key");
    const opened = await openEnvelope(deps.name, envelope, secretKey);
    const kept = (await keptBefore(store, opened)) ?? keptOf(await twice(accept, await examine(at, opened)));
    deps.log("received", { items: kept.verdicts.length });
    return answerTo(deps, kept, opened.responseKey);
  };
}

/** A report that is sent again is not judged again: by now its assertion may be over, or its stamps. */
async function keptBefore(
  store: ModerationStore,
  { digest, report }: OpenedReport,
): Promise<KeptReport | null> {
  const before = await store.reports.find(report.reportId);
  if (before === null) return null;
  if (!equalBytes(before.digest, digest)) throw new ProblemError("report-exists");
  return before;
}

/**
 * A commit loses where another process commits the same report or assertion at this moment, or deletes the intake key
 * that it would wait under. The second attempt sees what that process did.
 */
async function twice(accept: (examined: Examined) => Promise<Acceptance>, examined: Examined) {
  try {
    return await accept(examined);
  } catch {
    return accept(examined);
  }
}

function keptOf(acceptance: Acceptance): KeptReport {
  switch (acceptance.kind) {
    case "kept":
      return acceptance.report;
    case "report-exists":
      throw new ProblemError("report-exists");
    case "assertion-spent":
      throw new ProblemError("reporter-refused");
  }
}
