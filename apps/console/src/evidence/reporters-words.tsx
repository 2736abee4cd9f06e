import type { ReviewedItem } from "@openfranking/review";
import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { Account } from "./account.tsx";
import styles from "./evidence.module.css";

/** Who reports, and what they say of it: set apart from evidence, because nothing of it is checked. */
export function ReportersWords({ items }: { items: readonly ReviewedItem[] }): ReactNode {
  const { evidence: texts } = useTexts();
  return (
    <ul className={classNames(page.stack, page.wide)}>
      {statementsIn(items).map(({ key, notes, reporter }) => (
        <li key={key} className={classNames(page.card)}>
          <div className={classNames(page.soft)}>
            {texts.reporter}{" "}
            {reporter === null ? (
              texts.anonymous
            ) : (
              <Account relay={reporter.relay} account={reporter.account} />
            )}
          </div>
          {notes.length > 0 && <Notes notes={notes} />}
        </li>
      ))}
    </ul>
  );
}

function Notes({ notes }: { notes: readonly string[] }): ReactNode {
  const { evidence: texts } = useTexts();
  return (
    <>
      <h3>{texts.note}</h3>
      {notes.map((note) => (
        <blockquote key={note} className={classNames(styles.words)}>
          <Legible text={note} />
        </blockquote>
      ))}
      <p className={classNames(page.soft)}>{texts.noteWarning}</p>
    </>
  );
}

interface Statement {
  readonly key: string;
  readonly notes: readonly string[];
  readonly reporter: ReviewedItem["reporter"];
}

/** What each reporter says, once: a note comes with one item of a report, or with all of them. */
function statementsIn(items: readonly ReviewedItem[]): Statement[] {
  const byReporter = Map.groupBy(items, ({ reporter }) => JSON.stringify(reporter));
  return [...byReporter].map(([key, theirs]) => {
    const notes = theirs.flatMap(({ note }) => (note === null || note === "" ? [] : [note]));
    return { key, notes: [...new Set(notes)], reporter: theirs[0]?.reporter ?? null };
  });
}
