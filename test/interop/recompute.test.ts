import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { allSchemes } from "@openfranking/franking";
import type { VectorsFile } from "@openfranking/franking/testing/vectors";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

interface Recomputed {
  readonly code: number;
  readonly lines: readonly string[];
}

function recompute(...files: string[]): Promise<Recomputed> {
  return new Promise((done) => {
    execFile(
      "python3",
      ["test/interop/recompute.py", ...files],
      { cwd: root, maxBuffer: 1 << 24, env: { ...process.env, PYTHONIOENCODING: "utf-8", PYTHONUTF8: "1" } },
      (error, stdout) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        done({ code, lines: stdout.trimEnd().split("\n") });
      },
    );
  });
}

async function vectorsOf(suite: string): Promise<VectorsFile> {
  const path = join(root, `packages/franking/src/schemes/${suite}/vectors.json`);
  return JSON.parse(await readFile(path, "utf8"));
}

/** With one text of the file replaced where it first stands. */
async function recomputeChanged(from: string, to: string): Promise<Recomputed> {
  const directory = await mkdtemp(join(tmpdir(), "recompute-"));
  try {
    const text = JSON.stringify(await vectorsOf("merkle-v1"));
    expect(text).toContain(from);
    const changed = join(directory, "vectors.json");
    await writeFile(changed, text.replace(from, to));
    return await recompute(changed);
  } finally {
    await rm(directory, { recursive: true });
  }
}

const differing = (lines: readonly string[]) => lines.filter((line) => line.startsWith("DIFFERS"));

describe("an implementation made from the pages alone", () => {
  it("computes what the pages and the vectors say, and leaves no case out", async () => {
    const { code, lines } = await recompute();
    expect(differing(lines)).toEqual([]);
    const computed = new Set(lines);
    for (const { id } of allSchemes) {
      const { cases } = await vectorsOf(id);
      const missing = cases.filter(({ role, name }) => !computed.has(`ok ${id}: ${role}: ${name}`));
      expect(missing).toEqual([]);
    }
    const [, values, codes] =
      /^(\d+) values and (\d+) codes recomputed, 0 differ$/u.exec(lines.at(-1) ?? "") ?? [];
    expect(Number(values)).toBeGreaterThanOrEqual(1200);
    expect(Number(codes)).toBeGreaterThanOrEqual(500);
    expect(code).toBe(0);
  }, 60_000);

  it("sees one turned bit in a value", async () => {
    const { cases } = await vectorsOf("merkle-v1");
    const root = cases[0]?.intermediates?.root ?? "";
    const { code, lines } = await recomputeChanged(root, (root.startsWith("0") ? "1" : "0") + root.slice(1));
    expect(differing(lines)).toEqual([
      "DIFFERS merkle-v1: frank: the first vector is committed to: intermediates",
    ]);
    expect(lines.at(-1)).toMatch(/ recomputed, 1 differ$/u);
    expect(code).toBe(1);
  }, 60_000);

  it("sees a refusal with another code", async () => {
    const { code, lines } = await recomputeChanged('{"refused":"must-open"}', '{"refused":"leaf"}');
    expect(differing(lines)).toEqual([
      "DIFFERS merkle-v1: judge: an opening that hides who is quoted is refused (refused with must-open, not leaf)",
    ]);
    expect(code).toBe(1);
  }, 60_000);
});
