import { limits } from "@openfranking/protocol";
import { Button, Choices, classNames, Notice, TextField } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { navigate, paths } from "../paths.ts";
import type { ConversationView, Opening, ReportDraft } from "../session/model.ts";
import type { Texts } from "../text/en.ts";
import { useTexts } from "../text/use-texts.ts";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { ChooseCategory } from "./choose-category.tsx";
import { ChooseMessages } from "./choose-messages.tsx";

interface ReportFormProps {
  readonly conversation: ConversationView;
  readonly first: string | null;
  readonly draft: ReportDraft;
  readonly onChange: (draft: ReportDraft) => void;
  readonly onDone: () => void;
  readonly isPending: boolean;
  readonly error: Error | null;
}

export function ReportForm(props: ReportFormProps): ReactNode {
  const { conversation, first, draft, onChange, onDone, isPending, error } = props;
  const texts = useTexts();
  const { report } = texts;
  const [isChecked, setIsChecked] = useState(false);
  const faults = faultsOf(draft, texts);

  function submit(): void {
    setIsChecked(true);
    if (faults.category === null && faults.messages === null) onDone();
  }

  return (
    <Form
      className={classNames(page.stack, page.wide)}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <PageTitle>{report.title}</PageTitle>
      <p>{report.intro}</p>
      <ChooseCategory
        value={draft.category}
        onChange={(category) => onChange({ ...draft, category })}
        error={isChecked ? faults.category : null}
      />
      <ChooseMessages
        conversation={conversation}
        first={first}
        chosen={draft.chosen}
        onChange={(chosen) => onChange({ ...draft, chosen })}
        error={isChecked ? faults.messages : null}
      />
      <Details draft={draft} onChange={onChange} />
      <Problem error={error} />
      <div className={classNames(page.row)}>
        <Button type="submit" isPending={isPending}>
          {isPending ? report.preparing : report.toPreview}
        </Button>
        <Button look="plain" onPress={() => navigate(paths.conversation(conversation.id))}>
          {report.discard}
        </Button>
      </div>
      {isChecked && (faults.category ?? faults.messages) !== null && (
        <Notice tone="bad" isAlert>
          <p>{faults.category ?? faults.messages}</p>
        </Notice>
      )}
    </Form>
  );
}

function Details({ draft, onChange }: Pick<ReportFormProps, "draft" | "onChange">): ReactNode {
  const { report } = useTexts();
  return (
    <>
      <TextField
        label={report.note}
        hint={`${report.noteHint} ${report.left(limits.noteCharacters - draft.note.length)}`}
        value={draft.note}
        onChange={(note) => onChange({ ...draft, note })}
        error={null}
        maxLength={limits.noteCharacters}
        lines={3}
        isRequired={false}
      />
      <Choices
        label={report.who}
        value={draft.reporter}
        onChange={(reporter) => onChange({ ...draft, reporter })}
        error={null}
        options={[
          { value: "anonymous", label: report.anonymous, hint: report.anonymousHint },
          { value: "named", label: report.named, hint: report.namedHint },
        ]}
      />
    </>
  );
}

function faultsOf(
  draft: ReportDraft,
  { report }: Texts,
): { category: string | null; messages: string | null } {
  return {
    category: draft.category === null ? report.categoryMissing : null,
    messages: messagesFault([...draft.chosen.values()], report),
  };
}

function messagesFault(openings: readonly Opening[], report: Texts["report"]): string | null {
  if (openings.length === 0) return report.chooseOne;
  if (openings.length > limits.reportItems) return report.tooMany(limits.reportItems);
  const isEmpty = openings.some((open) => typeof open === "object" && open.paths.length === 0);
  return isEmpty ? report.noParts : null;
}
