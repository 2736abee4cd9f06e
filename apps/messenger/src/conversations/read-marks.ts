import { useEffect } from "react";
import type { ConversationView } from "../session/model.ts";
import { useMessenger } from "../session/session.tsx";

/** How many messages of others came after what was last on the screen. */
export function unreadOf({ entries, read }: ConversationView): number {
  const from = entries.findLastIndex((entry) => entry.key === read) + 1;
  return entries.slice(from).filter((entry) => !entry.isOwn).length;
}

/** What is shown while the page is in front counts as read. */
export function useMarkRead(conversation: ConversationView): void {
  const messenger = useMessenger();
  const { id, entries } = conversation;
  const last = entries.findLast((entry) => entry.state === "shown" || entry.state === "hidden")?.key;
  useEffect(() => {
    const mark = (): void => {
      if (last !== undefined && document.visibilityState === "visible") messenger.markRead(id, last);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [messenger, id, last]);
}
