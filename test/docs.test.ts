import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fieldPaths, refusalCodes } from "@openfranking/franking";
import { describe, expect, test } from "vitest";
import { labelsInCode, labelsOn, sourcesUnder } from "./docs/labels.ts";
import { generated, pages } from "./docs/pages.ts";
import { project } from "./docs/vectors.ts";

const texts = pages();
const read = (path: string) => readFileSync(new URL(path, project), "utf8");
/** A scheme's page says what docs/spec does not. */
const schemePages = readdirSync(new URL("packages/franking/src/schemes/", project), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `packages/franking/src/schemes/${name}/README.md`);
const specification: readonly (readonly [string, string])[] = [
  ...[...texts].filter(([path]) => path.startsWith("docs/spec/")),
  ...schemePages.map((path) => [path, read(path)] as const),
];

test("the committed pages are what the generator makes of them", async () => {
  for (const [path, text] of await generated()) {
    expect(existsSync(new URL(path, project)) ? read(path) : null, `${path}: run npm run docs`).toBe(text);
  }
});

describe("the specification", () => {
  const labels = new Set(specification.flatMap(([, text]) => [...labelsOn(text)]));
  const all = specification.map(([, text]) => text).join("\n");

  test("has every label of the code", () => {
    const missing = labelsInCode().filter(({ pattern }) => ![...labels].some((label) => pattern.test(label)));
    expect(missing.map(({ file, label }) => `${label} (${file})`)).toEqual([]);
  });

  test("has no label that the code has not", () => {
    const known = labelsInCode();
    expect([...labels].filter((label) => !known.some(({ pattern }) => pattern.test(label)))).toEqual([]);
  });

  test("has every path of a message and every code of a refusal", () => {
    const said = (word: string) => all.includes(`\`${word}\``);
    expect([...fieldPaths, ...refusalCodes].filter((word) => !said(word))).toEqual([]);
  });
});

test.each([...texts.keys(), ...schemePages, "README.md"])("every link of %s leads somewhere", (path) => {
  const text = texts.get(path) ?? read(path);
  const targets = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/gu)].map(([, target = ""]) => target);
  const broken = targets.filter((target) => {
    const [file = "", anchor] = target.split("#");
    const url = new URL(file === "" ? path : file, new URL(path, project));
    const whole = file === "" ? new URL(path, project) : url;
    if (!existsSync(whole)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(whole, "utf8")).has(anchor);
  });
  expect(broken).toEqual([]);
});

/** GitHub's anchors of headings. */
function anchorsOf(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#{1,6} (.+)$/gmu)].map(([, heading = ""]) => heading);
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replace(/\s/gu, "-");
  return new Set(headings.map(anchor));
}

test("every page that the code names is there", () => {
  const named = ["packages", "apps"]
    .flatMap(sourcesUnder)
    .flatMap((file) => [...read(file).matchAll(/docs\/[a-z/-]+\.md/gu)].map(([page]) => ({ file, page })));
  expect(named.filter(({ page }) => !texts.has(page))).toEqual([]);
});

test("every test that the threat model names is there", () => {
  const rows = read("docs/threat-model.md").matchAll(/`((?:packages|apps|test)\/[^`]+\.ts)`: “([^”]+)”/gu);
  const missing = [...rows].filter(([, file = "", sentence = ""]) => {
    return !existsSync(new URL(file, project)) || !read(file).includes(sentence);
  });
  expect(missing.map(([row]) => row)).toEqual([]);
});
