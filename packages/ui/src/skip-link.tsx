import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./shell.module.css";

/** Past the header to `#content`. A button and no link to a fragment: what stands after the `#` is the app's own. */
export function SkipLink({ children }: { children: string }): ReactNode {
  return (
    <button
      type="button"
      className={classNames(styles.skip)}
      onClick={() => document.getElementById("content")?.focus()}
    >
      {children}
    </button>
  );
}
