import { suites } from "./suites.ts";
import { vectorsText } from "./vectors-file.ts";

/** The text of each scheme's `vectors.json`, made from its page and not from its code. */
export const makers: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(suites.map((suite) => [suite.id, () => vectorsText(suite)])),
};
