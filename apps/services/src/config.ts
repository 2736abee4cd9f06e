import { resolve } from "node:path";
import type { DatabaseLocation } from "@openfranking/database";
import * as z from "zod/mini";

const port = (preset: number) =>
  z._default(
    z.pipe(
      z.string().check(z.regex(/^\d{1,5}$/u)),
      z.pipe(z.transform(Number), z.int().check(z.maximum(65_535))),
    ),
    preset,
  );

const environmentSchema = z.object({
  RELAY_PORT: port(8601),
  MODERATION_PORT: port(8602),
  MESSENGER_PORT: port(8603),
  CONSOLE_PORT: port(8604),
  DATA_DIR: z._default(z.string().check(z.minLength(1)), "./data"),
  DATABASE_URL: z.optional(z.string().check(z.regex(/^postgres(?:ql)?:\/\//u))),
  LOG_LEVEL: z._default(z.enum(["debug", "info", "warn", "error"]), "info"),
});

/** Everything that the environment and the command line decide. */
export interface Config {
  readonly ports: {
    readonly relay: number;
    readonly moderation: number;
    readonly messenger: number;
    readonly console: number;
  };
  readonly dataDir: string;
  readonly databaseOf: (service: "relay" | "moderation") => DatabaseLocation;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  /** Without the people of the demo world. */
  readonly isEmpty: boolean;
}

/** Throws an error that names the variable, and never its value. */
export function readConfig(environment: NodeJS.ProcessEnv, argv: readonly string[]): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path.join("."));
    throw new Error(`these environment variables cannot be used: ${names.join(", ")}`);
  }
  const { DATA_DIR, DATABASE_URL: url, ...rest } = parsed.data;
  const dataDir = resolve(DATA_DIR);
  return {
    ports: {
      relay: rest.RELAY_PORT,
      moderation: rest.MODERATION_PORT,
      messenger: rest.MESSENGER_PORT,
      console: rest.CONSOLE_PORT,
    },
    dataDir,
    databaseOf: (service) =>
      url === undefined
        ? { kind: "sqlite", file: `${dataDir}/${service}.db` }
        : { kind: "postgres", url, schema: service },
    logLevel: rest.LOG_LEVEL,
    isEmpty: argv.includes("--empty"),
  };
}
