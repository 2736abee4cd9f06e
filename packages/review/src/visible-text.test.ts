import { describe, expect, test } from "vitest";
import { visibleText } from "./index.ts";

const flat = (text: string) =>
  visibleText(text)
    .map((run) => (run.kind === "text" ? run.text : `[${run.codePoint}]`))
    .join("");

describe("text that is shown to a reviewer", () => {
  test("is itself where everything in it can be seen", () => {
    for (const text of ["hello\n\tworld", "שלום עולם", "مرحبا", "naïve ☕", "👩🏽‍💻❤️👨‍👩‍👧", "1️⃣"]) {
      expect(flat(text)).toBe(text);
    }
  });

  test("shows what turns the direction of text", () => {
    expect(flat("a\u202Eb\u2066c\u200Fd\u061C")).toBe("a[U+202E]b[U+2066]c[U+200F]d[U+061C]");
  });

  test("shows what cannot be seen", () => {
    expect(flat("a\u200Bb\u00ADc\u00A0d\u3164e\uFEFFf\u0000g\u2800h\u{E0041}i\uD800\u200D")).toBe(
      "a[U+200B]b[U+00AD]c[U+00A0]d[U+3164]e[U+FEFF]f[U+0000]g[U+2800]h[U+E0041]i[U+D800][U+200D]",
    );
  });
});
