import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { paths } from "../paths.ts";
import type { SentReport } from "../session/model.ts";
import { useTexts } from "../text/use-texts.ts";
import { PageTitle } from "../ui/page-title.tsx";
import { TitledList } from "../ui/titled-list.tsx";
import styles from "./report.module.css";
import { VerdictWords } from "./verdict-words.tsx";

export function Sent({
  conversation,
  report: sent,
}: {
  conversation: string;
  report: SentReport;
}): ReactNode {
  const { report } = useTexts();
  return (
    <>
      <PageTitle>{report.sentTitle}</PageTitle>
      <p>
        {report.number}: <strong className={classNames(styles.number)}>{sent.number}</strong>
      </p>
      <h2>{report.results}</h2>
      <ol className={classNames(page.stack)}>
        {sent.verdicts.map((verdict, i) => (
          // Results stand in the order of the report, which does not change.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={i}>
            <VerdictWords verdict={verdict} position={i + 1} count={sent.verdicts.length} />
          </li>
        ))}
      </ol>
      <TitledList title={report.next} items={report.nextList} />
      <p className={classNames(page.soft)}>{report.isNoProof}</p>
      <div className={classNames(page.row)}>
        <a href={paths.reports}>{report.toReports}</a>
        <a href={paths.conversation(conversation)}>{report.toConversation}</a>
      </div>
    </>
  );
}
