import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./controls.module.css";

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly type?: "button" | "submit";
  readonly look?: "main" | "plain" | "quiet" | "small";
  /** Work is under way: the button keeps the focus, and does nothing. */
  readonly isPending?: boolean;
  readonly label?: string;
  /** The button that closes the dialog it stands in. */
  readonly slot?: "close";
}

export function Button(props: ButtonProps): ReactNode {
  const { children, onPress, type = "button", look = "main", isPending = false, label, slot } = props;
  return (
    // React Aria's own pending state announces by innerHTML, which the content security policy forbids.
    <AriaButton
      className={classNames(styles.button, look !== "main" && styles[look])}
      type={type}
      aria-disabled={isPending}
      onPress={() => {
        if (!isPending) onPress?.();
      }}
      {...(label !== undefined && { "aria-label": label })}
      {...(slot !== undefined && { slot })}
    >
      {children}
    </AriaButton>
  );
}
