import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

export const howToInstall =
  "Chromium not found. Install it (Debian: apt-get install -y chromium) or set CHROMIUM_PATH to its executable.";

/** @returns {string | undefined} the path of a Chromium or Chrome executable */
export function findChromium() {
  const fromEnv = process.env.CHROMIUM_PATH;
  if (fromEnv !== undefined && fromEnv !== "") return existsSync(fromEnv) ? fromEnv : undefined;
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((dir) => ["chromium", "chromium-browser", "google-chrome"].map((name) => join(dir, name)));
  return ["/usr/bin/chromium", "/usr/bin/google-chrome", ...onPath].find((path) => existsSync(path));
}
