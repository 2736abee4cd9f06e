import type { ReactNode } from "react";
import { TextField as AriaTextField, FieldError, Input, Label, Text, TextArea } from "react-aria-components";
import { classNames } from "./class-names.ts";
import styles from "./controls.module.css";

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  /** What is wrong, or null. */
  readonly error: string | null;
  readonly maxLength: number;
  readonly lines?: number;
  readonly isRequired?: boolean;
  /** A name as the relay has it: nothing corrects it. */
  readonly isName?: boolean;
}

export function TextField(props: TextFieldProps): ReactNode {
  const {
    label,
    value,
    onChange,
    hint,
    error,
    maxLength,
    lines = 1,
    isRequired = true,
    isName = false,
  } = props;
  const className = classNames(styles.input);
  return (
    <AriaTextField
      className={classNames(styles.field)}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      isRequired={isRequired}
      validationBehavior="aria"
      maxLength={maxLength}
      autoComplete="off"
      spellCheck={isName ? "false" : "true"}
    >
      <Label className={classNames(styles.label)}>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className={classNames(styles.hint)}>
          {hint}
        </Text>
      )}
      {lines === 1 ? (
        <Input className={className} dir="auto" autoCapitalize={isName ? "none" : "sentences"} />
      ) : (
        <TextArea className={className} rows={lines} dir="auto" />
      )}
      <FieldError className={classNames(styles.error)}>{error}</FieldError>
    </AriaTextField>
  );
}
