import {
  FrankingError,
  type Judgement,
  judgeReport,
  type ModeratorContext,
  reporterBinding,
  schemeOf,
  verifyReporter,
} from "@openfranking/franking";
import {
  decodeAs,
  type ItemVerdict,
  openReport,
  ProblemError,
  type Report,
  type ReportItem,
  type ResponseKey,
  reportDigest,
  reportSchema,
  type SealedReport,
} from "@openfranking/protocol";
import type { ModerationDeps } from "../deps.ts";
import type { IntakeKeys } from "../keys/intake-keys.ts";
import type { StampKeys } from "../keys/stamp-keys.ts";

/** A report as it was found to be. Lives in memory alone, until its items are sealed. */
export interface Examined {
  readonly report: Report;
  readonly digest: Uint8Array;
  readonly responseKey: ResponseKey;
  readonly sealed: SealedReport;
  readonly reporter: { readonly relay: string; readonly account: string } | null;
  readonly binding: Uint8Array | null;
  readonly items: readonly ExaminedItem[];
  /** What the verified items say of one another. */
  readonly findings: readonly string[];
}

export interface ExaminedItem extends ReportItem {
  readonly verdict: ItemVerdict;
  readonly judgement: Judgement | null;
}

export interface Examination {
  readonly deps: ModerationDeps;
  readonly intakeKeys: IntakeKeys;
  readonly stampKeys: StampKeys;
}

/** Opens, reads and judges. A request that cannot be opened, read or authenticated is refused; a proof that fails is recorded. */
export async function examine(at: Examination, sealed: SealedReport): Promise<Examined> {
  const key = await at.intakeKeys.find(sealed.intakeKeyId);
  if (key === null) throw new ProblemError("unknown-intake-key");
  const named = { moderation: at.deps.name, intakeKeyId: sealed.intakeKeyId };
  const opened = await openReport(sealed, named, Uint8Array.from(key.secret_key));
  if (opened === null) throw new ProblemError("not-sealed");
  const report = decodeAs(reportSchema, opened.encoded, "report-malformed");
  const reporter = await reporterOf(at, report);
  const items: ExaminedItem[] = [];
  for (const item of report.items) items.push({ ...item, ...(await judged(at, item, reporter)) });
  const judgements = items.flatMap(({ judgement }) => (judgement === null ? [] : [judgement]));
  return {
    report,
    digest: reportDigest(report),
    responseKey: opened.responseKey,
    sealed,
    reporter,
    binding: report.reporter.kind === "named" ? reporterBinding(report.reporter.secret) : null,
    items,
    findings: [...new Set(judgeReport(judgements).map(({ kind }) => kind))],
  };
}

async function reporterOf(at: Examination, { reporter }: Report): Promise<Examined["reporter"]> {
  if (reporter.kind === "anonymous") return null;
  try {
    return await withKnownKeys(at, () =>
      verifyReporter(reporter.assertion, reporter.secret, at.stampKeys.find, at.deps.clock()),
    );
  } catch (cause) {
    if (cause instanceof FrankingError) throw new ProblemError("reporter-refused", { cause });
    throw cause;
  }
}

async function judged(
  at: Examination,
  { item, suite }: ReportItem,
  reporter: Examined["reporter"],
): Promise<Pick<ExaminedItem, "verdict" | "judgement">> {
  const moderator: ModeratorContext = {
    moderation: at.deps.name,
    keys: at.stampKeys.find,
    reporter: reporter === null ? { kind: "anonymous" } : { kind: "named", ...reporter },
    now: at.deps.clock(),
  };
  try {
    const judgement = await withKnownKeys(at, () => schemeOf(suite, at.deps.schemes).judge(item, moderator));
    return { verdict: { verdict: judgement.verdict }, judgement };
  } catch (error) {
    if (!(error instanceof FrankingError)) throw error;
    return { verdict: verdictOf(error), judgement: null };
  }
}

function verdictOf({ code }: FrankingError): ItemVerdict {
  if (code === "unknown-key") return { verdict: "unverifiable" };
  if (code === "expired") return { verdict: "expired" };
  return { verdict: "failed", check: code };
}

/** A period that another process agreed on is not known here yet. */
async function withKnownKeys<T>(at: Examination, work: () => T): Promise<T> {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FrankingError && error.code === "unknown-key")) throw error;
    await at.stampKeys.refresh();
    return work();
  }
}
