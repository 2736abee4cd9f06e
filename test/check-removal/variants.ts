import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import type { FrankingScheme } from "@openfranking/franking";
import type { Outcome, VectorCase, VectorsFile } from "@openfranking/franking/testing/vectors";
import ts from "typescript";

const sources = fileURLToPath(new URL("../../packages/franking/src/", import.meta.url));
// Inside the project, so that a variant finds the packages on which it depends.
const cache = fileURLToPath(new URL("../../node_modules/.cache/check-removal/", import.meta.url));

/** Vectors of a form of their own, which have a test of this kind beside them. */
const ofOtherThings = /attach-v1/u;

interface Franking {
  readonly allSchemes: readonly FrankingScheme[];
}
interface Vectors {
  runVectors(scheme: FrankingScheme, file: VectorsFile): Outcome[];
}

export function readSource(file: string): string {
  return readFileSync(join(sources, file), "utf8");
}

/** Compiles the package once; a variant differs from it in one file. */
export class Variants {
  readonly #compiled: ReadonlyMap<string, string>;
  readonly #files: readonly VectorsFile[];
  #made = 0;

  constructor() {
    rmSync(cache, { recursive: true, force: true });
    const names = readdirSync(sources, { recursive: true, encoding: "utf8" });
    const isPart = (name: string) =>
      name.endsWith(".ts") &&
      !name.endsWith(".test.ts") &&
      !/testing\/(suite|vector-maker|index)/u.test(name);
    this.#compiled = new Map(names.filter(isPart).map((name) => [name, compiled(readSource(name))]));
    this.#files = names
      .filter((name) => name.endsWith("vectors.json") && !ofOtherThings.test(name))
      .map((name): VectorsFile => JSON.parse(readSource(name)));
  }

  /**
   * The first vector that does not give what it expects with `source` in the place of `file`, or null. Those that expect
   * `code` come first.
   */
  async firstToNotice(file: string, source: string, code: string | null): Promise<string | null> {
    const folder = join(cache, String(this.#made++));
    const replaced = new Map([...this.#compiled, [file, compiled(source)]]);
    for (const [name, text] of replaced) {
      const path = join(folder, name.replace(/\.ts$/u, ".js"));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    writeFileSync(join(folder, "package.json"), manifest);
    const load = (name: string) => import(/* @vite-ignore */ pathToFileURL(join(folder, name)).href);
    const { allSchemes }: Franking = await load("index.js");
    const { runVectors }: Vectors = await load("testing/vectors.js");
    for (const { vectors, it } of this.#casesFor(file, code)) {
      const scheme = allSchemes.find(({ id }) => id === vectors.scheme);
      if (scheme === undefined) throw new Error(`no scheme ${vectors.scheme}`);
      const [outcome] = runVectors(scheme, { ...vectors, cases: [it] });
      if (!isDeepStrictEqual(outcome?.got, outcome?.expected)) return outcome?.name ?? it.name;
    }
    return null;
  }

  dispose(): void {
    rmSync(cache, { recursive: true, force: true });
  }

  /** A scheme's own file is judged by its own vectors alone. */
  #casesFor(file: string, code: string | null): { vectors: VectorsFile; it: VectorCase }[] {
    const own = /^schemes\/([^/]+)\//u.exec(file)?.[1];
    const files = this.#files.filter(({ scheme }) => own === undefined || scheme === own);
    const all = files.flatMap((vectors) => vectors.cases.map((it) => ({ vectors, it })));
    const isFirst = ({ it }: { it: VectorCase }) => JSON.stringify(it.expects) === `{"refused":"${code}"}`;
    return [...all.filter(isFirst), ...all.filter((entry) => !isFirst(entry))];
  }
}

const manifest = JSON.stringify({
  type: "module",
  imports: { "#primitives": "./primitives-node.js" },
});

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
