import { classNames, Notice } from "@openfranking/ui";
import { type ReactNode, useState } from "react";
import { useMarkRead } from "../conversations/read-marks.ts";
import { titleOf } from "../conversations/title-of.ts";
import { paths } from "../paths.ts";
import type { ConversationView, ShownEntry } from "../session/model.ts";
import { useConversation } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { BackLink } from "../ui/back-link.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { useIsWide } from "../ui/use-is-wide.ts";
import { Composer } from "./composer.tsx";
import styles from "./conversation.module.css";
import { MessageList } from "./message-list.tsx";
import { warningText } from "./warning-text.ts";

export function ConversationPage({ id }: { id: string }): ReactNode {
  const { conversation: texts } = useTexts();
  const conversation = useConversation(id);
  if (conversation === null) {
    return (
      <div className={classNames(styles.missing)}>
        <BackLink to={paths.conversations} />
        <PageTitle>{texts.notFound}</PageTitle>
      </div>
    );
  }
  return <Open conversation={conversation} />;
}

function Open({ conversation }: { conversation: ConversationView }): ReactNode {
  const texts = useTexts();
  const [replyTo, setReplyTo] = useState<ShownEntry | null>(null);
  useMarkRead(conversation);
  return (
    <div className={classNames(styles.page)}>
      <Head conversation={conversation} />
      <MessageList conversation={conversation} onReply={setReplyTo} />
      {conversation.isMember ? (
        <Composer conversation={conversation} replyTo={replyTo} onReplied={() => setReplyTo(null)} />
      ) : (
        <Notice tone="info">
          <p>{texts.problem["not-a-member"]}</p>
        </Notice>
      )}
    </div>
  );
}

function Head({ conversation }: { conversation: ConversationView }): ReactNode {
  const texts = useTexts();
  const isWide = useIsWide();
  return (
    <div className={classNames(styles.head)}>
      {!isWide && <BackLink to={paths.conversations} label={texts.conversations.title} />}
      <div className={classNames(styles.name)}>
        <PageTitle takesFocus={!isWide}>{titleOf(conversation, texts)}</PageTitle>
      </div>
      <nav aria-label={texts.people.title} className={classNames(styles.ways)}>
        <a href={paths.people(conversation.id)}>
          {texts.conversation.people(conversation.others.length + 1)}
        </a>
        <a href={paths.report(conversation.id, null)}>{texts.conversation.reportHere}</a>
      </nav>
      {conversation.warnings.length > 0 && (
        <div className={classNames(styles.warnings)}>
          <Notice tone="caution">
            <ul>
              {conversation.warnings.map((code) => (
                <li key={code}>{warningText(code, texts)}</li>
              ))}
            </ul>
          </Notice>
        </div>
      )}
    </div>
  );
}
