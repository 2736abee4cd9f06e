import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./controls.module.css";

interface CheckboxProps {
  readonly children: ReactNode;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly isDisabled?: boolean;
}

export function Checkbox({ children, isSelected, onChange, isDisabled = false }: CheckboxProps): ReactNode {
  return (
    <AriaCheckbox
      className={classNames(styles.choice)}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <Mark />
      <span>{children}</span>
    </AriaCheckbox>
  );
}

/** One of a CheckboxGroup, which knows what is selected. */
export function GroupedCheckbox({ children, value }: { children: ReactNode; value: string }): ReactNode {
  return (
    <AriaCheckbox className={classNames(styles.choice)} value={value}>
      <Mark />
      <span>{children}</span>
    </AriaCheckbox>
  );
}

function Mark(): ReactNode {
  return <span className={classNames(styles.mark, styles.box)} aria-hidden="true" />;
}
