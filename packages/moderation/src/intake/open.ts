import { reveal, type Secret } from "@openfranking/franking";
import {
  decodeAs,
  openReport,
  ProblemError,
  type Report,
  type ResponseKey,
  reportDigest,
  reportSchema,
  type SealedReport,
} from "@openfranking/protocol";

/** A report in the clear. Lives in memory alone, until its items are sealed. */
export interface OpenedReport {
  readonly report: Report;
  readonly digest: Uint8Array;
  readonly responseKey: ResponseKey;
  readonly envelope: SealedReport;
}

/** Throws `ProblemError("not-sealed")` where it does not open, and `"report-malformed"` where it is no report. */
export async function openEnvelope(
  moderation: string,
  envelope: SealedReport,
  secretKey: Secret,
): Promise<OpenedReport> {
  const { intakeKeyId } = envelope;
  const opened = await openReport(envelope, { moderation, intakeKeyId }, reveal(secretKey));
  if (opened === null) throw new ProblemError("not-sealed");
  const report = decodeAs(reportSchema, opened.encoded, "report-malformed");
  return { report, digest: reportDigest(report), responseKey: opened.responseKey, envelope };
}
