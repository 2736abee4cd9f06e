import { classNames } from "@openfranking/ui";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import styles from "./shell.module.css";

/** Back to where this page belongs, which need not be where the person came from. */
export function BackLink({ to, label }: { to: string; label?: string }): ReactNode {
  const { back } = useTexts();
  return (
    <a className={classNames(styles.back)} href={to}>
      <span aria-hidden="true">←</span> {label ?? back}
    </a>
  );
}
