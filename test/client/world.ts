import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Channel,
  type Client,
  type ClientDeps,
  mlsChannels,
  type ReportSelection,
  type ShownMessage,
} from "@openfranking/client";
import { startWorld, type World, type WorldOptions } from "@openfranking/testbed";
import { onTestFinished } from "vitest";
import { type Network, network } from "./network.ts";

/** A world of one test's own: closed, and its files removed, when the test is over. */
export async function newWorld(options: Omit<WorldOptions, "directory"> = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "openfranking-clients-"));
  const world = await startWorld({ directory, ...options });
  onTestFinished(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return world;
}

export interface Two {
  readonly world: World;
  readonly ada: Client;
  readonly ben: Client;
  /** Their ways to the services. */
  readonly ways: { readonly ada: Network; readonly ben: Network };
  /** Their conversation, which Ben made. */
  readonly id: string;
}

export async function adaAndBen(
  changes: { readonly ada?: Partial<ClientDeps>; readonly ben?: Partial<ClientDeps> } = {},
  options: Omit<WorldOptions, "directory"> = {},
): Promise<Two> {
  const world = await newWorld(options);
  const ways = { ada: network(), ben: network() };
  const ada = await world.person("ada", { fetch: ways.ada.fetch, ...changes.ada });
  const ben = await world.person("ben", { fetch: ways.ben.fetch, ...changes.ben });
  const { id } = await ben.createConversation([await ben.contact("ada")]);
  await ada.sync();
  return { world, ada, ben, ways, id };
}

/** Closes a device and opens it again. */
export async function reopened({ world, ways }: Two, client: Client): Promise<Client> {
  const name = client.identity?.name === "ada" ? "ada" : "ben";
  await client.close();
  return world.person(name, { fetch: ways[name].fetch });
}

export function accountOf(client: Client): string {
  if (client.identity === null) throw new Error("not registered");
  return client.identity.account;
}

/** What an app would render: the text of what is shown, and the state and code of what is not. */
export function read(client: Client, id: string): string[] {
  return client.conversation(id).messages().map(line);
}

function line(message: ShownMessage): string {
  if (message.state === "shown") return String(message.fields.at(-1)?.[1] ?? "");
  return message.code === null ? message.state : `${message.state}: ${message.code}`;
}

export function membersOf(client: Client, id: string): string[] {
  return [...client.conversation(id).members].sort();
}

export function warningsOf(client: Client, id: string): readonly string[] {
  return client.conversation(id).warnings;
}

export async function syncAll(...clients: readonly Client[]): Promise<void> {
  for (const client of clients) await client.sync();
}

/** Writes each text as a message of its own. */
export async function say(client: Client, id: string, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await client.conversation(id).send(text);
}

/** Adds those who took these names. */
export async function add(client: Client, id: string, ...names: readonly string[]): Promise<void> {
  const contacts = [];
  for (const name of names) contacts.push(await client.contact(name));
  await client.conversation(id).add(contacts);
}

/** The name of the one message that says this. */
export function nameOf(client: Client, id: string, text: string): string {
  const found = client
    .conversation(id)
    .messages()
    .filter((message) => line(message) === text);
  const [message] = found;
  if (found.length !== 1 || message?.state !== "shown") throw new Error(`not shown once: ${text}`);
  return message.commitment;
}

/** A named report of everything that one message says, unless `changes` says otherwise. */
export function selection(
  conversation: string,
  commitments: readonly string[],
  changes: Partial<ReportSelection> = {},
): ReportSelection {
  const items = commitments.map((commitment) => ({ commitment, open: "all" as const }));
  return { conversation, items, category: "threats", ...changes };
}

/** Channels of which some parts do otherwise, whether joined or restored. */
export function otherChannels(changes: (channel: Channel) => Partial<Channel>): ClientDeps["channels"] {
  const provider = mlsChannels();
  // Getters are kept as getters.
  const other = (channel: Channel): Channel =>
    Object.assign(
      Object.defineProperties({}, Object.getOwnPropertyDescriptors(channel)) as Channel,
      changes(channel),
    );
  return {
    ...provider,
    async join(...given) {
      const joined = await provider.join(...given);
      return joined === null ? null : { ...joined, channel: other(joined.channel) };
    },
    restore: async (...given) => other(await provider.restore(...given)),
  };
}
