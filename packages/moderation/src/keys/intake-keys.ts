import { hex } from "@openfranking/franking";
import { generateIntakePair, type IntakeKey, signIntakeKey } from "@openfranking/protocol";
import type { Kysely } from "kysely";
import type { ModerationDeps } from "../deps.ts";
import type { IntakeKeyRow, Schema } from "../store/schema.ts";

const dayMs = 86_400_000;
/** A report that was sealed before a rotation may still be on its way. */
const overlapMs = 3_600_000;

/** The keys that reports are sealed to: one at a time, and the last one for an hour. */
export interface IntakeKeys {
  /** The current one, made where there is none or where it is a day old. */
  current(): Promise<IntakeKey>;
  find(intakeKeyId: Uint8Array): Promise<IntakeKeyRow | null>;
  rotate(): Promise<void>;
  /** Deletes secrets that are replaced, and that nothing waits for. */
  tidy(): Promise<void>;
}

export function createIntakeKeys(deps: ModerationDeps, db: Kysely<Schema>): IntakeKeys {
  const { clock, identity, log, name, rng } = deps;

  async function currentRow(): Promise<IntakeKeyRow | null> {
    const row = await db
      .selectFrom("intake_key")
      .selectAll()
      .where("replaced_at", "is", null)
      .orderBy("made_at", "desc")
      .executeTakeFirst();
    return row ?? null;
  }

  async function rotate(): Promise<void> {
    const { publicKey, secretKey } = await generateIntakePair();
    const now = clock();
    const row = {
      intake_key_id: rng(16),
      public_key: publicKey,
      secret_key: secretKey,
      made_at: now,
      replaced_at: null,
    };
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable("intake_key")
        .set({ replaced_at: now })
        .where("replaced_at", "is", null)
        .execute();
      await trx.insertInto("intake_key").values(row).execute();
    });
    log("intake-key-made", {});
  }

  async function current(): Promise<IntakeKey> {
    const row = await currentRow();
    if (row === null || row.made_at + dayMs < clock()) {
      await rotate();
      return current();
    }
    const intakeKeyId = Uint8Array.from(row.intake_key_id);
    const fields = {
      moderation: name,
      intakeKeyId,
      publicKey: Uint8Array.from(row.public_key),
      notAfter: row.made_at + dayMs + overlapMs,
    };
    return signIntakeKey(fields, identity);
  }

  return {
    current,
    rotate,
    find: (intakeKeyId) => findUsable(deps, db, intakeKeyId),
    tidy: () => deleteReplaced(deps, db),
  };
}

async function findUsable(
  { clock }: ModerationDeps,
  db: Kysely<Schema>,
  intakeKeyId: Uint8Array,
): Promise<IntakeKeyRow | null> {
  const row = await db
    .selectFrom("intake_key")
    .selectAll()
    .where("intake_key_id", "=", intakeKeyId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const isOver = row.replaced_at !== null && row.replaced_at + overlapMs < clock();
  return isOver ? null : row;
}

async function deleteReplaced({ clock }: ModerationDeps, db: Kysely<Schema>): Promise<void> {
  const waiting = await db
    .selectFrom("report")
    .select("intake_key_id")
    .distinct()
    .where("intake_key_id", "is not", null)
    .execute();
  const needed = new Set(
    waiting.map(({ intake_key_id }) => (intake_key_id === null ? "" : hex(intake_key_id))),
  );
  const over = await db
    .selectFrom("intake_key")
    .select("intake_key_id")
    .where("replaced_at", "<", clock() - overlapMs)
    .execute();
  for (const { intake_key_id } of over) {
    if (needed.has(hex(intake_key_id))) continue;
    await db.deleteFrom("intake_key").where("intake_key_id", "=", intake_key_id).execute();
  }
}
