import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client } from "@openfranking/client";
import { type Field, unhex } from "@openfranking/franking";
import { type Reviewer, startWorld, type World, type WorldOptions } from "@openfranking/testbed";
import { nameOf, syncAll } from "../client/world.ts";
import type { Named } from "./hostile-reporter.ts";

export interface Stage {
  readonly world: World;
  readonly ada: Client;
  readonly ben: Client;
  readonly cleo: Client;
  readonly rosa: Reviewer;
  close(): Promise<void>;
}

/** Real services, three people with real clients, and a reviewer. */
export async function openStage(options: Omit<WorldOptions, "directory"> = {}): Promise<Stage> {
  const directory = mkdtempSync(join(tmpdir(), "openfranking-withstand-"));
  const world = await startWorld({ directory, ...options });
  return {
    world,
    ada: await world.person("ada"),
    ben: await world.person("ben"),
    cleo: await world.person("cleo"),
    rosa: await world.firstReviewer("Rosa"),
    async close() {
      await world.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A conversation of all three. */
export async function conversationOfAll({ ada, ben, cleo }: Stage, suite = "merkle-v1"): Promise<string> {
  const others = [await ben.contact("ada"), await ben.contact("cleo")];
  const { id } = await ben.createConversation(others, { suite });
  await syncAll(ada, cleo);
  return id;
}

/** What Ben says: it has every part that the header and an opening can have. */
const fields: readonly Field[] = [
  ["quote/author", "cleo"],
  ["quote/text", "calm down"],
  ["sentAt", 1_800_000_000_000],
  ["text", "I know where you live"],
];

/** Ben answers Ada, quoting; both others receive it. */
export async function benAnswers(
  { ada, ben, cleo }: Stage,
  conversation: string,
  question: string,
): Promise<Named> {
  await ada.conversation(conversation).send(question);
  await ben.sync();
  const refs = [{ rel: "reply" as const, commitment: unhex(nameOf(ben, conversation, question)) }];
  const { commitment } = await ben.conversation(conversation).send(fields, { refs });
  await syncAll(ada, cleo);
  return { conversation, commitment };
}
