import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

function recompute(...files: string[]): Promise<{ code: number; lines: string[] }> {
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

describe("an implementation made from the pages alone", () => {
  it("computes what the vectors say", async () => {
    const { code, lines } = await recompute();
    expect(lines.filter((line) => line.startsWith("DIFFERS"))).toEqual([]);
    const last = lines.at(-1) ?? "";
    expect(last).toMatch(/^\d+ recomputed, 0 differ$/);
    expect(Number.parseInt(last, 10)).toBeGreaterThanOrEqual(800);
    expect(code).toBe(0);
  }, 60_000);

  it("sees one turned bit in a vector", async () => {
    const directory = await mkdtemp(join(tmpdir(), "recompute-"));
    try {
      const text = await readFile(join(root, "packages/franking/src/schemes/merkle-v1/vectors.json"), "utf8");
      const file = JSON.parse(text);
      const commitment: string = file.cases[0].expects.commitment;
      file.cases[0].expects.commitment = (commitment[0] === "0" ? "1" : "0") + commitment.slice(1);
      const turned = join(directory, "vectors.json");
      await writeFile(turned, JSON.stringify(file));
      const { code, lines } = await recompute(turned);
      expect(lines.filter((line) => line.startsWith("DIFFERS"))).toHaveLength(1);
      expect(lines.at(-1)).toMatch(/^\d+ recomputed, 1 differ$/);
      expect(code).toBe(1);
    } finally {
      await rm(directory, { recursive: true });
    }
  }, 60_000);
});
