import type { ItemVerdict } from "@openfranking/protocol";
import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import styles from "./report.module.css";

interface VerdictWordsProps {
  readonly verdict: ItemVerdict;
  readonly position: number;
  readonly count: number;
}

/** What a verdict says, in a word and in plain words: never by colour alone. */
export function VerdictWords({ verdict, position, count }: VerdictWordsProps): ReactNode {
  const { report } = useTexts();
  const words =
    verdict.verdict === "failed" ? report.verdict.failed(verdict.check) : report.verdict[verdict.verdict];
  return (
    <>
      <p className={classNames(page.row)}>
        {count > 1 && <span>{report.item(position, count)}:</span>}
        <strong className={classNames(styles.verdict, styles[verdict.verdict])}>
          {report.verdictShort[verdict.verdict]}
        </strong>
      </p>
      <p>{words}</p>
    </>
  );
}
