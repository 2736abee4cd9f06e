import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client, ClientDeps, ReportSelection, ShownMessage } from "@openfranking/client";
import { startWorld, type World, type WorldOptions } from "@openfranking/testbed";
import { onTestFinished } from "vitest";

/** A world of one test's own: closed, and its files removed, when the test is over. */
export async function newWorld(options: Omit<WorldOptions, "directory"> = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), "openfranking-story-"));
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
  /** Their conversation, which Ben made. */
  readonly id: string;
}

export async function adaAndBen(
  changes: { readonly ada?: Partial<ClientDeps>; readonly ben?: Partial<ClientDeps> } = {},
  options: Omit<WorldOptions, "directory"> = {},
): Promise<Two> {
  const world = await newWorld(options);
  const ada = await world.person("ada", changes.ada);
  const ben = await world.person("ben", changes.ben);
  const { id } = await ben.createConversation([await ben.contact("ada")]);
  await ada.sync();
  return { world, ada, ben, id };
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
  if (message.state === "shown") return String(message.fields[0]?.[1] ?? "");
  return message.code === null ? message.state : `${message.state}: ${message.code}`;
}

export function membersOf(client: Client, id: string): string[] {
  return [...client.conversation(id).members].sort();
}

export async function syncAll(...clients: readonly Client[]): Promise<void> {
  for (const client of clients) await client.sync();
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
