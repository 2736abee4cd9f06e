import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "@openfranking/database/testing";
import { afterEach, expect, test } from "vitest";
import { filesBelow, filesWith } from "./demo/files.ts";

const running = new Set<ChildProcess>();

afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

interface Started {
  readonly child: ChildProcess;
  readonly ports: Readonly<
    Record<"RELAY_PORT" | "MODERATION_PORT" | "MESSENGER_PORT" | "CONSOLE_PORT", number>
  >;
  readonly output: () => string;
}

/** What `npm start` runs, after its set-up. Resolves once it says that everything is up. */
async function start(
  dataDir: string,
  extra: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
): Promise<Started> {
  const ports = {
    RELAY_PORT: await freePort(),
    MODERATION_PORT: await freePort(),
    MESSENGER_PORT: await freePort(),
    CONSOLE_PORT: await freePort(),
  };
  const named = Object.entries(ports).map(([name, port]) => [name, String(port)]);
  const env = { ...process.env, ...Object.fromEntries(named), DATA_DIR: dataDir, ...extra };
  const script = [
    "--import",
    "tsx",
    "--conditions=@openfranking/source",
    "apps/services/src/main.ts",
    ...args,
  ];
  const child = spawn(process.execPath, script, { env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let output = "";
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (output += String(chunk)));
  await until(() => output.includes("Ctrl-C") || child.exitCode !== null);
  if (child.exitCode !== null) throw new Error(output);
  return { child, ports, output: () => output };
}

function stop({ child }: Started, signal: NodeJS.Signals): Promise<number | null> {
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill(signal);
  });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

function directory(): string {
  return join(mkdtempSync(join(tmpdir(), "openfranking-services-")), "data");
}

/** What the people of the small world write to one another. */
const written = ["The lanterns are here", "I know which way you walk home", "after I asked him to stop"];

test("starts with a world in which nobody's words stand in any file, stops on SIGINT, and finds everything again", async () => {
  const dataDir = directory();
  const first = await start(dataDir);
  const link = /http:\/\/localhost:\d+\/enrol#[\w-]{43}/u;
  expect(first.output()).toMatch(link);
  for (const port of Object.values(first.ports)) {
    expect(await (await fetch(`http://localhost:${port}/healthz`)).text()).toBe("ok\n");
  }
  expect(await stop(first, "SIGINT")).toBe(0);

  const files = filesBelow(dataDir);
  expect(filesWith(written, files)).toEqual([]);
  expect(filesWith(["cleo"], files)).not.toEqual([]);
  const identity = readFileSync(join(dataDir, "keys/relay.key"));

  const second = await start(dataDir);
  expect(second.output()).toMatch(link);
  expect(readFileSync(join(dataDir, "keys/relay.key"))).toEqual(identity);
  expect(await stop(second, "SIGTERM")).toBe(0);
});

test("starts empty, on PostgreSQL, and stops", async () => {
  const postgres = await startPostgres();
  try {
    const dataDir = directory();
    const started = await start(dataDir, { DATABASE_URL: await postgres.createDatabase("services") }, [
      "--empty",
    ]);
    expect(started.output()).toContain("Nobody is here yet.");
    const config: unknown = await (
      await fetch(`http://localhost:${started.ports.MESSENGER_PORT}/config.json`)
    ).json();
    expect(config).toEqual({ relayUrl: `http://localhost:${started.ports.RELAY_PORT}`, people: [] });
    expect(await stop(started, "SIGTERM")).toBe(0);
    expect(filesBelow(dataDir).filter((file) => file.endsWith(".db"))).toEqual([]);
  } finally {
    await postgres.stop();
  }
});

test("a variable that cannot be used is named, without its value", async () => {
  await expect(start(directory(), { RELAY_PORT: "canary" })).rejects.toThrow(/RELAY_PORT(?![\s\S]*canary)/u);
});

test("a web app is served under a policy that runs nothing but its own files", async () => {
  const started = await start(directory(), {}, ["--empty"]);
  const response = await fetch(`http://localhost:${started.ports.CONSOLE_PORT}/`);
  const policy = response.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toContain("unsafe");
  const outside = await fetch(`http://localhost:${started.ports.CONSOLE_PORT}/..%2f..%2fpackage.json`);
  expect(outside.status).toBe(404);
  expect(await stop(started, "SIGTERM")).toBe(0);
});
