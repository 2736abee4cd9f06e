import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./controls.module.css";

interface CheckboxProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

export function Checkbox({ children, isSelected, onChange }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox className={classNames(styles.choice)} isSelected={isSelected} onChange={onChange}>
      <span className={classNames(styles.mark, styles.box)} aria-hidden="true" />
      <span>{children}</span>
    </AriaCheckbox>
  );
}
