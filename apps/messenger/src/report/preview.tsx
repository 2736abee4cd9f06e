import { Button, classNames, useLanguage } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { navigate, paths } from "../paths.ts";
import type { Prepared, ReportPreview, SentReport } from "../session/model.ts";
import { useMe } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { TitledList } from "../ui/titled-list.tsx";
import { useTask } from "../ui/use-task.ts";
import { PreviewedMessage } from "./previewed-message.tsx";

interface PreviewProps {
  readonly conversation: string;
  readonly prepared: Prepared;
  readonly onChange: () => void;
  readonly onSent: (report: SentReport) => void;
}

/** Drawn from the encoded report, not from what was chosen: it is what will be sent. */
export function Preview({ conversation, prepared, onChange, onSent }: PreviewProps): ReactNode {
  const { report } = useTexts();
  const task = useTask();
  const { preview } = prepared;
  return (
    <>
      <PageTitle>{report.previewTitle}</PageTitle>
      <p>{preview.reporter === "named" ? report.previewFromNamed : report.previewFrom}</p>
      <ol className={classNames(page.stack, page.wide, page.full)}>
        {preview.items.map((item, i) => (
          <PreviewedMessage
            // Two items of a report are told apart by their place alone, and the report does not change.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={i}
            item={item}
            title={report.item(i + 1, preview.items.length)}
          />
        ))}
      </ol>
      <Facts preview={preview} />
      <Learns preview={preview} />
      <p className={classNames(page.soft)}>
        {report.whoReads} {report.isNoProof}
      </p>
      <Problem error={task.error} />
      <div className={classNames(page.row)}>
        <Button
          isPending={task.isPending}
          onPress={() => task.run(async () => onSent(await prepared.submit()))}
        >
          {task.isPending ? report.sending : report.send}
        </Button>
        <Button look="plain" onPress={onChange}>
          {report.change}
        </Button>
        <Button look="plain" onPress={() => navigate(paths.conversation(conversation))}>
          {report.discard}
        </Button>
      </div>
    </>
  );
}

function Facts({ preview }: { preview: ReportPreview }): ReactNode {
  const texts = useTexts();
  const { locale } = useLanguage();
  const { report } = texts;
  const me = useMe();
  const isNamed = preview.reporter === "named";
  const size = new Intl.NumberFormat(locale, { style: "unit", unit: "byte", unitDisplay: "long" });
  return (
    <dl className={classNames(page.facts)}>
      <dt>{report.about}</dt>
      <dd>{report.categories[preview.category]}</dd>
      <dt>{report.yourNote}</dt>
      <dd>{preview.note === null ? report.noNote : <Legible text={preview.note} />}</dd>
      <dt>{report.reporter}</dt>
      <dd>{isNamed ? <Legible text={report.reporterNamed(me.name)} /> : report.reporterAnonymous}</dd>
      <dt>{report.language}</dt>
      <dd>{preview.language}</dd>
      <dt>{report.sizeLabel}</dt>
      <dd>{report.size(size.format(preview.bytes))}</dd>
    </dl>
  );
}

function Learns({ preview }: { preview: ReportPreview }): ReactNode {
  const { report } = useTexts();
  const isNamed = preview.reporter === "named";
  const learns = [...report.learnsList, isNamed ? report.learnsAccount : report.learnsMark];
  const learnsNot = [...report.learnsNotList, ...(isNamed ? [] : [report.learnsNotAccount])];
  return (
    <div className={classNames(page.pair)}>
      <TitledList title={report.learns} items={learns} />
      <TitledList title={report.learnsNot} items={learnsNot} />
    </div>
  );
}
