import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { isLanguage, languages, useLanguage } from "./language.tsx";
import styles from "./shell.module.css";

export function LanguageSwitch({ label }: { label: string }): ReactNode {
  const { language, choose } = useLanguage();
  return (
    <ToggleButtonGroup
      className={classNames(styles.languages)}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[language]}
      onSelectionChange={(keys) => {
        const chosen = [...keys][0];
        if (isLanguage(chosen)) choose(chosen);
      }}
    >
      {Object.entries(languages).map(([id, name]) => (
        <ToggleButton key={id} id={id} className={classNames(styles.language)}>
          <span lang={id}>{name}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
