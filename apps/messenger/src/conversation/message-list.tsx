import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from "react";
import type { ConversationView, Entry, ShownEntry } from "../session/model.ts";
import { useTexts } from "../text/use-texts.ts";
import { Moment } from "../ui/moment.tsx";
import styles from "./conversation.module.css";
import { HiddenMessage } from "./hidden-message.tsx";
import { MessageRow } from "./message-row.tsx";

interface MessageListProps {
  readonly conversation: ConversationView;
  readonly onReply: (entry: ShownEntry) => void;
}

/** Everything in order. One stop for the Tab key: arrow keys go from message to message. */
export function MessageList({ conversation, onReply }: MessageListProps): ReactNode {
  const texts = useTexts();
  const { entries } = conversation;
  const scroller = useStickToEnd(entries);
  const lastActive = entries.findLast((entry) => entry.state === "shown")?.key;
  return (
    <div className={classNames(styles.scroller)} ref={scroller}>
      {entries.length === 0 && <p className={classNames(page.soft)}>{texts.conversation.none}</p>}
      <ol
        className={classNames(styles.list)}
        aria-label={texts.conversation.messages}
        onKeyDownCapture={moveBetweenMessages}
      >
        {entries.map((entry, i) => (
          <li key={entry.key} className={classNames(styles.entry)}>
            {isNewDay(entry, entries[i - 1]) && entry.at !== null && (
              <p className={classNames(styles.day)}>
                <Moment at={entry.at} look="day" />
              </p>
            )}
            {entry.state === "hidden" ? (
              <HiddenMessage entry={entry} />
            ) : (
              <MessageRow
                conversation={conversation}
                entry={entry}
                isNamed={startsRun(entry, entries[i - 1])}
                isTabStop={entry.key === lastActive}
                onReply={onReply}
              />
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** At the end while the reader is at the end; where the reader is otherwise. */
function useStickToEnd(entries: readonly Entry[]): React.RefObject<HTMLDivElement | null> {
  const scroller = useRef<HTMLDivElement>(null);
  const last = entries.at(-1);
  const lastKey = last?.key;
  const isOwn = last?.isOwn ?? false;
  const before = useRef(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || lastKey === undefined) return;
    const wasAtEnd = element.scrollTop + element.clientHeight >= before.current - 48;
    if (wasAtEnd || isOwn) element.scrollTop = element.scrollHeight;
    before.current = element.scrollHeight;
  }, [lastKey, isOwn]);
  return scroller;
}

function isNewDay(entry: Entry, before: Entry | undefined): boolean {
  if (entry.at === null) return false;
  if (before === undefined) return true;
  return before.at !== null && new Date(entry.at).toDateString() !== new Date(before.at).toDateString();
}

function startsRun(entry: Entry, before: Entry | undefined): boolean {
  return (
    before === undefined ||
    before.state === "hidden" ||
    before.sender.account !== entry.sender?.account ||
    isNewDay(entry, before)
  );
}

function moveBetweenMessages(event: KeyboardEvent<HTMLOListElement>): void {
  if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute("data-message")) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-message]")];
  const at = buttons.indexOf(event.target);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const next = buttons[to];
  next?.focus();
  next?.closest("li")?.scrollIntoView({ block: "nearest" });
}
