import { readFileSync } from "node:fs";
import { schemes, unhex } from "@openfranking/franking";
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

/** What each code refuses, by the shared vectors of one fault: one row a code, in the order in which they first occur. */
export function refusalTable(
  scheme: string,
  role: "receive" | "judge" | "disclose" | "frank" | "stamp",
): string {
  const names = new Map<string, string[]>();
  for (const { expects, name, origin, role: of } of vectorsOf(scheme).cases) {
    const isOfOrder = origin.endsWith(", order");
    if (
      of !== role ||
      isOfOrder ||
      typeof expects !== "object" ||
      expects === null ||
      !("refused" in expects)
    )
      continue;
    const code = String(expects.refused);
    names.set(code, [...(names.get(code) ?? []), name.replace(/,? (?:is|are) (?:refused|not .*)$/u, "")]);
  }
  const rows = [...names].map(([code, cases]) => `| \`${code}\` | ${cases.join("; ")} |`);
  return ["| code | cases |", "|---|---|", ...rows].join("\n");
}

const shown: readonly (readonly [VectorCase["role"], string])[] = [
  ["receive", "a stamp for another epoch than the channel's is refused"],
  ["disclose", "no field is not opened"],
  ["judge", "a reporter to whom the message was not addressed is refused"],
  ["judge", "a stamp over another epoch is refused"],
];

export function vectorCases(): string {
  const lines = shown.map(([role, name]) => JSON.stringify(caseNamed("merkle-v1", role, name)));
  return ["```json", ...lines, "```"].join("\n");
}

export function vectorCounts(): string {
  const files = schemes.map(({ id }) => vectorsOf(id));
  const rows = roles.map(
    (role) => `| \`${role}\` | ${files.map((file) => countOf(file, role)).join(" | ")} |`,
  );
  const names = files.map(({ scheme }) => `\`${scheme}\``).join(" | ");
  return [`| role | ${names} |`, `|---|${"---|".repeat(files.length)}`, ...rows].join("\n");
}

const roles: readonly VectorCase["role"][] = ["frank", "stamp", "receive", "disclose", "judge"];

function countOf({ cases }: VectorsFile, role: VectorCase["role"]): string {
  const refusals = cases.filter((it) => it.role === role).map(isRefused);
  const refused = refusals.filter(Boolean).length;
  return `${refusals.length - refused} + ${refused}`;
}

function isRefused({ expects }: VectorCase): boolean {
  return typeof expects === "object" && expects !== null && "refused" in expects;
}
