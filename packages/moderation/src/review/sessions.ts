import { hash } from "@openfranking/franking";
import type { ModerationDeps, ReviewerCaller } from "../deps.ts";
import type { Credential, ReviewerStore } from "../store/store.ts";

const sessionMs = 8 * 3_600_000;

/** A reviewer's session: 32 random bytes as base64url, of which only the hash is kept. */
export async function openSession(
  { clock, rng }: ModerationDeps,
  store: ReviewerStore,
  { name, reviewer }: Pick<Credential, "name" | "reviewer">,
): Promise<{ token: string; expiresAt: number; reviewer: string }> {
  const token = Buffer.from(rng(32)).toString("base64url");
  const expiresAt = clock() + sessionMs;
  await store.addSession(tokenHash(token), reviewer, expiresAt);
  return { token, expiresAt, reviewer: name };
}

export function findSession(
  { clock }: ModerationDeps,
  store: ReviewerStore,
  token: string,
): Promise<ReviewerCaller | null> {
  return store.findSession(tokenHash(token), clock());
}

function tokenHash(token: string): Uint8Array {
  return hash("openfranking moderation-session v1", token);
}
