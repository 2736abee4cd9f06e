import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseLocation } from "@openfranking/database";
import { type RunningPostgres, startPostgres } from "@openfranking/database/testing";
import { vi } from "vitest";

// Databases that sync to disk, and processes that are started: a busy machine takes its time for them.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** Fresh databases of both kinds, for the length of a test file. */
export interface Databases {
  readonly directory: string;
  fresh(kind: DatabaseLocation["kind"]): Promise<DatabaseLocation>;
  close(): Promise<void>;
}

export async function openDatabases(): Promise<Databases> {
  const directory = mkdtempSync(join(tmpdir(), "openfranking-relay-"));
  let postgres: RunningPostgres | null = null;
  let count = 0;
  return {
    directory,
    async fresh(kind) {
      const name = `relay${count++}`;
      if (kind === "sqlite") return { kind, file: join(directory, `${name}.db`) };
      postgres ??= await startPostgres();
      return { kind, url: await postgres.createDatabase(name), schema: "relay" };
    },
    async close() {
      await postgres?.stop();
      rmSync(directory, { recursive: true });
    },
  };
}
