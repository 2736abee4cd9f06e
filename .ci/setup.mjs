// Prepares a clone for the other scripts, and does nothing when nothing is missing.
//   node .ci/setup.mjs [--apps] [--chromium]
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findChromium, howToInstall } from "./chromium.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

if (!isInstalled()) run("npm", ["ci", "--no-audit", "--no-fund"]);
if (process.argv.includes("--apps")) for (const app of ["messenger", "console"]) ensureBuilt(app);
if (process.argv.includes("--chromium")) ensureChromium();

function isInstalled() {
  if (!existsSync("node_modules/.package-lock.json")) return false;
  const wanted = versions("package-lock.json");
  const installed = versions("node_modules/.package-lock.json");
  for (const [path, { version, optional }] of wanted) {
    // npm leaves out the optional packages of other platforms.
    if (installed.get(path)?.version !== version && !(optional && !installed.has(path))) return false;
  }
  return [...installed.keys()].every((path) => wanted.has(path));
}

/**
 * Path in node_modules -> version, or the target of a link to a workspace.
 * @param {string} lockfile
 */
function versions(lockfile) {
  /** @type {{ packages: Record<string, { version?: string, resolved?: string, optional?: boolean }> }} */
  const { packages } = JSON.parse(readFileSync(lockfile, "utf8"));
  return new Map(
    Object.entries(packages)
      .filter(([path]) => path.includes("node_modules/"))
      .map(([path, entry]) => [
        path,
        { version: entry.version ?? entry.resolved, optional: entry.optional === true },
      ]),
  );
}

/**
 * Builds a web app when any source that it may be made of is newer.
 * @param {string} app
 */
function ensureBuilt(app) {
  const built = `apps/${app}/dist/index.html`;
  const packages = readdirSync("packages").map((name) => `packages/${name}/src`);
  const newest = Math.max(
    ...[`apps/${app}/src`, `apps/${app}/index.html`, "package-lock.json", ...packages].map(newestIn),
  );
  if (!existsSync(built) || statSync(built).mtimeMs < newest)
    run("npm", ["run", "build", "-w", `apps/${app}`]);
}

/**
 * @param {string} path
 * @returns {number} when the newest file at or below the path was changed
 */
function newestIn(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(`${path}/${name}`)));
}

function ensureChromium() {
  if (findChromium() !== undefined) return;
  const isChosen = (process.env.CHROMIUM_PATH ?? "") !== "";
  if (!isChosen && process.getuid?.() === 0 && existsSync("/etc/debian_version")) {
    try {
      run("apt-get", ["update"]);
      run("apt-get", ["install", "-y", "chromium"]);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  }
  if (findChromium() === undefined) {
    console.error(howToInstall);
    process.exit(1);
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function run(command, args) {
  console.log(`> ${command} ${args.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"], env });
}
