import type { Client } from "@openfranking/client";
import type { Choice } from "@openfranking/franking";
import {
  answerSchema,
  apiClient,
  decodeAs,
  encodeAs,
  type ItemVerdict,
  limits,
  moderationRoutes,
  openAnswer,
  type Report,
  type ReportAnswer,
  type ReportItem,
  reportSchema,
  sealReport,
} from "@openfranking/protocol";
import type { Reviewer, World } from "@openfranking/testbed";
import { selection } from "../client/world.ts";

/** A message by the names that its readers have for it. */
export interface Named {
  readonly conversation: string;
  readonly commitment: string;
}

export interface Showing {
  readonly open?: Choice["open"];
  readonly anonymous?: boolean;
}

export function moderationAt(baseUrl: string) {
  return apiClient(moderationRoutes, { baseUrl, fetch, timeoutMs: 20_000, token: async () => "" });
}

/** A report of one message as an honest client makes it, with a fresh assertion of who reports. */
export async function honestReport(
  client: Client,
  { commitment, conversation }: Named,
  { anonymous = false, open = "all" }: Showing = {},
): Promise<Report> {
  const chosen = { ...selection(conversation, [], { anonymous }), items: [{ commitment, open }] };
  return decodeAs(reportSchema, (await client.prepareReport(chosen)).encoded);
}

export async function honestItem(client: Client, message: Named, showing?: Showing): Promise<ReportItem> {
  const [item] = (await honestReport(client, message, showing)).items;
  if (item === undefined) throw new Error("unreachable: one message was chosen");
  return item;
}

/** Seals any bytes as a report and sends them, as anybody can who reads the specification. */
export async function postReport(moderationUrl: string, encoded: Uint8Array): Promise<ReportAnswer> {
  const api = moderationAt(moderationUrl);
  const { responseKey, sealed } = await sealReport(encoded, (await api.info({})).intakeKey);
  const opened = await openAnswer((await api.submitReport({ body: sealed })).answer, responseKey);
  if (opened === null) throw new Error("the answer does not open");
  return decodeAs(answerSchema, opened);
}

/**
 * Reports these items in the place of those of an honest report. Returns the verdicts in words: those that the reporter
 * is answered, after making sure that they are those that the reviewer's case has.
 */
export async function verdictsOf(
  { moderationUrl }: Pick<World, "moderationUrl">,
  reviewer: Reviewer,
  honest: Report,
  items: readonly ReportItem[],
): Promise<string[]> {
  const encoded = encodeAs(reportSchema, { ...honest, items: [...items] });
  const { receipt, verdicts } = await postReport(moderationUrl, encoded);
  const { case: kept } = await reviewer.api.readCase({ params: { reportNumber: receipt.reportNumber } });
  if (JSON.stringify(kept.verdicts) !== JSON.stringify(verdicts)) throw new Error("the case says otherwise");
  return verdicts.map(inWords);
}

/** An item of a hostile report, and what was done to it. */
export type Changed = readonly [name: string, item: ReportItem];

/** The verdict on each item, by its name: a hundred a report. */
export async function verdictsByName(
  world: Pick<World, "moderationUrl">,
  reviewer: Reviewer,
  honest: () => Promise<Report>,
  changed: readonly Changed[],
): Promise<Record<string, string>> {
  const verdicts: string[] = [];
  for (let i = 0; i < changed.length; i += limits.reportItems) {
    const items = changed.slice(i, i + limits.reportItems).map(([, item]) => item);
    verdicts.push(...(await verdictsOf(world, reviewer, await honest(), items)));
  }
  return Object.fromEntries(changed.map(([name], i) => [name, verdicts[i] ?? ""]));
}

function inWords(verdict: ItemVerdict): string {
  return verdict.verdict === "failed" ? `failed(${verdict.check})` : verdict.verdict;
}
