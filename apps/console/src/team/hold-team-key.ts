import type { TeamKeyPair } from "@openfranking/protocol";
import type { Session } from "../session/session-store.ts";
import { keepKey, keptKey } from "./kept-keys.ts";
import { unwrapTeamKey, wrapTeamKey } from "./wrapped-key.ts";

/** The team's key as this reviewer's passkey unlocks it here, or null where the recovery code is needed. */
export async function unlockTeamKey(session: Session, publicKey: Uint8Array): Promise<TeamKeyPair | null> {
  if (session.prf === null) return null;
  const kept = await keptKey(session.credentialId);
  return kept === null ? null : unwrapTeamKey(kept, publicKey, session.prf);
}

/** Keeps the team's key for the next sign-in, where the passkey can. */
export async function holdTeamKey(session: Session, team: TeamKeyPair): Promise<void> {
  if (session.prf !== null) await keepKey(await wrapTeamKey(team, session.credentialId, session.prf));
}
