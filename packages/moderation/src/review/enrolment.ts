import { hash } from "@openfranking/franking";
import type { ModerationDeps } from "../deps.ts";
import type { ReviewerStore } from "../store/store.ts";

/** Makes a one-time link for the first reviewer, which replaces any before it. Null once a reviewer is enrolled. */
export async function newEnrolmentLink(
  { consoleOrigin, rng }: ModerationDeps,
  store: ReviewerStore,
): Promise<string | null> {
  const token = Buffer.from(rng(32)).toString("base64url");
  const isSet = await store.setLink(linkHash(token));
  // Behind the `#`, so that no server on the way sees it.
  return isSet ? `${consoleOrigin}/enrol#${token}` : null;
}

/** Only this is kept of a link. */
export function linkHash(token: string): Uint8Array {
  return hash("openfranking moderation-enrolment v1", token);
}
