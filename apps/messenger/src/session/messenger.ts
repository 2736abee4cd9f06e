import type { Client } from "@openfranking/client";
import { ProblemError } from "@openfranking/protocol";
import { connectionOf } from "./connection.ts";
import { quoteOf } from "./content.ts";
import { unhex } from "./hex.ts";
import type { KeptState } from "./kept.ts";
import type { ConversationView, Field, Messenger, ShownEntry, Snapshot } from "./model.ts";
import { createPeople } from "./people.ts";
import { createReports } from "./reports.ts";
import { conversationView, type Unsent, type ViewContext } from "./views.ts";

/** The screens' side of a client: a value to show, and what can be done. */
export function messengerOf(client: Client, kept: KeptState, firstPeople: readonly string[]): Messenger {
  const listeners = new Set<() => void>();
  let current: Snapshot | null = null;

  function changed(): void {
    current = null;
    for (const listener of listeners) listener();
  }

  const people = createPeople(client, kept, changed);
  const connection = connectionOf(client, changed);
  const reports = createReports(client, people, changed);

  function snapshot(): Snapshot {
    current ??= {
      me: client.identity,
      contacts: people.contacts(),
      conversations: conversationsOf(client, viewContext(client, kept, people, retry)),
      reports: reports.all(),
      connection: connection.state(),
    };
    return current;
  }

  async function retry(conversation: string, message: Unsent): Promise<void> {
    if (message.state === "pending") return client.sync();
    await client.conversation(conversation).send(message.fields, optionsOf(message.fields, null));
    kept.change({ resent: [...kept.value.resent, message.commitment] });
    changed();
  }

  function begin(): void {
    connection.begin();
    people.addFirst(firstPeople);
    reports.load();
  }

  client.onChange(changed);
  if (client.identity !== null) begin();

  return {
    snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async chooseName(name) {
      const isTaken = await isNameTaken(client.register(name));
      if (!isTaken) begin();
      return !isTaken;
    },
    addContact: people.add,
    ...conversationActs(client, snapshot),
    markRead(id, entry) {
      if (kept.value.read[id] === entry) return;
      kept.change({ read: { ...kept.value.read, [id]: entry } });
      changed();
    },
    prepareReport: reports.prepare,
    refreshReports: reports.refresh,
    async checkStamps() {
      const checks = await client.checkStamps();
      return { checked: checks.length, bad: checks.filter(({ good }) => !good).length };
    },
  };
}

async function isNameTaken(registered: Promise<void>): Promise<boolean> {
  try {
    await registered;
    return false;
  } catch (error) {
    if (error instanceof ProblemError && error.code === "name-taken") return true;
    throw error;
  }
}

type ConversationActs = Pick<Messenger, "start" | "send" | "nameGroup" | "addMember" | "removeMember">;

function conversationActs(client: Client, snapshot: () => Snapshot): ConversationActs {
  return {
    async start(chosen, groupName) {
      const existing = groupName === null ? existingWith(snapshot(), chosen) : null;
      if (existing !== null) return existing;
      const pinned = await Promise.all(chosen.map(({ account }) => client.contactOf(account)));
      const { id } = await client.createConversation(pinned);
      if (groupName !== null) await sendFields(client, id, [["group/name", groupName]], null);
      return id;
    },
    send: (id, text, replyTo) => sendFields(client, id, fieldsOf(text, replyTo), replyTo),
    nameGroup: (id, name) => sendFields(client, id, [["group/name", name]], null),
    addMember: async (id, { account }) => client.conversation(id).add([await client.contactOf(account)]),
    removeMember: (id, { account }) => client.conversation(id).remove([account]),
  };
}

function viewContext(
  client: Client,
  kept: KeptState,
  people: { personOf: ViewContext["personOf"] },
  retry: ViewContext["retry"],
): ViewContext | null {
  if (client.identity === null) return null;
  return {
    me: client.identity,
    personOf: people.personOf,
    readOf: (conversation) => kept.value.read[conversation] ?? null,
    isResent: (commitment) => kept.value.resent.includes(commitment),
    retry,
  };
}

/** The latest first; what has no time yet is new. */
function conversationsOf(client: Client, context: ViewContext | null): ConversationView[] {
  if (context === null) return [];
  const latest = ({ entries }: ConversationView): number =>
    entries.findLast((entry) => entry.at !== null)?.at ?? Number.POSITIVE_INFINITY;
  return client
    .conversations()
    .map(({ id }) => conversationView(client.conversation(id), context))
    .sort((a, b) => latest(b) - latest(a));
}

function existingWith(snapshot: Snapshot, chosen: readonly { readonly account: string }[]): string | null {
  if (chosen.length !== 1) return null;
  const found = snapshot.conversations.find(
    ({ groupName, isMember, others }) =>
      groupName === null && isMember && others.length === 1 && others[0]?.account === chosen[0]?.account,
  );
  return found?.id ?? null;
}

/** In the order of their paths. */
function fieldsOf(text: string, replyTo: ShownEntry | null): Field[] {
  const quote: Field[] =
    replyTo === null
      ? []
      : [
          ["quote/author", replyTo.sender.account],
          ["quote/text", quoteOf(replyTo.content)],
        ];
  return [...quote, ["text", text]];
}

async function sendFields(
  client: Client,
  id: string,
  fields: readonly Field[],
  replyTo: ShownEntry | null,
): Promise<void> {
  await client.conversation(id).send(fields, optionsOf(fields, replyTo));
}

type Options = NonNullable<Parameters<ReturnType<Client["conversation"]>["send"]>[1]>;

function optionsOf(fields: readonly Field[], replyTo: ShownEntry | null): Options {
  const kind = fields.some(([path]) => path === "group/name") ? "group" : "message";
  const refs = replyTo === null ? [] : [{ rel: "reply" as const, commitment: unhex(replyTo.commitment) }];
  return { kind, refs };
}
