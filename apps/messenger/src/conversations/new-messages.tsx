import { classNames } from "@openfranking/ui";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Place } from "../paths.ts";
import type { Entry, Snapshot } from "../session/model.ts";
import { useSnapshot } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import styles from "../ui/shell.module.css";
import { lineOf, titleOf } from "./title-of.ts";

/** Says what others have just sent, for who does not see it come. The words only where the conversation is open. */
export function NewMessages({ place }: { place: Place }): ReactNode {
  const texts = useTexts();
  const snapshot = useSnapshot();
  const known = useRef<ReadonlySet<string> | null>(null);
  const [said, setSaid] = useState("");
  const open = place.kind === "conversation" ? place.id : null;

  useEffect(() => {
    const before = known.current;
    known.current = new Set(received(snapshot).map(({ entry }) => entry.key));
    const news = before === null ? [] : received(snapshot).filter(({ entry }) => !before.has(entry.key));
    if (news.length === 0) return;
    const lines = news.map(({ entry, conversation }) => {
      const who = entry.sender?.name ?? titleOf(conversation, texts);
      const line = conversation.id === open ? lineOf(entry, texts) : texts.conversations.unread(1);
      return texts.conversation.newMessage(who, line);
    });
    setSaid(lines.join("\n"));
  }, [snapshot, texts, open]);

  return (
    <div role="status" className={classNames(styles.unseen)}>
      {said}
    </div>
  );
}

function received(snapshot: Snapshot): { entry: Entry; conversation: Snapshot["conversations"][number] }[] {
  return snapshot.conversations.flatMap((conversation) =>
    conversation.entries.filter((entry) => !entry.isOwn).map((entry) => ({ entry, conversation })),
  );
}
