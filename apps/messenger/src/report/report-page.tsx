import { classNames, useLanguage } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useState } from "react";
import { titleOf } from "../conversations/title-of.ts";
import { paths } from "../paths.ts";
import type { ConversationView, Prepared, ReportDraft, SentReport } from "../session/model.ts";
import { useConversation, useMessenger } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { BackLink } from "../ui/back-link.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { useTask } from "../ui/use-task.ts";
import { Preview } from "./preview.tsx";
import { ReportForm } from "./report-form.tsx";
import { Sent } from "./sent.tsx";

type Step =
  | { readonly kind: "form" }
  | { readonly kind: "preview"; readonly prepared: Prepared }
  | { readonly kind: "sent"; readonly report: SentReport };

/** Choose, look, send. What was chosen stays while going back and forth. */
export function ReportPage({ id, first }: { id: string; first: string | null }): ReactNode {
  const texts = useTexts();
  const conversation = useConversation(id);
  return (
    <div className={classNames(page.stack, page.page)}>
      <BackLink
        to={paths.conversation(id)}
        label={conversation === null ? texts.back : titleOf(conversation, texts)}
      />
      {conversation === null ? (
        <PageTitle>{texts.conversation.notFound}</PageTitle>
      ) : (
        <Steps conversation={conversation} first={first} />
      )}
    </div>
  );
}

function Steps({ conversation, first }: { conversation: ConversationView; first: string | null }): ReactNode {
  const { language } = useLanguage();
  const messenger = useMessenger();
  const [step, setStep] = useState<Step>({ kind: "form" });
  const [draft, setDraft] = useState<ReportDraft>(() => draftWith(first));
  const task = useTask();

  function prepare(): void {
    task.run(async () => {
      const prepared = await messenger.prepareReport(conversation.id, draft, language);
      setStep({ kind: "preview", prepared });
    });
  }

  switch (step.kind) {
    case "form":
      return (
        <ReportForm
          conversation={conversation}
          first={first}
          draft={draft}
          onChange={setDraft}
          onDone={prepare}
          isPending={task.isPending}
          error={task.error}
        />
      );
    case "preview":
      return (
        <Preview
          conversation={conversation.id}
          prepared={step.prepared}
          onChange={() => setStep({ kind: "form" })}
          onSent={(report) => setStep({ kind: "sent", report })}
        />
      );
    case "sent":
      return <Sent conversation={conversation.id} report={step.report} />;
  }
}

function draftWith(first: string | null): ReportDraft {
  return {
    chosen: new Map(first === null ? [] : [[first, "all"]]),
    category: null,
    note: "",
    // Whoever is afraid is in a hurry: nobody is named unless she says so.
    reporter: "anonymous",
  };
}
