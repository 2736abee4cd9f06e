import { classNames, LanguageSwitch, SkipLink } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { ConversationList } from "../conversations/conversation-list.tsx";
import { NewMessages } from "../conversations/new-messages.tsx";
import type { Place } from "../paths.ts";
import { useMe } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { Announcer } from "./announcer.tsx";
import { ConnectionNotice } from "./connection-notice.tsx";
import { Legible } from "./legible.tsx";
import { PageTitle } from "./page-title.tsx";
import styles from "./shell.module.css";
import { useIsWide } from "./use-is-wide.ts";

/** The frame of every screen: conversations at the side where there is room, or on a page of their own. */
export function Shell({ place, children }: { place: Place; children: ReactNode }): ReactNode {
  const texts = useTexts();
  const isWide = useIsWide();
  const isList = place.kind === "conversations";
  const isFull = place.kind === "conversation";
  return (
    <div className={classNames(styles.frame)}>
      {(isWide || isList) && <Top />}
      <ConnectionNotice />
      <NewMessages place={place} />
      <div className={classNames(styles.columns)}>
        {isWide && (
          <aside className={classNames(styles.side)} aria-label={texts.conversations.title}>
            <ConversationList place={place} title={<h2>{texts.conversations.title}</h2>} />
          </aside>
        )}
        <main id="content" tabIndex={-1} className={classNames(styles.main, isFull && styles.full)}>
          {isList && <Start isWide={isWide} place={place} />}
          {!isList && <Announcer key={place.kind}>{children}</Announcer>}
        </main>
      </div>
    </div>
  );
}

function Top(): ReactNode {
  const texts = useTexts();
  const me = useMe();
  return (
    <header className={classNames(styles.header)}>
      <SkipLink>{texts.skipToContent}</SkipLink>
      <p className={classNames(styles.name)}>{texts.appName}</p>
      <div className={classNames(styles.tools)}>
        <span className={classNames(page.soft)}>
          <Legible text={me.name} />
        </span>
        <LanguageSwitch label={texts.language} />
      </div>
    </header>
  );
}

function Start({ isWide, place }: { isWide: boolean; place: Place }): ReactNode {
  const texts = useTexts();
  const title = <PageTitle>{texts.conversations.title}</PageTitle>;
  if (!isWide) return <ConversationList place={place} title={title} />;
  return (
    <div className={classNames(styles.empty)}>
      <PageTitle>{texts.appName}</PageTitle>
      <p className={classNames(page.soft)}>{texts.conversations.choose}</p>
    </div>
  );
}
