import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startWorld, type World, type WorldOptions } from "@openfranking/testbed";
import { serveWebApp, type WebApp } from "../apps/services/src/web-app.ts";

type App = "console" | "messenger";

export interface AppWorld extends World {
  /** By name: WebAuthn refuses addresses. */
  readonly origin: string;
  /** Serves the app as `npm start` does, until the world is closed. */
  serve(setting: Pick<WebApp, "config" | "connects">): Promise<void>;
}

/** A world whose services may be called by an app that is built as `npm start` builds it. */
export async function startAppWorld(app: App, options: Pick<WorldOptions, "clock"> = {}): Promise<AppWorld> {
  const root = await builtApp(app);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const directory = mkdtempSync(join(tmpdir(), `openfranking-${app}-`));
  const world = await startWorld({ directory, appOrigin: origin, ...options });
  let stop = async () => {};
  return {
    ...world,
    origin,
    async serve(setting) {
      ({ close: stop } = await serveWebApp({ root, port, ...setting }));
    },
    async close() {
      await stop();
      await world.close();
      rmSync(directory, { recursive: true });
    },
  };
}

/** The services have to know the app's origin before it is served, and it theirs. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a TCP server has a port");
  return address.port;
}

const run = promisify(execFile);
const project = fileURLToPath(new URL("../", import.meta.url));

/** The folder of a built web app. The set-up that `npm start` runs builds it again where any of its sources is newer. */
async function builtApp(app: App): Promise<string> {
  // The runner's own NODE_ENV would make a development build.
  const env = { ...process.env, NODE_ENV: "production" };
  await run(process.execPath, [".ci/setup.mjs", "--apps"], { cwd: project, env });
  return `${project}apps/${app}/dist`;
}
