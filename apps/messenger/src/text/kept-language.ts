import { isLanguage, type KeptLanguage } from "@openfranking/ui";

const keptAs = "openfranking language";

export const keptLanguage: KeptLanguage = {
  read() {
    try {
      const kept = localStorage.getItem(keptAs);
      return isLanguage(kept) ? kept : null;
    } catch {
      return null;
    }
  },
  write(language) {
    try {
      localStorage.setItem(keptAs, language);
    } catch {
      // Blocked storage: the choice lasts until the page is closed.
    }
  },
};
