import { classNames, LanguageSwitch } from "@openfranking/ui";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import styles from "./shell.module.css";

/** The frame before anybody is there: one thing to read or do, and the language. */
export function Bare({ children }: { children: ReactNode }): ReactNode {
  const { appName, language } = useTexts();
  return (
    <>
      <header className={classNames(styles.header)}>
        <p className={classNames(styles.name)}>{appName}</p>
        <LanguageSwitch label={language} />
      </header>
      <main className={classNames(styles.bare)}>{children}</main>
    </>
  );
}
