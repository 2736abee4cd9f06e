import { classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import type { HiddenEntry } from "../session/model.ts";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import styles from "./conversation.module.css";
import { hiddenMeaning } from "./hidden-meaning.ts";

/** In the place of a message that is not shown, because it could not have been reported. */
export function HiddenMessage({ entry }: { entry: HiddenEntry }): ReactNode {
  const texts = useTexts();
  const { hidden } = texts;
  return (
    <article className={classNames(styles.hidden)}>
      <Notice tone="caution">
        <p>
          <strong>{hidden.title}</strong>
        </p>
        <p>
          {entry.sender !== null && <Legible text={`${hidden.from(entry.sender.name)} `} />}
          {hiddenMeaning(entry.code, texts)} {hidden.whatNow}
        </p>
        <p className={classNames(page.soft)}>
          {hidden.code}: <code>{entry.code}</code>
        </p>
      </Notice>
    </article>
  );
}
