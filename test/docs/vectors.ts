import { readFileSync } from "node:fs";
import { unhex } from "@openfranking/franking";
import type { VectorCase, VectorsFile } from "@openfranking/franking/testing/vectors";

export const project = new URL("../../", import.meta.url);

export function vectorsOf(scheme: string): VectorsFile {
  const file = new URL(`packages/franking/src/schemes/${scheme}/vectors.json`, project);
  return JSON.parse(readFileSync(file, "utf8"));
}

export function caseNamed(scheme: string, role: VectorCase["role"], name: string): VectorCase {
  const found = vectorsOf(scheme).cases.find((it) => it.role === role && it.name === name);
  if (found === undefined) throw new Error(`no case "${role}: ${name}" in the vectors of ${scheme}`);
  return found;
}

/** The answer of a case of which the answer is bytes. */
export function bytesOfCase(scheme: string, role: VectorCase["role"], name: string): Uint8Array {
  return unhex(String(caseNamed(scheme, role, name).expects));
}

/** What each code refuses, by the shared vectors: one row a code, in the order in which they first occur. */
export function refusalTable(
  scheme: string,
  role: "receive" | "judge" | "disclose" | "frank" | "stamp",
): string {
  const names = new Map<string, string[]>();
  for (const { expects, name, role: of } of vectorsOf(scheme).cases) {
    if (of !== role || typeof expects !== "object" || expects === null || !("refused" in expects)) continue;
    const code = String(expects.refused);
    names.set(code, [...(names.get(code) ?? []), name.replace(/,? (?:is|are) (?:refused|not .*)$/u, "")]);
  }
  const rows = [...names].map(([code, cases]) => `| \`${code}\` | ${cases.join("; ")} |`);
  return ["| code | cases |", "|---|---|", ...rows].join("\n");
}
