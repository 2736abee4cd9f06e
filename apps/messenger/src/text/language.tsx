import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";
import { de } from "./de.ts";
import { en, type Texts } from "./en.ts";

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
  const [language, setLanguage] = useState<Language>(() => keptLanguage() ?? preferredLanguage());
  const locale = navigator.languages.find((tag) => languageOf(tag) === language) ?? language;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo<LanguageState>(
    () => ({
      language,
      texts: dictionaries[language],
      locale,
      choose(chosen) {
        keepLanguage(chosen);
        setLanguage(chosen);
      },
    }),
    [language, locale],
  );
  return (
    <LanguageContext value={state}>
      <I18nProvider locale={locale}>{children}</I18nProvider>
    </LanguageContext>
  );
}

export function isLanguage(key: unknown): key is Language {
  return typeof key === "string" && Object.hasOwn(languages, key);
}

const keptAs = "openfranking language";

function keptLanguage(): Language | null {
  try {
    const kept = localStorage.getItem(keptAs);
    return isLanguage(kept) ? kept : null;
  } catch {
    return null;
  }
}

function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(keptAs, language);
  } catch {
    // Blocked storage: the choice lasts until the page is closed.
  }
}

function preferredLanguage(): Language {
  return languageOf(navigator.language) ?? "en";
}

function languageOf(tag: string): Language | null {
  if (/^de\b/iu.test(tag)) return "de";
  return /^en\b/iu.test(tag) ? "en" : null;
}
