import { classNames } from "@openfranking/ui";
import type { ReactNode } from "react";
import { quoteOf, textOf } from "../session/content.ts";
import type { Content, ConversationView } from "../session/model.ts";
import { useMe } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import styles from "./conversation.module.css";

/** A quote is what its sender says that somebody said. It is compared with the message that it names. */
export function Quote({
  conversation,
  content,
}: {
  conversation: ConversationView;
  content: Content;
}): ReactNode {
  const texts = useTexts();
  const me = useMe();
  const author = textOf(content, "quote/author");
  const text = textOf(content, "quote/text");
  if (author === null && text === null) return null;
  const people = [{ ...me, name: texts.you }, ...conversation.others];
  const name = people.find((person) => person.account === author)?.name ?? author ?? "";
  const fault = faultOf(conversation, content, author, text);
  return (
    <blockquote className={classNames(styles.quote)}>
      <p className={classNames(styles.quoted)}>
        <Legible text={name} />
      </p>
      <p>
        <Legible text={text ?? ""} />
      </p>
      {fault !== null && <p className={classNames(styles.caution)}>{texts.conversation[fault]}</p>}
    </blockquote>
  );
}

function faultOf(
  conversation: ConversationView,
  content: Content,
  author: string | null,
  text: string | null,
): "quoteUnknown" | "quoteDiffers" | null {
  const named = content.refs.find((ref) => ref.rel === "reply")?.commitment;
  const original = conversation.entries.find(
    (entry) => entry.state === "shown" && entry.commitment === named,
  );
  if (original?.state !== "shown") return "quoteUnknown";
  const isSame = original.sender.account === author && quoteOf(original.content) === text;
  return isSame ? null : "quoteDiffers";
}
