import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./controls.module.css";

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly type?: "button" | "submit";
  readonly look?: "main" | "plain" | "quiet";
  /** Work is under way: the button keeps the focus, and does nothing. */
  readonly isPending?: boolean;
}

export function Button({
  children,
  onPress,
  type = "button",
  look = "main",
  isPending = false,
}: ButtonProps): ReactNode {
  return (
    // React Aria's own pending state announces by innerHTML, which the content security policy forbids.
    <AriaButton
      className={classNames(styles.button, look !== "main" && styles[look], isPending && styles.pending)}
      type={type}
      aria-disabled={isPending}
      onPress={() => {
        if (!isPending) onPress?.();
      }}
    >
      {children}
    </AriaButton>
  );
}
