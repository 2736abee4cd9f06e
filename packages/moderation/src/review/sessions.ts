import { hash } from "@openfranking/franking";
import type { Kysely } from "kysely";
import type { ModerationDeps, ReviewerCaller } from "../deps.ts";
import type { ReviewerRow, Schema } from "../store/schema.ts";

const sessionMs = 8 * 3_600_000;

/** A reviewer's session: 32 random bytes as base64url, of which only the hash is kept. */
export async function openSession(
  deps: ModerationDeps,
  db: Kysely<Schema>,
  { name, reviewer }: Pick<ReviewerRow, "name" | "reviewer">,
): Promise<{ token: string; expiresAt: number; reviewer: string }> {
  const token = Buffer.from(deps.rng(32)).toString("base64url");
  const expiresAt = deps.clock() + sessionMs;
  await db
    .insertInto("session")
    .values({ token_hash: tokenHash(token), reviewer, expires_at: expiresAt })
    .execute();
  return { token, expiresAt, reviewer: name };
}

export async function findSession(
  deps: ModerationDeps,
  db: Kysely<Schema>,
  token: string,
): Promise<ReviewerCaller | null> {
  const row = await db
    .selectFrom("session")
    .innerJoin("reviewer", "reviewer.reviewer", "session.reviewer")
    .select(["reviewer.reviewer", "reviewer.name"])
    .where("session.token_hash", "=", tokenHash(token))
    .where("session.expires_at", ">=", deps.clock())
    .executeTakeFirst();
  return row ?? null;
}

function tokenHash(token: string): Uint8Array {
  return hash("openfranking moderation-session v1", token);
}
