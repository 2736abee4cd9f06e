import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root: string = fileURLToPath(new URL("../../", import.meta.url));
/** Libraries for others. What the rest of the workspace is made of serves the two services. */
export const libraries = ["franking", "protocol", "client"] as const;

/** What it wrote to both outputs; where it fails, the error says it. */
function run(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  // npm and the test runner tell what they start where the repository is and that it is under test.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV)/u.test(name));
  const env = Object.fromEntries(inherited);
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, env, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      const output = stdout + stderr;
      if (error === null) resolve(output);
      else reject(new Error(`${command} ${args.join(" ")}\n${output}`, { cause: error }));
    });
  });
}

/** Runs a tool of the repository. */
export function runTool(cwd: string, tool: string, ...args: readonly string[]): Promise<string> {
  return run(cwd, join(root, "node_modules/.bin", tool), ...args);
}

/** A project of someone else, who has nothing of the repository but the packages. */
export class Consumer {
  readonly folder: string = mkdtempSync(join(tmpdir(), "openfranking-consumer-"));
  /** Packs the packages as they would be published, and installs them with what their test kits ask for. */
  async install(): Promise<void> {
    const workspaces = libraries.flatMap((name) => ["-w", `packages/${name}`]);
    await run(root, "npm", "pack", "--pack-destination", this.folder, ...workspaces);
    this.write("package.json", JSON.stringify({ private: true, type: "module" }));
    await run(
      this.folder,
      "npm",
      ...["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"],
      ...[...libraries.map((name) => this.tarball(name)), ...testRunners()],
    );
  }

  tarball(name: string): string {
    const file = readdirSync(this.folder).find((found) => found.startsWith(`openfranking-${name}-`));
    if (file === undefined) throw new Error(`${name} was not packed`);
    return join(this.folder, file);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  run(command: string, ...args: readonly string[]): Promise<string> {
    return run(this.folder, command, ...args);
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The first example of a package's page. */
export function example(name: string): string {
  const page = readFileSync(join(root, "packages", name, "README.md"), "utf8");
  const code = /^```[jt]s\n(.*?)^```$/msu.exec(page)?.[1];
  if (code === undefined) throw new Error(`the page of ${name} has no example`);
  return code;
}

/** Of the versions that the repository has, so that they are in the cache. */
function testRunners(): string[] {
  const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  return ["vitest", "fast-check"].map((name) => `${name}@${devDependencies[name]}`);
}
