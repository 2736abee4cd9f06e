export { groupCommit } from "./group-commit.ts";
export { type Database, type DatabaseLocation, type Migrations, openDatabase, openSqlite } from "./open.ts";
