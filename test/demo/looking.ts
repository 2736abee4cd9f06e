import { openSqlite } from "@openfranking/database";
import { decodeAs, itemEvidenceSchema, openItem, openReport, type TeamKeyPair } from "@openfranking/protocol";

/** Each table of a database with its columns and how many rows it has. */
export function relayTables(file: string): string[] {
  const database = openSqlite(file);
  try {
    const tables = database
      .prepare<[], { name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'kysely%' AND name NOT LIKE 'sqlite%' ORDER BY name",
      )
      .all();
    return tables.map(({ name }) => {
      const columns = database
        .prepare<[], { name: string }>(`SELECT name FROM pragma_table_info('${name}')`)
        .all();
      const count = database.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${name}"`).get();
      return `${name} (${columns.map((column) => column.name).join(", ")}): ${count?.n ?? 0} rows`;
    });
  } finally {
    database.close();
  }
}

/** Who sent each message that waits, as the relay wrote it down; empty where it does not know. */
export function messageSenders(file: string): string[] {
  const database = openSqlite(file);
  try {
    const rows = database
      .prepare<[], { sender: string }>("SELECT sender FROM envelope WHERE kind = 'message'")
      .all();
    return rows.map(({ sender }) => sender);
  } finally {
    database.close();
  }
}

interface SealedRow {
  readonly item_id: string;
  readonly enc: Uint8Array;
  readonly wrapped_key: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** Tries every secret in the moderation's database on every sealed item, and then the team's key, which is not in it. */
export async function stolenKeysOpenNothing(
  file: string,
  team: TeamKeyPair,
): Promise<{ tried: number; opened: number; openedWithTeamKey: number }> {
  const database = openSqlite(file);
  const items = database
    .prepare<[], SealedRow>(
      "SELECT item_id, enc, wrapped_key, ciphertext FROM item WHERE ciphertext IS NOT NULL",
    )
    .all();
  const secrets = ["intake_key", "stamp_key"].flatMap((table) =>
    database.prepare<[], { secret_key: Uint8Array }>(`SELECT secret_key FROM ${table}`).all(),
  );
  database.close();
  let tried = 0;
  let opened = 0;
  let openedWithTeamKey = 0;
  for (const { ciphertext, enc, item_id, wrapped_key } of items) {
    const sealed = {
      enc: Uint8Array.from(enc),
      wrappedKey: Uint8Array.from(wrapped_key),
      ciphertext: Uint8Array.from(ciphertext),
    };
    for (const { secret_key } of secrets) {
      tried += 1;
      const secretKey = Uint8Array.from(secret_key);
      const asTeam = await openItem(item_id, sealed, { secretKey, publicKey: team.publicKey });
      const asIntake = await openReport(
        { intakeKeyId: new Uint8Array(16), enc: sealed.enc.subarray(0, 32), ciphertext: sealed.ciphertext },
        { moderation: "moderation.example", intakeKeyId: new Uint8Array(16) },
        secretKey.subarray(0, 32),
      );
      if (asTeam !== null || asIntake !== null) opened += 1;
    }
    const evidence = await openItem(item_id, sealed, team);
    if (evidence !== null && decodeAs(itemEvidenceSchema, evidence).item.length > 0) openedWithTeamKey += 1;
  }
  return { tried, opened, openedWithTeamKey };
}
