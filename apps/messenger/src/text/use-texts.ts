import { type Language, useLanguage } from "@openfranking/ui";
import { de } from "./de.ts";
import { en, type Texts } from "./en.ts";

const dictionaries: Readonly<Record<Language, Texts>> = { en, de };

export function useTexts(): Texts {
  return dictionaries[useLanguage().language];
}
