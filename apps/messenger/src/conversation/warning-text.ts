import type { Texts } from "../text/en.ts";

export function warningText(code: string, texts: Texts): string {
  const { warning } = texts;
  const known = isKnown(code, warning) ? warning[code] : null;
  return typeof known === "string" ? known : warning.other(code);
}

function isKnown(code: string, warning: Texts["warning"]): code is keyof Texts["warning"] {
  return Object.hasOwn(warning, code);
}
