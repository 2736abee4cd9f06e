import { mkdirSync } from "node:fs";
import { readConfig } from "./config.ts";
import { startAll } from "./start.ts";

const config = readConfig(process.env, process.argv.slice(2));
mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
const starting = startAll(config);

/** What was begun is finished, also where the signal comes before everything is up. */
async function stop(): Promise<void> {
  const running = await starting;
  await running.stop();
}

let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

await starting;
