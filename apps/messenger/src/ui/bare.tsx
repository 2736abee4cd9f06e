import type { ReactNode } from "react";
import { useTexts } from "../text/language.tsx";
import { classNames } from "./class-names.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import styles from "./shell.module.css";

/** The frame before anybody is there: one thing to read or do, and the language. */
export function Bare({ children }: { children: ReactNode }): ReactNode {
  const { appName } = useTexts();
  return (
    <>
      <header className={classNames(styles.header)}>
        <p className={classNames(styles.name)}>{appName}</p>
        <LanguageSwitch />
      </header>
      <main className={classNames(styles.bare)}>{children}</main>
    </>
  );
}
