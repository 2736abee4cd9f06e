import { Notice } from "@openfranking/ui";
import type { ReactNode } from "react";
import type { Texts } from "../text/en.ts";
import { useTexts } from "../text/use-texts.ts";

/** What went wrong, and what to do. Nothing where nothing did. */
export function Problem({ error }: { error: Error | null }): ReactNode {
  const { problem } = useTexts();
  if (error === null) return null;
  return (
    <Notice tone="bad" isAlert>
      <p>{adviceOn(error, problem)}</p>
    </Notice>
  );
}

function adviceOn(error: Error, texts: Texts["problem"]): string {
  const code = "code" in error ? error.code : null;
  return isTold(code, texts) ? texts[code] : texts.other;
}

function isTold(code: unknown, texts: Texts["problem"]): code is keyof Texts["problem"] {
  return typeof code === "string" && Object.hasOwn(texts, code);
}
