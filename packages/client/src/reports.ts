import {
  type Choice,
  ed25519Key,
  equalBytes,
  hex,
  type Preview,
  reporterBinding,
  schemeOf,
  unhex,
} from "@openfranking/franking";
import {
  type ApiClient,
  answerSchema,
  apiClient,
  type Category,
  decodeAs,
  encodeAs,
  isIntakeKeySigned,
  isReceiptSigned,
  limits,
  moderationRoutes,
  openAnswer,
  type Parsed,
  ProblemError,
  type Report,
  type ReportItem,
  reportDigest,
  reportSchema,
  sealReport,
} from "@openfranking/protocol";
import { accountKeysOf } from "./account-keys.ts";
import { type Core, identityOf, schemeIn, threadOf } from "./core.ts";
import { ClientError } from "./errors.ts";
import { type KeptMessage, keys, type ReportSummary, reportSummarySchema } from "./records.ts";
import type { Thread } from "./thread.ts";
import { checkModeration } from "./trust.ts";

type Shown = Extract<KeptMessage, { state: "shown" }>;

export interface ReportSelection {
  /** 32 hexadecimal digits. */
  readonly conversation: string;
  /** Messages by their commitments, and what to open of each. */
  readonly items: readonly { readonly commitment: string; readonly open: Choice["open"] }[];
  readonly category: Category;
  readonly note?: string;
  /** The moderation then learns no account: only that somebody to whom the messages were addressed reports. */
  readonly anonymous?: boolean;
  /** BCP 47. */
  readonly language?: string;
}

/** A report as it will be sent, to be looked at. Nothing has left the device but, for a named one, the wish to report. */
export interface PreparedReport {
  /** Read back from the encoded report, so that it shows exactly what will be sent. */
  readonly preview: ReportPreview;
  /** The encoded report. */
  readonly encoded: Uint8Array;
  /** Seals and sends it. Sent again after a lost answer, it is the same report. */
  submit(): Promise<ReportSummary>;
}

export interface ReportPreview {
  readonly category: Category;
  readonly note: string | null;
  /** The account that the moderation learns, or null. */
  readonly reporter: string | null;
  readonly items: readonly Preview[];
}

export type ReportOutcome = Parsed<(typeof moderationRoutes)["outcome"]["response"]>;

type ModerationApi = ApiClient<typeof moderationRoutes>;

export function moderationApi(core: Core): ModerationApi {
  const baseUrl = core.trust.info.moderationUrl;
  return apiClient(moderationRoutes, {
    baseUrl,
    fetch: core.fetch,
    timeoutMs: 30_000,
    token: async () => "",
  });
}

export async function prepareReport(core: Core, selection: ReportSelection): Promise<PreparedReport> {
  const thread = threadOf(core, selection.conversation);
  const account = identityOf(core).credential.account;
  const isAnonymous = selection.anonymous === true;
  const reporter: Choice["reporter"] = isAnonymous ? { kind: "anonymous", account } : { kind: "named" };
  const { suite } = thread.record;
  const items = selection.items.map(({ commitment, open }): ReportItem => {
    const { evidence } = reportable(thread.messages, commitment);
    return { suite, item: schemeOf(suite, core.schemes).disclose(evidence, { open, reporter }) };
  });
  const { note } = selection;
  const encoded = encodeAs(reportSchema, {
    v: 1,
    reportId: core.rng(16),
    salt: core.rng(32),
    category: selection.category,
    ...(note === undefined || note === "" ? {} : { note }),
    reporter: isAnonymous ? { kind: "anonymous" } : await namedReporter(core),
    items,
    ...(await keysIn(core, thread, items, account)),
    language: selection.language ?? "en",
  });
  if (encoded.length > limits.report) throw new ProblemError("too-large");
  const report = decodeAs(reportSchema, encoded);
  const commitments = selection.items.map(({ commitment }) => commitment);
  return {
    preview: previewOf(core, report),
    encoded,
    submit: () => submitReport(core, selection, commitments, encoded),
  };
}

/** Keys of those who wrote the items and of the reporter, for a moderation that has no directory. */
async function keysIn(
  core: Core,
  thread: Thread,
  items: readonly ReportItem[],
  account: string,
): Promise<Pick<Report, "accountKeys">> {
  const scheme = schemeIn(core, thread);
  if (scheme.accountKeys === null) return {};
  const senders = items.flatMap(({ item }) => scheme.preview(item).sender ?? []);
  return { accountKeys: await accountKeysOf(core, scheme, [...new Set([...senders, account])]) };
}

function reportable(messages: readonly { readonly kept: KeptMessage }[], commitment: string): Shown {
  const found = messages.find(
    ({ kept }) => kept.state === "shown" && hex(kept.commitment) === commitment,
  )?.kept;
  if (found?.state !== "shown") throw new ClientError("no-such-message");
  return found;
}

async function namedReporter(core: Core): Promise<Report["reporter"]> {
  const secret = core.rng(32);
  const { assertion } = await core.api.assert({ body: { binding: reporterBinding(secret) } });
  if (assertion.account !== identityOf(core).credential.account) throw new ClientError("wrong-answer");
  return { kind: "named", assertion, secret };
}

function previewOf(core: Core, report: Report): ReportPreview {
  return {
    category: report.category,
    note: report.note ?? null,
    reporter: report.reporter.kind === "named" ? report.reporter.assertion.account : null,
    items: report.items.map(({ item, suite }) => schemeOf(suite, core.schemes).preview(item)),
  };
}

async function submitReport(
  core: Core,
  selection: ReportSelection,
  commitments: readonly string[],
  encoded: Uint8Array,
): Promise<ReportSummary> {
  const api = moderationApi(core);
  const info = await api.info({});
  checkModeration(core.trust.info, info);
  const identityKey = ed25519Key(info.identityKey);
  const { intakeKey } = info;
  if (intakeKey.moderation !== info.moderation || !isIntakeKeySigned(intakeKey, identityKey))
    throw new ClientError("not-sealed");
  if (intakeKey.notAfter < core.clock()) throw new ClientError("not-sealed");
  const { responseKey, sealed } = await sealReport(encoded, intakeKey);
  const opened = await openAnswer((await api.submitReport({ body: sealed })).answer, responseKey);
  if (opened === null) throw new ClientError("receipt-wrong");
  const { receipt, receiptSecret, verdicts } = decodeAs(answerSchema, opened, "unavailable");
  const digest = reportDigest(decodeAs(reportSchema, encoded));
  const isOurs = receipt.moderation === info.moderation && equalBytes(receipt.digest, digest);
  if (!isOurs || !isReceiptSigned(receipt, identityKey)) throw new ClientError("receipt-wrong");
  const summary: ReportSummary = {
    reportNumber: receipt.reportNumber,
    category: selection.category,
    submittedAt: core.clock(),
    conversation: threadOf(core, selection.conversation).record.conversation,
    commitments: commitments.map((one) => unhex(one)),
    verdicts,
    receipt,
    receiptSecret,
  };
  await core.store.write({ [keys.report(receipt.reportNumber)]: summary });
  return summary;
}

export async function keptReports(core: Core): Promise<ReportSummary[]> {
  const reports = await core.store.list(reportSummarySchema, keys.report(""));
  return reports.map(([, report]) => report).sort((a, b) => b.submittedAt - a.submittedAt);
}

export async function askOutcome(core: Core, reportNumber: string): Promise<ReportOutcome> {
  const report = await core.store.get(reportSummarySchema, keys.report(reportNumber));
  if (report === null) throw new ProblemError("not-found");
  return moderationApi(core).outcome({ body: { reportNumber, receiptSecret: report.receiptSecret } });
}
