import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Order, Setup, Told } from "./relay-process-node.ts";

export interface RelayProcess {
  readonly url: string;
  /** Writes a snapshot of its heap to the file. */
  snapshot(file: string): Promise<void>;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
}

const program = fileURLToPath(new URL("./relay-process-node.ts", import.meta.url));

export async function forkRelay(setup: Setup): Promise<RelayProcess> {
  const child = fork(program, [JSON.stringify(setup)], {
    execArgv: ["--conditions=@openfranking/source", "--import", "tsx"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const started = await told(child);
  if (!("url" in started)) throw new Error("unreachable: the URL comes first");
  return {
    url: started.url,
    async snapshot(file) {
      const done = told(child);
      child.send({ snapshot: file } satisfies Order);
      await done;
    },
    async kill() {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}

function told(child: ChildProcess): Promise<Told> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("the relay's process ended"));
    child.once("exit", ended);
    child.once("message", (message: Told) => {
      child.off("exit", ended);
      resolve(message);
    });
  });
}
