import { readdirSync, readFileSync } from "node:fs";
import { project } from "./vectors.ts";

/** A label as the code writes it: complete, or with a part that is filled in. */
export interface LabelInCode {
  readonly label: string;
  readonly file: string;
  readonly pattern: RegExp;
}

const inCode = /(["`])(openfranking [^"`]* v\d+)\1/gu;
const onPage = /openfranking [a-z][a-z0-9-]*(?: [a-z0-9-]+)* v\d+/gu;

/** Every label in the sources of packages and apps, tests and test kits excluded. */
export function labelsInCode(): LabelInCode[] {
  return ["packages", "apps"].flatMap((root) =>
    sourcesUnder(root).flatMap((file) =>
      [...readFileSync(new URL(file, project), "utf8").matchAll(inCode)].map(([, , label = ""]) => ({
        label,
        file,
        pattern: new RegExp(`^${label.replace(/\$\{[^}]*\}/gu, "[a-z0-9-]+")}$`, "u"),
      })),
    ),
  );
}

export function sourcesUnder(root: string): string[] {
  return readdirSync(new URL(root, project), { recursive: true, encoding: "utf8" })
    .map((name) => `${root}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /^[^/]+\/[^/]+\/src\/.*\.tsx?$/u.test(name))
    .filter((name) => !/\.test\.tsx?$|\/testing\/|\/node_modules\//u.test(name));
}

export function labelsOn(page: string): Set<string> {
  return new Set([...page.matchAll(onPage)].map(([label]) => label));
}

/** Every label with the pages of the specification that use it. */
export function labelTable(pages: ReadonlyMap<string, string>): string {
  const places = new Map<string, string[]>();
  for (const [name, text] of pages) {
    for (const label of labelsOn(text)) places.set(label, [...(places.get(label) ?? []), name]);
  }
  const rows = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, names]) => `| \`${label}\` | ${names.map((name) => `[${name}](${name})`).join(", ")} |`);
  return ["| label | pages |", "|---|---|", ...rows].join("\n");
}
