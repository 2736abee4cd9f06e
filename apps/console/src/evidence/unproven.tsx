import type { Field } from "@openfranking/franking";
import { classNames, Notice } from "@openfranking/ui";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import styles from "./evidence.module.css";
import { Fields } from "./fields.tsx";

/** What an item without proof claims to say: closed, and never without the warning. */
export function Unproven({ fields }: { fields: readonly Field[] | null }): ReactNode {
  const { evidence: texts } = useTexts();
  if (fields === null) return <p>{texts.noUnprovenText}</p>;
  return (
    <details className={classNames(styles.unproven)}>
      <summary>{texts.unprovenText}</summary>
      <Notice tone="bad">{texts.unprovenWarning}</Notice>
      <Fields fields={fields} hidden={[]} />
    </details>
  );
}
