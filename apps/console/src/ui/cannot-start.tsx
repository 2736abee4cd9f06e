import { classNames } from "@openfranking/ui";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import { PageTitle } from "./page-title.tsx";
import styles from "./shell.module.css";

export function CannotStart(): ReactNode {
  const { cannotStart } = useTexts();
  return (
    <main className={classNames(styles.main)}>
      <PageTitle>{cannotStart.title}</PageTitle>
      <p>{cannotStart.body}</p>
    </main>
  );
}
