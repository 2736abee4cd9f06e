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
  readonly autoComplete?: string;
  /** A name or a code is as it is typed: nothing corrects it. */
  readonly kind?: "prose" | "name" | "code";
}

export function TextField(props: TextFieldProps): ReactNode {
  const { label, value, onChange, hint, error, maxLength } = props;
  const { lines = 1, isRequired = true, autoComplete = "off", kind = "prose" } = props;
  const input = {
    className: classNames(styles.input, kind === "code" && styles.code),
    dir: "auto",
    autoCapitalize: kind === "prose" ? "sentences" : "none",
  };
  return (
    <AriaTextField
      className={classNames(styles.field)}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      isRequired={isRequired}
      validationBehavior="aria"
      maxLength={maxLength}
      autoComplete={autoComplete}
      spellCheck={kind === "prose" ? "true" : "false"}
    >
      <Label className={classNames(styles.label)}>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className={classNames(styles.hint)}>
          {hint}
        </Text>
      )}
      {lines === 1 ? <Input {...input} /> : <TextArea {...input} rows={lines} />}
      <FieldError className={classNames(styles.error)}>{error}</FieldError>
    </AriaTextField>
  );
}
