import type { Content, Field } from "./model.ts";

/** Longer messages are quoted by their beginning. */
const quoteLength = 280;

export function fieldOf(content: Content, path: string): Field[1] | null {
  return content.fields.find(([name]) => name === path)?.[1] ?? null;
}

export function textOf(content: Content, path = "text"): string | null {
  const value = fieldOf(content, path);
  return typeof value === "string" ? value : null;
}

/** What a reply quotes of a message. */
export function quoteOf(content: Content): string {
  const text = textOf(content) ?? "";
  return [...text].slice(0, quoteLength).join("");
}
