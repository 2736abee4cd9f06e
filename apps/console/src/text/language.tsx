import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { Texts } from "./texts.ts";

/** Each language in its own name. */
export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

const dictionaries: Readonly<Record<Language, Texts>> = { en, de };

interface LanguageState {
  readonly language: Language;
  readonly texts: Texts;
  /** Language and region, for dates and numbers. */
  readonly locale: string;
  choose(language: Language): void;
}

const LanguageContext = createContext<LanguageState | null>(null);

export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (state === null) throw new Error("unreachable: every screen is within LanguageProvider");
  return state;
}

export function useTexts(): Texts {
  return useLanguage().texts;
}

export function LanguageProvider({ children }: { children: ReactNode }): ReactNode {
  const [language, choose] = useState<Language>(preferredLanguage);
  const locale = navigator.languages.find((tag) => languageOf(tag) === language) ?? language;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo(
    () => ({ language, texts: dictionaries[language], locale, choose }),
    [language, locale],
  );
  return (
    <LanguageContext value={state}>
      <I18nProvider locale={locale}>{children}</I18nProvider>
    </LanguageContext>
  );
}

function preferredLanguage(): Language {
  return languageOf(navigator.language) ?? "en";
}

function languageOf(tag: string): Language | null {
  if (/^de\b/iu.test(tag)) return "de";
  return /^en\b/iu.test(tag) ? "en" : null;
}
