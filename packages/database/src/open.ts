import { chmodSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import {
  Kysely,
  type Migration,
  Migrator,
  PostgresDialect,
  type SqliteDatabase,
  SqliteDialect,
} from "kysely";
import pg from "pg";

/** Where a service keeps its rows. The two differ, for us, in the type of a column of bytes and in row locks. */
export type DatabaseLocation =
  | { readonly kind: "sqlite"; readonly file: string }
  /** Each service has a schema of its own, so that two can share a server. Lower-case letters. */
  | { readonly kind: "postgres"; readonly url: string; readonly schema: string };

export interface Database<Schema> {
  readonly db: Kysely<Schema>;
  readonly kind: DatabaseLocation["kind"];
  close(): Promise<void>;
}

/** A migration is told the type of a column of bytes. Names begin with a timestamp: they run in that order, once. */
export type Migrations = Readonly<
  Record<string, (db: Kysely<unknown>, bytes: "blob" | "bytea") => Promise<void>>
>;

/**
 * Opens a database and brings its tables up to date. Every committed transaction survives a power cut: SQLite runs with
 * WAL and `synchronous=FULL`, PostgreSQL with its default `synchronous_commit`.
 */
export async function openDatabase<Schema>(
  location: DatabaseLocation,
  migrations: Migrations,
): Promise<Database<Schema>> {
  const db = new Kysely<Schema>({ dialect: dialectOf(location) });
  try {
    await migrate(db, migrations, location);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { db, kind: location.kind, close: () => db.destroy() };
}

function dialectOf(location: DatabaseLocation): SqliteDialect | PostgresDialect {
  if (location.kind === "sqlite")
    return new SqliteDialect({ database: keepingStatements(openSqlite(location.file)) });
  const { schema, url } = location;
  if (!/^[a-z]+$/u.test(schema)) throw new Error("a schema's name is lower-case letters");
  const options = `-c search_path=${schema}`;
  const pool = new pg.Pool({ connectionString: url, options, max: 10, types: { getTypeParser: parserOf } });
  // A server that restarts ends idle connections. The pool opens others; without a listener the process would end.
  pool.on("error", () => undefined);
  return new PostgresDialect({ pool });
}

// Counters and times are int8, which pg hands over as text; ours are below 2^53.
function parserOf(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid === pg.types.builtins.INT8) return Number;
  return format === "binary" ? pg.types.getTypeParser(oid, format) : pg.types.getTypeParser(oid);
}

/** A SQLite file that only this user reads. */
export function openSqlite(file: string): BetterSqlite3.Database {
  const database = new BetterSqlite3(file);
  if (file !== ":memory:") chmodSync(file, 0o600);
  database.pragma("journal_mode = WAL");
  // After WAL: setting WAL lowers it to NORMAL, which loses acknowledged rows in a power cut.
  database.pragma("synchronous = FULL");
  database.pragma("foreign_keys = ON");
  database.pragma("secure_delete = ON");
  database.pragma("trusted_schema = OFF");
  database.pragma("busy_timeout = 5000");
  if (database.pragma("synchronous", { simple: true }) !== 2)
    throw new Error("SQLite is not synchronous=FULL");
  return database;
}

const statementsKept = 256;

/** Kysely prepares its statements anew each time, which costs more than most of them do. */
function keepingStatements(database: BetterSqlite3.Database): SqliteDatabase {
  const kept = new Map<string, BetterSqlite3.Statement<unknown[]>>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = kept.get(sql) ?? database.prepare<unknown[]>(sql);
      // Moved to the end, so that the one used longest ago stands first.
      kept.delete(sql);
      kept.set(sql, statement);
      const [oldest] = kept.keys();
      if (kept.size > statementsKept && oldest !== undefined) kept.delete(oldest);
      return statement;
    },
  };
}

async function migrate<Schema>(
  db: Kysely<Schema>,
  migrations: Migrations,
  location: DatabaseLocation,
): Promise<void> {
  const bytes = location.kind === "sqlite" ? "blob" : "bytea";
  const entries = Object.entries(migrations).map(([name, up]): [string, Migration] => [
    name,
    { up: (at) => up(at, bytes) },
  ]);
  const provider = { getMigrations: async () => Object.fromEntries(entries) };
  const place = location.kind === "sqlite" ? {} : { migrationTableSchema: location.schema };
  const { error } = await new Migrator({ db, provider, ...place }).migrateToLatest();
  if (error !== undefined) throw new Error("the database could not be brought up to date", { cause: error });
}
