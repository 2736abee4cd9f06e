/** A run of text as it is, or one character that cannot be seen, by its code point. */
export type TextRun =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "escape"; readonly codePoint: string };

// Within an emoji a joiner and a variation selector are what makes it one.
const withinEmoji =
  /(?<=\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D(?=\p{Extended_Pictographic})|(?<=\p{Emoji})\uFE0F/u
    .source;

// Controls but for line feed and tab, format characters (the bidirectional controls among them), every space but the common
// one, what Unicode has browsers ignore, what is drawn as nothing, and what is no character.
const invisible =
  /(?![\n\t ])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}\p{Default_Ignorable_Code_Point}\p{Cs}\p{Co}\p{Cn}\u2800]/u
    .source;

const pattern = new RegExp(`${withinEmoji}|(${invisible})`, "gu");

/**
 * Text that cannot pretend: whatever is invisible, or turns the direction of what follows, becomes an escape to be shown as
 * one. Nothing is left out, and nothing is changed.
 */
export function visibleText(text: string): TextRun[] {
  const runs: TextRun[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const hidden = match[1];
    if (hidden === undefined) continue;
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
