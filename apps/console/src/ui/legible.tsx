import { visibleText } from "@openfranking/review";
import { classNames } from "@openfranking/ui";
import styles from "@openfranking/ui/legible.module.css";
import type { ReactNode } from "react";

/** What a person or another service wrote: never markup, set apart in its direction, with what cannot be seen as an escape. */
export function Legible({ text }: { text: string }): ReactNode {
  return (
    <bdi className={classNames(styles.legible, styles.lines)}>
      {visibleText(text).map((run, i) =>
        run.kind === "text" ? (
          run.text
        ) : (
          // Runs have no name but their place, and the text does not change.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <code key={i} className={classNames(styles.escape)}>
            {run.codePoint}
          </code>
        ),
      )}
    </bdi>
  );
}
