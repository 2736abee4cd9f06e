import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./controls.module.css";

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly type?: "button" | "submit";
  readonly look?: "main" | "plain" | "quiet";
  /** Work is under way: the button keeps the focus, and pressing it again does nothing ({@link useTask}). */
  readonly isPending?: boolean;
  readonly label?: string;
  /** The button that closes the dialog it stands in. */
  readonly slot?: "close";
}

export function Button(props: ButtonProps): ReactNode {
  const { children, onPress, type = "button", look = "main", isPending = false, label, slot } = props;
  return (
    <AriaButton
      className={classNames(styles.button, look !== "main" && styles.plain, look === "quiet" && styles.quiet)}
      type={type}
      data-busy={isPending || undefined}
      {...(onPress !== undefined && { onPress })}
      {...(label !== undefined && { "aria-label": label })}
      {...(slot !== undefined && { slot })}
    >
      {children}
    </AriaButton>
  );
}
