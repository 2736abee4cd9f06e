import type { CaseSummary } from "@openfranking/protocol";
import { classNames } from "@openfranking/ui";
import type { ReactNode } from "react";
import { Link } from "react-aria-components";
import { stateOf, tallyOf } from "../case/summary-words.ts";
import { casePath } from "../paths.ts";
import { useTexts } from "../text/use-texts.ts";
import { Moment } from "../ui/moment.tsx";
import styles from "./queue.module.css";

export function CaseRow({ summary }: { summary: CaseSummary }): ReactNode {
  const texts = useTexts();
  const { reportNumber, category, receivedAt, reporters, sealedToTeam } = summary;
  return (
    <li className={classNames(styles.row)}>
      <div className={classNames(styles.head)}>
        <Link className={classNames(styles.link)} href={casePath(reportNumber)}>
          {texts.category[category]} <span className={classNames(styles.number)}>{reportNumber}</span>
        </Link>
        <span
          className={classNames(
            styles.state,
            summary.state === "claimed" && summary.claimedByMe && styles.mine,
          )}
        >
          {stateOf(summary, texts)}
        </span>
      </div>
      <p>{tallyOf(summary.verdicts, texts)}</p>
      <p className={classNames(styles.soft)}>
        {texts.queue.received} <Moment at={receivedAt} /> · {texts.queue.reporters(reporters)}
        {!sealedToTeam && <> · {texts.queue.evidenceWaits}</>}
      </p>
    </li>
  );
}
