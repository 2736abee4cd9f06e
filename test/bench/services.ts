import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Started, Used } from "./server.ts";

export interface Services extends Started {
  /** What the services keep is below it. */
  readonly directory: string;
  /** Microseconds of CPU time that the services' process takes for what `work` asks of it. */
  costOf(work: () => Promise<void>): Promise<number>;
  close(): Promise<void>;
}

const program = fileURLToPath(new URL("./server.ts", import.meta.url));

/** On SQLite files in a new directory, which `close` removes. */
export async function startServices(): Promise<Services> {
  const directory = mkdtempSync(join(tmpdir(), "openfranking-bench-"));
  const child = fork(program, [directory], {
    execArgv: ["--conditions=@openfranking/source", "--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const started = await told<Started>(child);
  const used = async () => {
    const answer = told<Used>(child);
    child.send("use");
    return (await answer).micros;
  };
  return {
    ...started,
    directory,
    async costOf(work) {
      const before = await used();
      await work();
      return (await used()) - before;
    },
    async close() {
      child.disconnect();
      await once(child, "exit");
      rmSync(directory, { recursive: true });
    },
  };
}

async function told<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, "message");
  return message;
}
