import { classNames } from "@openfranking/ui";
import styles from "@openfranking/ui/legible.module.css";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import { visibleText } from "./visible-text.ts";

/** What a person or a service wrote: never markup, set apart in its direction, with what cannot be seen as an escape. */
export function Legible({ text }: { text: string }): ReactNode {
  const { conversation } = useTexts();
  return (
    <bdi className={classNames(styles.legible)}>
      {visibleText(text).map((run, i) =>
        run.kind === "text" ? (
          run.text
        ) : (
          <code
            // Runs have no name but their place, and the text does not change.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={i}
            className={classNames(styles.escape)}
            title={conversation.control(run.codePoint)}
          >
            {run.codePoint}
          </code>
        ),
      )}
    </bdi>
  );
}
