import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../", import.meta.url));

/** The folder of a built web app. The set-up that `npm start` runs builds it again where any of its sources is newer. */
export async function builtApp(app: "console" | "messenger"): Promise<string> {
  // The runner's own NODE_ENV would make a development build.
  const env = { ...process.env, NODE_ENV: "production" };
  await run(process.execPath, [".ci/setup.mjs", "--apps"], { cwd: root, env });
  return `${root}apps/${app}/dist`;
}
