import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundleForBrowsers } from "./bundle.ts";
import { Consumer, example, libraries, runTool } from "./packages.ts";
import { reportFolder, writeReports } from "./reports.ts";

const outside = (file: string) => readFileSync(join(import.meta.dirname, "outside", file), "utf8");
const verdict = "verified alice 1 [ [ 'text', 'I know where you live' ] ]\n";

const consumer = new Consumer();

beforeAll(async () => {
  await consumer.install();
});

afterAll(() => {
  consumer.dispose();
});

describe("who has installed the packages", () => {
  test("franks, stamps, receives and judges under Node, as the page of the package says", async () => {
    consumer.write("message.mjs", example("franking"));
    expect(await consumer.run("node", "message.mjs")).toBe(verdict);
  });

  test("does the same in a bundle for browsers, with nothing of Node's in it", async () => {
    consumer.write("page.js", example("franking"));
    const { code, modules, builtins } = await bundleForBrowsers(consumer.folder, "page.js");
    const own = modules.filter((id) => id.includes("primitives")).map((id) => id.replace(/^.*\//u, ""));
    expect(own).toEqual(["primitives-noble.js"]);
    expect(builtins).toEqual([]);
    expect(code).not.toMatch(/^import|\brequire\(/mu);
    consumer.write("bundle.mjs", code);
    expect(await consumer.run("node", "bundle.mjs")).toBe(verdict);
  });

  test("bundles the client for browsers, where Node's modules are asked for only in the absence of Web Crypto", async () => {
    consumer.write("client.js", example("client"));
    const { modules, builtins } = await bundleForBrowsers(consumer.folder, "client.js");
    expect(modules.filter((id) => /primitives-node|better-sqlite3|\/vitest\//u.test(id))).toEqual([]);
    const guarded = /^(@hpke\/common|mlkem)\//u;
    expect(builtins.filter((asked) => !guarded.test(asked))).toEqual([]);
  });

  test.each(["nodenext", "bundler"])("has types that hold under moduleResolution %s", async (resolution) => {
    for (const name of libraries) consumer.write(`${name}.ts`, example(name));
    consumer.write("types.ts", outside("types.ts"));
    const module = resolution === "bundler" ? "esnext" : resolution;
    const lib = ["es2023", "esnext.disposable", "dom"];
    const forBrowsers = {
      target: "es2023",
      lib,
      types: [],
      skipDefaultLibCheck: true,
      module,
      moduleResolution: resolution,
    };
    const compilerOptions = { strict: true, noEmit: true, ...forBrowsers };
    const files = ["types.ts", ...libraries.map((name) => `${name}.ts`)];
    consumer.write("tsconfig.json", JSON.stringify({ compilerOptions, files }));
    expect(await runTool(consumer.folder, "tsc")).toBe("");
  });

  test("runs the suites of schemes and channels, and they pass", async () => {
    consumer.write("suites.test.ts", outside("suites.ts"));
    const report = await consumer.run("npx", "vitest", "run", "suites.test.ts", "--reporter=json");
    const { numPassedTests, numTotalTests } = JSON.parse(report);
    expect(numTotalTests).toBeGreaterThan(300);
    expect(numPassedTests).toBe(numTotalTests);
  });

  test("is told by the suite that a scheme of theirs believes too much", async () => {
    consumer.write("credulous.test.ts", outside("credulous.ts"));
    const running = consumer.run("npx", "vitest", "run", "credulous.test.ts", "-t", "addressed");
    await expect(running).rejects.toThrow("addressed to another account is refused");
  });
});

describe.each(libraries)("the packed %s", (name) => {
  test("has nothing in which publint or arethetypeswrong find a fault", async () => {
    const tarball = Uint8Array.from(readFileSync(consumer.tarball(name)));
    const { messages } = await publint({ strict: true, pack: { tarball: tarball.buffer } });
    expect(messages).toEqual([]);
    const analysis = await checkPackage(createPackageFromTarballData(tarball));
    expect(analysis.types).toMatchObject({ kind: "included" });
    // Resolution before there were `exports`, and `require` of what is an ES module.
    const given = (problem: object) =>
      !("resolutionKind" in problem && /node10|node16-cjs/u.test(`${problem.resolutionKind}`));
    expect("problems" in analysis ? analysis.problems.filter(given) : null).toEqual([]);
  });

  test("has its licence and its page, and no test of its own", () => {
    const installed = join(consumer.folder, "node_modules/@openfranking", name);
    const all = readdirSync(installed, { recursive: true, encoding: "utf8" });
    const files = all.filter((file) => !file.startsWith("node_modules"));
    expect(files).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    expect(files.filter((file) => /\.test\.|tsbuildinfo|(?<!\.d)\.ts$/u.test(file))).toEqual([]);
  });

  test("exports what its report in docs/api says: npm run api", () => {
    const made = join(consumer.folder, "api");
    expect(writeReports(name, made)).toEqual([]);
    const read = (folder: string) =>
      Object.fromEntries(
        readdirSync(folder)
          .filter((file) => file.startsWith(name))
          .map((file) => [file, readFileSync(join(folder, file), "utf8")]),
      );
    expect(read(made)).toEqual(read(reportFolder));
  });
});
