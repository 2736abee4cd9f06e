import { assertReporter, type PeriodKey, reporterBinding } from "@openfranking/franking";
import {
  answerSchema,
  decodeAs,
  encodeAs,
  type IntakeKey,
  openAnswer,
  type Report,
  type ReportAnswer,
  type ReportItem,
  reportSchema,
  sealReport,
} from "@openfranking/protocol";
import { hourMs, type Said } from "./played-relay-node.ts";
import { rng, type TestModeration } from "./test-moderation-node.ts";

export type Reporter = Report["reporter"];
export type Named = Extract<Reporter, { kind: "named" }>;

/** What the relay asserts of a reporter, bound to a secret of hers. */
export function named(period: PeriodKey, account: string, expiresAt?: number): Named {
  const secret = rng(32);
  const until = expiresAt ?? period.record.notBefore + 1000 * hourMs;
  return {
    kind: "named",
    assertion: assertReporter(account, reporterBinding(secret), until, period),
    secret,
  };
}

/** A recipient's item of a message, all of it open unless she chooses. */
export function itemOf(
  { evidenceOf, scheme }: Said,
  recipient: string,
  { anonymous = false, open = "all" }: { anonymous?: boolean; open?: "all" | "withheld" | string[] } = {},
): ReportItem {
  const choice = {
    open: Array.isArray(open) ? { paths: open } : open,
    reporter: anonymous ? { kind: "anonymous" as const, account: recipient } : { kind: "named" as const },
  };
  return { suite: scheme.id, item: scheme.disclose(evidenceOf(recipient), choice) };
}

export function reportOf(
  reporter: Reporter,
  items: readonly ReportItem[],
  changes: Partial<Report> = {},
): Report {
  return {
    v: 1,
    reportId: rng(16),
    salt: rng(32),
    category: "threats",
    reporter,
    items: [...items],
    language: "en",
    ...changes,
  };
}

/** Seals a report, sends it, and opens the answer. */
export async function send(at: TestModeration, report: Report, key?: IntakeKey): Promise<ReportAnswer> {
  return sendEncoded(at, encodeAs(reportSchema, report), key);
}

export async function sendEncoded(
  at: TestModeration,
  encoded: Uint8Array,
  key?: IntakeKey,
): Promise<ReportAnswer> {
  const { responseKey, sealed } = await sealReport(encoded, key ?? (await at.api.info({})).intakeKey);
  const { answer } = await at.api.submitReport({ body: sealed });
  const opened = await openAnswer(answer, responseKey);
  if (opened === null) throw new Error("the answer does not open");
  return decodeAs(answerSchema, opened);
}

/** Bob reports what was said to him. */
export async function bobReports(
  at: TestModeration,
  said: Said,
  changes: Partial<Report> = {},
): Promise<ReportAnswer> {
  return send(at, reportOf(named(said.period, "bob"), [itemOf(said, "bob")], changes));
}

/** What a reporter sees of her report. */
export function outcomeOf(at: TestModeration, { receipt, receiptSecret }: ReportAnswer) {
  return at.api.outcome({ body: { reportNumber: receipt.reportNumber, receiptSecret } });
}
