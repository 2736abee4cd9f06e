import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import styles from "./notice.module.css";

interface NoticeProps {
  readonly tone: "info" | "caution" | "bad";
  readonly children: ReactNode;
  /** Said at once by a screen reader: for what has just gone wrong. */
  readonly isAlert?: boolean;
}

export function Notice({ tone, children, isAlert = false }: NoticeProps): ReactNode {
  return (
    <div className={classNames(styles.notice, styles[tone])} {...(isAlert && { role: "alert" })}>
      {children}
    </div>
  );
}
