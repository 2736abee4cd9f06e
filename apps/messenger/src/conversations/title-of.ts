import { textOf } from "../session/content.ts";
import type { ConversationView, Entry } from "../session/model.ts";
import type { Texts } from "../text/en.ts";

/** A group's name, or who is there. */
export function titleOf(conversation: ConversationView, texts: Texts): string {
  if (conversation.groupName !== null) return conversation.groupName;
  if (conversation.others.length === 0) return texts.conversations.alone;
  return conversation.others.map((person) => person.name).join(", ");
}

/** One line that stands for an entry, in the list and for a screen reader. */
export function lineOf(entry: Entry, texts: Texts): string {
  if (entry.state === "hidden") return texts.conversations.hidden;
  const { content } = entry;
  switch (content.kind) {
    case "group":
      return texts.conversation.groupNamed(textOf(content, "group/name") ?? "");
    case "reaction":
      return texts.conversation.reacted(textOf(content, "reaction") ?? "");
    case "delete":
      return texts.conversation.deleted;
    case "edit":
    case "message":
      return textOf(content) ?? texts.conversation.attachment;
  }
}
