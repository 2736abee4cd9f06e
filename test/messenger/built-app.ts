import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

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
    await build({ root: app, configFile: join(app, "vite.config.ts"), logLevel: "error" });
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
