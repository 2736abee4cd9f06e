/** A run of text as it is, or one character that cannot be seen, by its code point. */
export type TextRun =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "escape"; readonly codePoint: string };

// Controls but for line feed and tab, what turns the direction of text, and what is drawn as nothing. Joiners, variation
// selectors and narrow spaces stay: emoji and several scripts are written with them.
const joining = /\u200C|\u200D|[\uFE00-\uFE0F]/u.source;
const invisible = new RegExp(
  `(?!\\n|\\t|${joining})[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Cs}\\u2800]`,
  "gu",
);

/** Text that cannot pretend: an invisible character becomes an escape to be shown. Nothing is left out or changed. */
export function visibleText(text: string): TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  for (const match of text.matchAll(invisible)) {
    const [hidden] = match;
    if (match.index > from) runs.push({ kind: "text", text: text.slice(from, match.index) });
    runs.push({ kind: "escape", codePoint: codePointOf(hidden) });
    from = match.index + hidden.length;
  }
  if (from < text.length) runs.push({ kind: "text", text: text.slice(from) });
  return runs;
}

function codePointOf(character: string): string {
  const hexadecimal = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `U+${hexadecimal.padStart(4, "0")}`;
}
