import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseLocation } from "@openfranking/database";
import { type RunningPostgres, startPostgres } from "@openfranking/database/testing";

export const kinds = ["sqlite", "postgres"] as const;
type Kind = (typeof kinds)[number];

/** Fresh databases of both kinds, for the length of a test file. */
export interface Databases {
  readonly directory: string;
  fresh(kind: Kind): Promise<DatabaseLocation>;
  close(): Promise<void>;
}

export async function openDatabases(): Promise<Databases> {
  const directory = mkdtempSync(join(tmpdir(), "openfranking-moderation-"));
  let postgres: RunningPostgres | null = null;
  let count = 0;
  return {
    directory,
    async fresh(kind) {
      const name = `moderation${count++}`;
      if (kind === "sqlite") return { kind, file: join(directory, `${name}.db`) };
      postgres ??= await startPostgres();
      return { kind, url: await postgres.createDatabase(name), schema: "moderation" };
    },
    async close() {
      await postgres?.stop();
      rmSync(directory, { recursive: true });
    },
  };
}
