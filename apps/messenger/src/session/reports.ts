import type { Client, PreparedReport, ReportOutcome, ReportSummary } from "@openfranking/client";
import { decodeAs, reportSchema } from "@openfranking/protocol";
import { hexOf } from "./hex.ts";
import type { Messenger, OpenedItem, PreviewItem, ReportDraft, ReportPreview, ReportView } from "./model.ts";
import type { People } from "./people.ts";

interface Reports {
  all(): ReportView[];
  load(): void;
  readonly refresh: Messenger["refreshReports"];
  readonly prepare: Messenger["prepareReport"];
}

export function createReports(client: Client, people: People, changed: () => void): Reports {
  let summaries: readonly ReportSummary[] = [];
  const outcomes = new Map<string, ReportOutcome>();

  async function load(): Promise<void> {
    summaries = await client.reports();
    changed();
  }

  async function ask({ reportNumber }: ReportSummary): Promise<void> {
    outcomes.set(reportNumber, await client.outcome(reportNumber));
  }

  return {
    all: () => summaries.map((summary) => viewOf(summary, outcomes.get(summary.reportNumber) ?? null)),
    load: () => void load().catch(() => undefined),
    async refresh() {
      await load();
      await Promise.all(summaries.map(ask)).finally(changed);
    },
    async prepare(conversation, draft, language) {
      const prepared = await client.prepareReport(selectionOf(client, conversation, draft, language));
      return {
        preview: previewOf(prepared, people),
        async submit() {
          const { reportNumber, verdicts } = await prepared.submit();
          await load();
          return { number: reportNumber, verdicts };
        },
      };
    },
  };
}

type Opened = NonNullable<PreparedReport["preview"]["items"][number]["opened"]>;
type Selection = Parameters<Client["prepareReport"]>[0];

/** In the order of the conversation, whatever the order of choosing was. */
function selectionOf(client: Client, conversation: string, draft: ReportDraft, language: string): Selection {
  if (draft.category === null) throw new Error("unreachable: the form asks for a category");
  const items = client
    .conversation(conversation)
    .messages()
    .flatMap((message) => {
      if (message.state !== "shown") return [];
      const open = draft.chosen.get(message.commitment);
      return open === undefined ? [] : [{ commitment: message.commitment, open }];
    });
  return {
    conversation,
    items,
    category: draft.category,
    note: draft.note.trim(),
    anonymous: draft.reporter === "anonymous",
    language,
  };
}

function previewOf({ encoded, preview }: PreparedReport, people: People): ReportPreview {
  const items = preview.items.map(
    ({ acceptedAt, conversation, opened, sender, seq }): PreviewItem => ({
      sender: sender === null ? null : people.personOf(sender),
      at: acceptedAt,
      seq,
      conversation: conversation === null ? null : hexOf(conversation),
      opened: opened === null ? null : openedItem(opened),
    }),
  );
  return {
    category: preview.category,
    note: preview.note,
    reporter: preview.reporter === null ? "anonymous" : "named",
    language: decodeAs(reportSchema, encoded).language,
    bytes: encoded.length,
    items,
  };
}

function openedItem({ fields, header, hidden }: Opened): OpenedItem {
  const { kind, refs, seen, sent } = header;
  return {
    kind,
    fields,
    hidden,
    sent: sent === null ? null : { device: hexOf(sent.device), count: sent.n },
    seen: seen?.seq ?? null,
    refs: refs.length,
  };
}

function viewOf(summary: ReportSummary, outcome: ReportOutcome | null): ReportView {
  return {
    number: summary.reportNumber,
    sentAt: summary.submittedAt,
    category: summary.category,
    verdicts: summary.verdicts,
    state: outcome?.state ?? null,
    outcome: outcome?.outcome ?? null,
    decidedAt: outcome?.decidedAt ?? null,
  };
}
