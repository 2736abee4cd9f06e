import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { isLanguage, languages, useLanguage } from "../text/language.tsx";
import { classNames } from "./class-names.ts";
import styles from "./shell.module.css";

export function LanguageSwitch(): ReactNode {
  const { language, choose, texts } = useLanguage();
  return (
    <ToggleButtonGroup
      className={classNames(styles.languages)}
      aria-label={texts.language}
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
