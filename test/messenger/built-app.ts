import { execFile } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const app = fileURLToPath(new URL("../../apps/messenger/", import.meta.url));
const packages = fileURLToPath(new URL("../../packages/", import.meta.url));

/** The folder of the built messenger, built again where any of its sources is newer. */
export async function builtMessenger(): Promise<string> {
  const built = join(app, "dist");
  const sources = ["franking", "protocol", "client"].map((name) => join(packages, name, "src"));
  const newest = await Promise.all([join(app, "src"), ...sources].map(newestIn));
  const pages = [join(app, "index.html"), join(app, "vite.config.ts"), join(app, "package.json")];
  const changedAt = Math.max(...newest, ...(await Promise.all(pages.map(changeOf))));
  if ((await changeOf(join(built, "index.html"))) < changedAt) {
    // In a process of its own: the runner's NODE_ENV would make a development build.
    const env = { ...process.env, NODE_ENV: "production" };
    await run("npx", ["vite", "build", "--logLevel", "error"], { cwd: app, env });
  }
  return built;
}

async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true });
  const changes = await Promise.all(entries.map((entry) => changeOf(join(folder, entry))));
  return Math.max(0, ...changes);
}

async function changeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch {
    return 0;
  }
}
