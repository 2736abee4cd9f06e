import { Button, classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { paths } from "../paths.ts";
import { VerdictWords } from "../report/verdict-words.tsx";
import type { ReportView } from "../session/model.ts";
import { useMessenger, useSnapshot } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { BackLink } from "../ui/back-link.tsx";
import { Moment } from "../ui/moment.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { useTask } from "../ui/use-task.ts";
import styles from "./reports-page.module.css";

export function ReportsPage(): ReactNode {
  const texts = useTexts();
  const messenger = useMessenger();
  const { reports } = useSnapshot();
  const announce = useAnnounce();
  const task = useTask();

  // Whoever comes here wants to know how it stands.
  const begin = useEffectEvent(() => task.run(messenger.refreshReports));
  useEffect(() => begin(), []);

  function refresh(): void {
    task.run(async () => {
      await messenger.refreshReports();
      announce(texts.reports.refreshed);
    });
  }

  return (
    <div className={classNames(page.stack, page.page)}>
      <BackLink to={paths.conversations} />
      <PageTitle>{texts.reports.title}</PageTitle>
      {reports.length === 0 ? (
        <p>{texts.reports.none}</p>
      ) : (
        <>
          <Button look="plain" isPending={task.isPending} onPress={refresh}>
            {texts.reports.refresh}
          </Button>
          <Problem error={task.error} />
          <ul className={classNames(page.stack, page.wide, page.full)}>
            {reports.map((report) => (
              <OneReport key={report.number} report={report} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function OneReport({ report }: { report: ReportView }): ReactNode {
  const texts = useTexts();
  const { reports } = texts;
  return (
    <li className={classNames(page.card)}>
      <h2 className={classNames(styles.title)}>{texts.report.categories[report.category]}</h2>
      <Standing report={report} />
      <dl className={classNames(page.facts)}>
        <dt>{texts.report.number}</dt>
        <dd className={classNames(styles.number)}>{report.number}</dd>
        <dt>{reports.sentAt}</dt>
        <dd>
          <Moment at={report.sentAt} />
        </dd>
      </dl>
      <details>
        <summary>
          {texts.report.results}: {reports.messages(report.verdicts.length)}
        </summary>
        <ol className={classNames(page.stack, styles.results)}>
          {report.verdicts.map((verdict, i) => (
            // Results stand in the order of the report, which does not change.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={i}>
              <VerdictWords verdict={verdict} position={i + 1} count={report.verdicts.length} />
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}

function Standing({ report }: { report: ReportView }): ReactNode {
  const { reports } = useTexts();
  const state = report.state ?? "unknown";
  return (
    <p>
      <strong className={classNames(styles.state, state === "decided" && styles.decided)}>
        {reports.state[state]}
      </strong>{" "}
      {report.outcome === null ? reports.stateHint[state] : reports.outcome[report.outcome]}{" "}
      {report.decidedAt !== null && <Moment at={report.decidedAt} />}
    </p>
  );
}
