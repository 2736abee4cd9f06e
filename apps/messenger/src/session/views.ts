import type { Conversation, ShownMessage } from "@openfranking/client";
import { textOf } from "./content.ts";
import { hexOf } from "./hex.ts";
import type { Content, ConversationView, Entry, Field, Person } from "./model.ts";

/** What is not in the client's answer, and what to do about a message that was not sent. */
export interface ViewContext {
  readonly me: Person;
  personOf(account: string): Person;
  readOf(conversation: string): string | null;
  isResent(commitment: string): boolean;
  retry(conversation: string, message: Unsent): Promise<void>;
}

export type Unsent = Extract<ShownMessage, { state: "pending" | "failed" }>;

export function conversationView(conversation: Conversation, context: ViewContext): ConversationView {
  const others = conversation.members.filter((account) => account !== context.me.account);
  const entries = entriesOf(conversation, context);
  return {
    id: conversation.id,
    suite: conversation.suite,
    groupName: groupNameOf(entries),
    others: others.map((account) => context.personOf(account)).sort((a, b) => (a.name < b.name ? -1 : 1)),
    isMember: conversation.members.includes(context.me.account),
    entries,
    read: context.readOf(conversation.id),
    warnings: conversation.warnings,
  };
}

function entriesOf(conversation: Conversation, context: ViewContext): Entry[] {
  let hidden = 0;
  const entries: Entry[] = [];
  for (const message of conversation.messages()) {
    if (message.state === "shown") entries.push(shownEntry(message, context));
    else if (message.state === "hidden") entries.push(hiddenEntry(message.code, hidden++));
    else if (!context.isResent(message.commitment))
      entries.push(unsentEntry(conversation.id, message, context));
  }
  return entries;
}

function hiddenEntry(code: string, position: number): Entry {
  return { state: "hidden", key: `hidden-${position}`, sender: null, isOwn: false, at: null, code };
}

function shownEntry(message: Extract<ShownMessage, { state: "shown" }>, context: ViewContext): Entry {
  const { header, fields, stampIsGood, warnings } = message;
  return {
    state: "shown",
    key: message.commitment,
    commitment: message.commitment,
    sender: message.own ? context.me : context.personOf(message.sender),
    isOwn: message.own,
    at: message.acceptedAt,
    content: {
      kind: header.kind,
      fields,
      refs: header.refs.map(({ rel, commitment }) => ({ rel, commitment: hexOf(commitment) })),
    },
    warnings: stampIsGood === false ? [...warnings, "stamp-refused"] : warnings,
  };
}

function unsentEntry(conversation: string, message: Unsent, context: ViewContext): Entry {
  return {
    state: message.state,
    key: message.commitment,
    sender: context.me,
    isOwn: true,
    at: null,
    content: contentOf(message.fields),
    retry: () => context.retry(conversation, message),
  };
}

/** What waits has no header to see: a group's name comes with no other field. */
function contentOf(fields: readonly Field[]): Content {
  const isGroup = fields.some(([path]) => path === "group/name");
  return { kind: isGroup ? "group" : "message", fields, refs: [] };
}

function groupNameOf(entries: readonly Entry[]): string | null {
  const named = entries.findLast((entry) => entry.state === "shown" && entry.content.kind === "group");
  return named?.state === "shown" ? textOf(named.content, "group/name") : null;
}
