import { classNames } from "@openfranking/ui";
import type { ReactNode } from "react";
import { fieldOf, textOf } from "../session/content.ts";
import type { Content, ConversationView } from "../session/model.ts";
import type { Texts } from "../text/en.ts";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import styles from "./conversation.module.css";
import { Quote } from "./quote.tsx";

interface MessageBodyProps {
  readonly conversation: ConversationView;
  readonly content: Content;
}

/** What a message says. Everything here is a field of it: nothing is drawn that could not be reported. */
export function MessageBody({ conversation, content }: MessageBodyProps): ReactNode {
  const { conversation: said } = useTexts();
  const text = textOf(content);
  const act = actOf(content, said);
  return (
    <>
      {fieldOf(content, "forwarded") === true && <p className={classNames(styles.note)}>{said.forwarded}</p>}
      <Quote conversation={conversation} content={content} />
      {act !== null && (
        <p className={classNames(styles.note)}>
          <Legible text={act} />
        </p>
      )}
      {text !== null && (
        <p className={classNames(styles.text)}>
          <Legible text={text} />
        </p>
      )}
      {textOf(content, "preview/url") !== null && (
        <p className={classNames(styles.note)}>
          {said.preview}: <Legible text={previewOf(content)} />
        </p>
      )}
      {attachmentsOf(content).map((name) => (
        <p key={name} className={classNames(styles.note)}>
          {said.attachment}: <Legible text={name} />
        </p>
      ))}
    </>
  );
}

/** What a message does that is not a text of its own. */
function actOf(content: Content, said: Texts["conversation"]): string | null {
  switch (content.kind) {
    case "group":
      return said.groupNamed(textOf(content, "group/name") ?? "");
    case "reaction":
      return said.reacted(textOf(content, "reaction") ?? "");
    case "edit":
      return said.edited;
    case "delete":
      return said.deleted;
    case "message":
      return null;
  }
}

function previewOf(content: Content): string {
  return ["preview/title", "preview/description", "preview/url"]
    .flatMap((path) => textOf(content, path) ?? [])
    .join(" · ");
}

function attachmentsOf(content: Content): string[] {
  return content.fields.flatMap(([path, value]) =>
    /^attachments\/\d+\/name$/u.test(path) && typeof value === "string" ? [value] : [],
  );
}
