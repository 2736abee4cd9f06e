import { type Client, ClientError } from "@openfranking/client";
import { ProblemError } from "@openfranking/protocol";
import type { KeptState } from "./kept.ts";
import type { Contact, Messenger, Person } from "./model.ts";

export interface People {
  /** Who was added, and whoever shares a conversation. */
  contacts(): Contact[];
  personOf(account: string): Person;
  readonly add: Messenger["addContact"];
  /** Adds those that the relay knows by now. */
  addFirst(names: readonly string[]): void;
}

export function createPeople(client: Client, kept: KeptState, changed: () => void): People {
  const names = new Map<string, string>();
  const asked = new Set<string>();

  /** The client knows whom it has met; the relay is asked for others. */
  function learn(account: string): void {
    if (asked.has(account)) return;
    asked.add(account);
    client.contactOf(account).then(
      ({ name }) => {
        names.set(account, name);
        changed();
      },
      () => asked.delete(account),
    );
  }

  function personOf(account: string): Person {
    learn(account);
    return { account, name: names.get(account) ?? `${account.slice(0, 8)}…` };
  }

  async function add(name: string): ReturnType<Messenger["addContact"]> {
    if (name === client.identity?.name) return "self";
    try {
      const { account } = await client.contact(name);
      names.set(account, name);
      const { contacts } = kept.value;
      if (!contacts.includes(account)) kept.change({ contacts: [...contacts, account] });
      changed();
      return "added";
    } catch (error) {
      if (error instanceof ClientError && error.code === "key-changed") return "changed";
      if (error instanceof ProblemError && error.code === "not-found") return "unknown";
      throw error;
    }
  }

  return {
    contacts() {
      const me = client.identity?.account;
      if (me === undefined) return [];
      const met = client.conversations().flatMap(({ members }) => members);
      const accounts = new Set([...kept.value.contacts, ...met].filter((account) => account !== me));
      return [...accounts]
        .map((account) => ({ ...personOf(account), safetyNumber: client.safetyNumber(account) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    personOf,
    add,
    addFirst(first) {
      const known = new Set(names.values());
      for (const name of first) if (!known.has(name)) add(name).catch(() => undefined);
    },
  };
}
