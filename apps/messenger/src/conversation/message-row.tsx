import { Button, classNames } from "@openfranking/ui";
import type { ReactNode } from "react";
import type { ConversationView, ShownEntry, UnsentEntry } from "../session/model.ts";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { Moment } from "../ui/moment.tsx";
import { Problem } from "../ui/problem.tsx";
import { useTask } from "../ui/use-task.ts";
import styles from "./conversation.module.css";
import { MessageBody } from "./message-body.tsx";
import { MessageMenu } from "./message-menu.tsx";
import { warningText } from "./warning-text.ts";

interface MessageRowProps {
  readonly conversation: ConversationView;
  readonly entry: ShownEntry | UnsentEntry;
  /** The first of several in a row by one sender. */
  readonly isNamed: boolean;
  readonly isTabStop: boolean;
  readonly onReply: (entry: ShownEntry) => void;
}

export function MessageRow(props: MessageRowProps): ReactNode {
  const { conversation, entry, isNamed, isTabStop, onReply } = props;
  const texts = useTexts();
  const look = classNames(
    styles.message,
    entry.isOwn && styles.own,
    entry.state === "failed" && styles.failed,
    entry.state === "pending" && styles.pending,
  );
  return (
    <article className={look}>
      <div className={classNames(styles.bubble)}>
        <p className={classNames(styles.sender, !isNamed && styles.unseen)}>
          <Legible text={entry.isOwn ? texts.you : entry.sender.name} />
        </p>
        <MessageBody conversation={conversation} content={entry.content} />
        {entry.state === "shown" &&
          entry.warnings.map((code) => (
            <p key={code} className={classNames(styles.caution)}>
              {warningText(code, texts)}
            </p>
          ))}
        <Foot entry={entry} />
      </div>
      {entry.state === "shown" && (
        <MessageMenu conversation={conversation.id} entry={entry} isTabStop={isTabStop} onReply={onReply} />
      )}
    </article>
  );
}

function Foot({ entry }: { entry: ShownEntry | UnsentEntry }): ReactNode {
  return (
    <>
      {entry.state !== "shown" && <NotSent entry={entry} />}
      {entry.at !== null && (
        <p className={classNames(styles.foot)}>
          <Moment at={entry.at} look="hour" />
        </p>
      )}
    </>
  );
}

function NotSent({ entry }: { entry: UnsentEntry }): ReactNode {
  const { conversation: texts } = useTexts();
  const task = useTask();
  const isPending = entry.state === "pending";
  return (
    <>
      <p className={classNames(styles.foot)}>
        {isPending ? texts.sending : <strong className={classNames(styles.notSent)}>{texts.failed}</strong>}
        <Button look="quiet" isPending={task.isPending} onPress={() => task.run(entry.retry)}>
          {texts.retry}
        </Button>
      </p>
      <Problem error={task.error} />
    </>
  );
}
