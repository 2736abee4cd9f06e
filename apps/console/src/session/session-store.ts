import {
  type ApiClient,
  apiClient,
  moderationRoutes,
  ProblemError,
  type TeamKeyPair,
} from "@openfranking/protocol";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import type { Config } from "./config.ts";

/** Who is signed in. In memory alone: a reload forgets it. */
export interface Session {
  readonly token: string;
  readonly reviewer: string;
  readonly credentialId: string;
  /** The secret of the passkey, where it can make one. */
  readonly prf: Uint8Array | null;
}

/** `later`: this reviewer looks at the queue without the means to open evidence. */
type TeamKeys = TeamKeyPair | "locked" | "later";

export interface SessionState {
  readonly session: Session | null;
  readonly team: TeamKeys;
  /** The service ended the session: said at the next sign-in. */
  readonly wasEnded: boolean;
}

export interface SessionStore {
  readonly api: ApiClient<typeof moderationRoutes>;
  readonly queries: QueryClient;
  readonly state: () => SessionState;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly begin: (session: Session) => void;
  readonly setTeam: (team: TeamKeys) => void;
  readonly signOut: () => void;
}

const signedOut: SessionState = { session: null, team: "locked", wasEnded: false };

/** The session, what may be done in it, and what is known because of it: all of it ends at once. */
export function createSessionStore(config: Config): SessionStore {
  const listeners = new Set<() => void>();
  let current = signedOut;
  const become = (next: SessionState): void => {
    current = next;
    for (const listener of listeners) listener();
  };
  const queries = createQueries(() => {
    queries.clear();
    become({ ...signedOut, wasEnded: true });
  });
  return {
    api: createApi(config, () => current.session?.token ?? null),
    queries,
    state: () => current,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    begin: (session) => become({ ...signedOut, session }),
    setTeam: (team) => become({ ...current, team }),
    signOut: () => {
      queries.clear();
      become(signedOut);
    },
  };
}

function createApi(config: Config, token: () => string | null): SessionStore["api"] {
  return apiClient(moderationRoutes, {
    baseUrl: config.moderationUrl,
    fetch: (...call) => fetch(...call),
    token: () => {
      const bearer = token();
      return bearer === null ? Promise.reject(new ProblemError("unauthenticated")) : Promise.resolve(bearer);
    },
    timeoutMs: 30_000,
  });
}

function createQueries(onEnded: () => void): QueryClient {
  const onError = (error: Error): void => {
    if (error instanceof ProblemError && error.code === "unauthenticated") onEnded();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: false, networkMode: "always" },
      mutations: { retry: false, networkMode: "always", gcTime: 0 },
    },
  });
}
