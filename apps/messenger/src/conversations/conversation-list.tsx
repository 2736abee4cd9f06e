import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { type Place, paths } from "../paths.ts";
import type { ConversationView } from "../session/model.ts";
import { useSnapshot } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { Moment } from "../ui/moment.tsx";
import styles from "./conversation-list.module.css";
import { unreadOf } from "./read-marks.ts";
import { lineOf, titleOf } from "./title-of.ts";

/** Every conversation, the latest first, and the way to everything else. */
export function ConversationList({ place, title }: { place: Place; title: ReactNode }): ReactNode {
  const texts = useTexts();
  const { conversations } = useSnapshot();
  const current = "id" in place ? place.id : null;
  return (
    <div className={classNames(page.stack, page.wide)}>
      <div className={classNames(styles.head)}>
        {title}
        <a className={classNames(styles.new)} href={paths.new} {...currentIf(place.kind === "new")}>
          {texts.conversations.new}
        </a>
      </div>
      <nav aria-label={texts.conversations.nav}>
        {conversations.length === 0 && <p className={classNames(page.soft)}>{texts.conversations.none}</p>}
        <ul>
          {conversations.map((conversation) => (
            <li key={conversation.id}>
              <Row conversation={conversation} isCurrent={conversation.id === current} />
            </li>
          ))}
        </ul>
      </nav>
      <nav aria-label={texts.conversations.appNav} className={classNames(styles.links)}>
        <a href={paths.reports} {...currentIf(place.kind === "reports")}>
          {texts.conversations.reports}
        </a>
        <a href={paths.about} {...currentIf(place.kind === "about")}>
          {texts.conversations.about}
        </a>
      </nav>
    </div>
  );
}

function Row({ conversation, isCurrent }: { conversation: ConversationView; isCurrent: boolean }): ReactNode {
  const texts = useTexts();
  const unread = unreadOf(conversation);
  const last = conversation.entries.at(-1);
  return (
    <a
      className={classNames(styles.row, unread > 0 && styles.unread)}
      href={paths.conversation(conversation.id)}
      {...currentIf(isCurrent)}
    >
      <span className={classNames(styles.title)}>
        <Legible text={titleOf(conversation, texts)} />
      </span>
      <span className={classNames(styles.time)}>
        {last?.at != null && <Moment at={last.at} look="short" />}
      </span>
      <span className={classNames(styles.last)}>
        <LastLine conversation={conversation} />
      </span>
      {unread > 0 && (
        <span className={classNames(styles.count)}>
          <span aria-hidden="true">{unread}</span>
          <span className={classNames(styles.unseen)}>{texts.conversations.unread(unread)}</span>
        </span>
      )}
    </a>
  );
}

function LastLine({ conversation }: { conversation: ConversationView }): ReactNode {
  const texts = useTexts();
  const last = conversation.entries.at(-1);
  if (last === undefined) return texts.conversations.empty;
  const line = lineOf(last, texts);
  if (last.isOwn) return <Legible text={texts.conversations.mine(line)} />;
  const isGroup = conversation.others.length > 1;
  return <Legible text={isGroup && last.sender !== null ? `${last.sender.name}: ${line}` : line} />;
}

function currentIf(isCurrent: boolean): { "aria-current"?: "page" } {
  return isCurrent ? { "aria-current": "page" } : {};
}
