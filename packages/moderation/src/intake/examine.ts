import {
  type AccountDirectory,
  encode,
  FrankingError,
  hash,
  type Judgement,
  judgeReport,
  type ModeratorContext,
  reporterBinding,
  schemeOf,
  verifyReporter,
} from "@openfranking/franking";
import {
  type ItemVerdict,
  isAccountKeyCertified,
  ProblemError,
  type Report,
  type ReportItem,
} from "@openfranking/protocol";
import type { ModerationDeps } from "../deps.ts";
import type { StampKeys } from "../keys/stamp-keys.ts";
import type { OpenedReport } from "./open.ts";

/** A report as it was found to be. In memory alone, like what it was opened to. */
export interface Examined extends OpenedReport {
  readonly reporter: Reporter | null;
  /** What her assertion was bound to. Her secret goes no further than this. */
  readonly binding: Uint8Array | null;
  readonly items: readonly ExaminedItem[];
  /** Kinds of what the proven items say of one another. */
  readonly findings: readonly string[];
}

export interface Reporter {
  readonly relay: string;
  readonly account: string;
}

interface ExaminedItem extends ReportItem {
  readonly verdict: ItemVerdict;
  /** Names the message, its place and its sender; null where nothing was proven. */
  readonly message: Uint8Array | null;
  readonly tag: Uint8Array | null;
}

export interface Examination {
  readonly deps: ModerationDeps;
  readonly stampKeys: StampKeys;
}

/** Judges a report. A reporter who is not who she says is refused; an item whose proof fails is recorded as that. */
export async function examine(at: Examination, opened: OpenedReport): Promise<Examined> {
  const { report } = opened;
  const reporter = await reporterOf(at, report);
  const judged: { item: ReportItem; verdict: ItemVerdict; judgement: Judgement | null }[] = [];
  for (const item of report.items) judged.push({ item, ...(await judge(at, report, item, reporter)) });
  const judgements = judged.flatMap(({ judgement }) => (judgement === null ? [] : [judgement]));
  return {
    ...opened,
    reporter,
    binding: report.reporter.kind === "named" ? reporterBinding(report.reporter.secret) : null,
    items: judged.map(({ item, judgement, verdict }) => ({
      ...item,
      verdict,
      message: judgement === null ? null : messageName(judgement),
      tag: judgement?.tag ?? null,
    })),
    findings: [...new Set(judgeReport(judgements).map(({ kind }) => kind))],
  };
}

async function reporterOf(at: Examination, { reporter }: Report): Promise<Reporter | null> {
  if (reporter.kind === "anonymous") return null;
  const now = at.deps.clock();
  try {
    return await withKeys(at, (keys) => verifyReporter(reporter.assertion, reporter.secret, keys, now));
  } catch (cause) {
    if (cause instanceof FrankingError) throw new ProblemError("reporter-refused", { cause });
    throw cause;
  }
}

/** By account and by the algorithm of the scheme that asks: what an account did not sign is no key of it. */
function directoryOf(at: Examination, suite: string, { accountKeys = [] }: Report): AccountDirectory {
  const alg = schemeOf(suite, at.deps.schemes).periodKeys.alg;
  const certified = accountKeys.filter((key) => key.alg === alg && isAccountKeyCertified(key));
  const byAccount = new Map(certified.map(({ account, publicKey }) => [account, publicKey]));
  return (account) => byAccount.get(account) ?? null;
}

async function judge(
  at: Examination,
  report: Report,
  { item, suite }: ReportItem,
  reporter: Reporter | null,
): Promise<{ verdict: ItemVerdict; judgement: Judgement | null }> {
  const context: Omit<ModeratorContext, "keys"> = {
    moderation: at.deps.name,
    reporter: reporter === null ? { kind: "anonymous" } : { kind: "named", ...reporter },
    now: at.deps.clock(),
  };
  try {
    const judgement = await withKeys(at, (keys) =>
      schemeOf(suite, at.deps.schemes).judge(item, {
        ...context,
        keys,
        accountKey: directoryOf(at, suite, report),
      }),
    );
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

/**
 * One name for a message, whoever reports it. Not the commitment alone: a commitment that somebody else copied, and had
 * stamped in another place, must not count as a report of the first.
 */
function messageName({ commitment, conversation, relay, sender, seq }: Judgement): Uint8Array {
  return hash("openfranking moderation-message v1", commitment, encode([relay, conversation, sender, seq]));
}

/** Tries again with the keys that were missing: a period that another process agreed on is not known here yet. */
async function withKeys<T>(
  { stampKeys }: Examination,
  work: (keys: ModeratorContext["keys"]) => T,
): Promise<T> {
  const missing: Uint8Array[] = [];
  try {
    return work((keyId) => {
      const key = stampKeys.find(keyId);
      if (key === null) missing.push(keyId);
      return key;
    });
  } catch (error) {
    if (missing.length === 0) throw error;
    await stampKeys.load(missing);
    return work(stampKeys.find);
  }
}
