import type { ReactNode } from "react";
import { FieldError, Label, Radio, RadioGroup } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./controls.module.css";

interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly error: string | null;
  /** In columns, where there is room. */
  readonly isDense?: boolean;
}

/** One of a few: radio buttons, each with what it means. */
export function Choices<Value extends string>(props: ChoicesProps<Value>): ReactNode {
  const { label, options, value, onChange, error, isDense = false } = props;
  return (
    <RadioGroup
      className={classNames(styles.choices)}
      value={value}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen);
        if (option !== undefined) onChange(option.value);
      }}
      isRequired
      isInvalid={error !== null}
      validationBehavior="aria"
    >
      <Label className={classNames(styles.label)}>{label}</Label>
      <div className={classNames(isDense ? styles.columns : styles.choices)}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={classNames(styles.choice)}>
            <span className={classNames(styles.mark, styles.dot)} aria-hidden="true" />
            <span>
              {option.label}
              {option.hint !== undefined && (
                <>
                  <br />
                  <span className={classNames(styles.hint)}>{option.hint}</span>
                </>
              )}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError className={classNames(styles.error)}>{error}</FieldError>
    </RadioGroup>
  );
}
