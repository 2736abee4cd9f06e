import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { I18nProvider } from "react-aria-components";

/** Each language in its own name. */
export const languages = { en: "English", de: "Deutsch" } as const;
export type Language = keyof typeof languages;

interface LanguageState {
  readonly language: Language;
  /** Language and region, for dates and numbers. */
  readonly locale: string;
  choose(language: Language): void;
}

/** Where an app keeps what was chosen, for the next time. */
export interface KeptLanguage {
  read(): Language | null;
  write(language: Language): void;
}

interface LanguageProviderProps {
  readonly children: ReactNode;
  readonly kept?: KeptLanguage;
}

const LanguageContext = createContext<LanguageState | null>(null);

export function useLanguage(): LanguageState {
  const state = useContext(LanguageContext);
  if (state === null) throw new Error("unreachable: every screen is within LanguageProvider");
  return state;
}

export function LanguageProvider({ children, kept }: LanguageProviderProps): ReactNode {
  const [language, setLanguage] = useState<Language>(() => kept?.read() ?? preferredLanguage());
  const locale = navigator.languages.find((tag) => languageOf(tag) === language) ?? language;
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const state = useMemo<LanguageState>(
    () => ({
      language,
      locale,
      choose(chosen) {
        kept?.write(chosen);
        setLanguage(chosen);
      },
    }),
    [language, locale, kept],
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

function preferredLanguage(): Language {
  return languageOf(navigator.language) ?? "en";
}

function languageOf(tag: string): Language | null {
  if (/^de\b/iu.test(tag)) return "de";
  return /^en\b/iu.test(tag) ? "en" : null;
}
