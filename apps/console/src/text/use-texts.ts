import { type Language, useLanguage } from "@openfranking/ui";
import { de } from "./de.ts";
import { en } from "./en.ts";
import type { Texts } from "./texts.ts";

const dictionaries: Readonly<Record<Language, Texts>> = { en, de };

export function useTexts(): Texts {
  return dictionaries[useLanguage().language];
}
