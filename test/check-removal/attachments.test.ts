import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removalsOf } from "./checks.ts";
import { readSource } from "./variants.ts";

// Each check of attach-v1 is taken out in turn, as test/check-removal.test.ts takes out those of messages.
const scheme = "schemes/attach-v1";
const files = ["cobblestone.ts", "commitment.ts", "disclosure.ts", "open.ts", "seal.ts"].map(
  (name) => `${scheme}/${name}`,
);

interface Vectors {
  readonly cases: readonly { readonly name: string; readonly expects: unknown }[];
}
interface Outcome {
  readonly name: string;
  readonly expected: unknown;
  readonly got: unknown;
}

const sources = fileURLToPath(new URL("../../packages/franking/src/", import.meta.url));
// Inside the project, so that a variant finds the packages on which it depends.
const cache = fileURLToPath(new URL("../../node_modules/.cache/check-removal-attachments/", import.meta.url));
const vectors: Vectors = JSON.parse(readSource(`${scheme}/vectors.json`));
let whole: ReadonlyMap<string, string>;
let made = 0;

beforeAll(() => {
  rmSync(cache, { recursive: true, force: true });
  const isPart = (name: string) =>
    /^(?:[a-z0-9-]+\.ts|testing\/[a-z-]+\.ts|schemes\/attach-v1\/.*\.ts)$/u.test(name) &&
    !/\.test\.ts$/u.test(name);
  const names = readdirSync(sources, { recursive: true, encoding: "utf8" }).filter(isPart);
  whole = new Map(names.map((name) => [name, compiled(readSource(name))]));
});

afterAll(() => {
  rmSync(cache, { recursive: true, force: true });
});

const removals = files.flatMap((file) =>
  removalsOf(file, readSource(file)).map((removal) => ({ file, ...removal })),
);

test("every vector gives what it expects while all checks are there", async () => {
  expect(await firstToNotice(files[0] ?? "", readSource(files[0] ?? ""), null)).toBeNull();
});

for (const { file, source, name, code } of removals) {
  test(`a vector notices the loss of ${name}`, async () => {
    expect(await firstToNotice(file, source, code)).not.toBeNull();
  });
}

/** The first vector that comes out otherwise with `source` in the place of `file`. Those that expect `code` come first. */
async function firstToNotice(file: string, source: string, code: string | null): Promise<string | null> {
  const folder = join(cache, String(made++));
  for (const [name, text] of new Map([...whole, [file, compiled(source)]])) {
    const path = join(folder, name.replace(/\.ts$/u, ".js"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  writeFileSync(join(folder, "package.json"), manifest);
  const runner = pathToFileURL(join(folder, "testing/attachment-vectors.js")).href;
  const { runAttachmentVectors }: { runAttachmentVectors(of: Vectors): Promise<Outcome[]> } = await import(
    /* @vite-ignore */ runner
  );
  const isFirst = ({ expects }: Vectors["cases"][number]) =>
    JSON.stringify(expects).includes(`"refused":"${code}"`);
  const ordered = [...vectors.cases.filter(isFirst), ...vectors.cases.filter((it) => !isFirst(it))];
  for (const it of ordered) {
    const [outcome] = await runAttachmentVectors({ ...vectors, cases: [it] });
    if (!isDeepStrictEqual(outcome?.got, outcome?.expected)) return it.name;
  }
  return null;
}

const manifest = JSON.stringify({ type: "module", imports: { "#primitives": "./primitives-node.js" } });

function compiled(source: string): string {
  return ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  }).outputText;
}
