import { hex } from "@openfranking/franking";
import type { DeviceCaller } from "./deps.ts";
import type { SessionStore } from "./store/store.ts";
import { tokenHash } from "./token.ts";

/** How long a session that was looked up is known without looking again. */
const knownMs = 60_000;
const mostKnown = 10_000;

/**
 * Finds out who calls, by the token. A session that was found is remembered for a minute, by its token's hash: a device
 * that sends message after message is looked up once.
 */
export function deviceOf(
  sessions: SessionStore,
  clock: () => number,
): (token: string) => Promise<DeviceCaller | null> {
  const known = new Map<string, { readonly caller: DeviceCaller; readonly until: number }>();
  return async (token) => {
    const hash = tokenHash("session", token);
    const name = hex(hash);
    const now = clock();
    const before = known.get(name);
    if (before !== undefined && now < before.until) return before.caller;
    known.delete(name);
    const session = await sessions.find(hash, now);
    if (session === null) return null;
    if (known.size >= mostKnown) known.clear();
    known.set(name, { caller: session.caller, until: Math.min(now + knownMs, session.expiresAt) });
    return session.caller;
  };
}
