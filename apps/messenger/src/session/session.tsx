import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react";
import type { ConversationView, Messenger, Person, Snapshot } from "./model.ts";

const MessengerContext = createContext<Messenger | null>(null);

export function MessengerProvider({
  messenger,
  children,
}: {
  messenger: Messenger;
  children: ReactNode;
}): ReactNode {
  return <MessengerContext value={messenger}>{children}</MessengerContext>;
}

export function useMessenger(): Messenger {
  const messenger = useContext(MessengerContext);
  if (messenger === null) throw new Error("unreachable: every screen is within MessengerProvider");
  return messenger;
}

export function useSnapshot(): Snapshot {
  const messenger = useMessenger();
  return useSyncExternalStore(messenger.subscribe, messenger.snapshot);
}

/** Null where the conversation is not on this device. */
export function useConversation(id: string): ConversationView | null {
  return useSnapshot().conversations.find((conversation) => conversation.id === id) ?? null;
}

export function useMe(): Person {
  const { me } = useSnapshot();
  if (me === null) throw new Error("unreachable: screens follow the choice of a name");
  return me;
}

/** From accounts to names, as far as this device knows them. */
export function useConversationNames(): (account: string) => string {
  const { me, contacts } = useSnapshot();
  return (account) => [me, ...contacts].find((person) => person?.account === account)?.name ?? account;
}
