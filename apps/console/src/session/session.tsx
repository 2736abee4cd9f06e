import { QueryClientProvider } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from "react";
import type { Config } from "./config.ts";
import { createSessionStore, type SessionState, type SessionStore } from "./session-store.ts";

const SessionContext = createContext<SessionStore | null>(null);

export function useSession(): SessionState & Pick<SessionStore, "api" | "begin" | "setTeam" | "signOut"> {
  const store = useContext(SessionContext);
  if (store === null) throw new Error("unreachable: every screen is within SessionProvider");
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { api, begin, setTeam, signOut } = store;
  return { ...state, api, begin, setTeam, signOut };
}

export function SessionProvider({ config, children }: { config: Config; children: ReactNode }): ReactNode {
  const [store] = useState(() => createSessionStore(config));
  return (
    <QueryClientProvider client={store.queries}>
      <SessionContext value={store}>{children}</SessionContext>
    </QueryClientProvider>
  );
}
