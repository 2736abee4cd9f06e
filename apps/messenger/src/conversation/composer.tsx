import { Button, classNames } from "@openfranking/ui";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Form, TextArea, TextField } from "react-aria-components";
import { titleOf } from "../conversations/title-of.ts";
import { quoteOf } from "../session/content.ts";
import type { ConversationView, ShownEntry } from "../session/model.ts";
import { useMessenger } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { Problem } from "../ui/problem.tsx";
import { useIsWide } from "../ui/use-is-wide.ts";
import { useTask } from "../ui/use-task.ts";
import styles from "./conversation.module.css";

/** With a quote, far below what a message can carry. */
const maxCharacters = 8000;

interface ComposerProps {
  readonly conversation: ConversationView;
  readonly replyTo: ShownEntry | null;
  readonly onReplied: () => void;
}

/** Enter sends, Shift with Enter makes a new line. */
export function Composer({ conversation, replyTo, onReplied }: ComposerProps): ReactNode {
  const texts = useTexts();
  const messenger = useMessenger();
  const isWide = useIsWide();
  const [text, setText] = useState("");
  const input = useRef<HTMLTextAreaElement>(null);
  const task = useTask();

  useEffect(() => {
    if (isWide || replyTo !== null) input.current?.focus();
  }, [isWide, replyTo]);

  function send(): void {
    if (text.trim() === "") return;
    task.run(async () => {
      setText("");
      onReplied();
      await messenger.send(conversation.id, text, replyTo);
    });
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape" && replyTo !== null) onReplied();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  }

  return (
    <Form
      className={classNames(styles.composer)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {replyTo !== null && <ReplyTo entry={replyTo} onStop={onReplied} />}
      <Problem error={task.error} />
      <div className={classNames(styles.writing)}>
        <TextField
          className={classNames(styles.write)}
          aria-label={`${texts.conversation.write}: ${titleOf(conversation, texts)}`}
          value={text}
          onChange={setText}
          maxLength={maxCharacters}
        >
          <TextArea
            ref={input}
            className={classNames(styles.input)}
            rows={1}
            dir="auto"
            placeholder={texts.conversation.write}
            onKeyDown={onKeyDown}
          />
        </TextField>
        <Button type="submit">{texts.conversation.send}</Button>
      </div>
    </Form>
  );
}

function ReplyTo({ entry, onStop }: { entry: ShownEntry; onStop: () => void }): ReactNode {
  const { conversation, you } = useTexts();
  return (
    <div className={classNames(styles.replyTo)}>
      <div className={classNames(styles.quote)}>
        <p className={classNames(styles.quoted)}>
          <Legible text={conversation.replyingTo(entry.isOwn ? you : entry.sender.name)} />
        </p>
        <p className={classNames(styles.oneLine)}>
          <Legible text={quoteOf(entry.content)} />
        </p>
      </div>
      <Button look="quiet" label={conversation.stopReply} onPress={onStop}>
        <span aria-hidden="true">✕</span>
      </Button>
    </div>
  );
}
