import { join } from "node:path";
import type { Client, Conversation } from "@openfranking/client";
import { openPerson, systemClock } from "@openfranking/testbed";

/** People who live in this process: real clients, through the public API, each with a device in a folder of her own. */
export interface DemoWorld {
  stop(): Promise<void>;
}

const everyMs = 1000;

/** What each answers to a newcomer, in turn. Ben is the one who deserves a report. */
const answers: Readonly<Record<string, readonly string[]>> = {
  ada: [
    "Hello! I'm Ada. Good to see somebody new here.",
    "If Ben bothers you: open the message's menu and report it. You choose exactly what is shown.",
    "Nobody else can read this, by the way. Not even the people who run the place.",
  ],
  ben: [
    "Oh, a new face. What do you want?",
    "Nobody asked you to come here. Leave, or I will make you regret it.",
    "I know where you live.",
  ],
  cleo: [
    "Hi, Cleo here! We are planning the lantern festival.",
    "Can you bring a lantern or two on Saturday?",
    "See you there!",
  ],
};

export async function startDemoWorld(
  directory: string,
  relayUrl: string,
  names: readonly string[],
): Promise<DemoWorld> {
  const people = new Map<string, Client>();
  for (const name of names) {
    const person = await openPerson(join(directory, name), relayUrl, systemClock);
    if (person.identity === null) await person.register(name);
    people.set(name, person);
  }
  await tellBeginning(people);
  let isStopped = false;
  const living = live(people, () => isStopped);
  return {
    async stop() {
      isStopped = true;
      await living;
      await Promise.all([...people.values()].map((person) => person.close()));
    },
  };
}

/** Once: two talk, three are in a group, and one reports another. */
async function tellBeginning(people: ReadonlyMap<string, Client>): Promise<void> {
  const [ada, ben, cleo] = ["ada", "ben", "cleo"].map((name) => people.get(name));
  if (ada === undefined || ben === undefined || cleo === undefined || cleo.conversations().length > 0) return;
  const group = await cleo.createConversation([await cleo.contact("ada"), await cleo.contact("ben")]);
  await group.send([["group/name", "Lantern festival"]], { kind: "group" });
  await group.send("The lanterns are here. Who helps to hang them on Saturday?");
  const direct = await ben.createConversation([await ben.contact("ada")]);
  await direct.send("Are you coming on Saturday?");
  await ada.sync();
  await ada.conversation(group.id).send("I do!");
  await ada.conversation(direct.id).send("Not if you are there. Please stop writing to me.");
  await ben.sync();
  await ben.conversation(direct.id).send("You will be sorry. I know which way you walk home.");
  await ada.sync();
  await reportLast(ada, direct.id);
}

async function reportLast(person: Client, conversation: string): Promise<void> {
  const last = person.conversation(conversation).messages().at(-1);
  if (last?.state !== "shown") return;
  const items = [{ commitment: last.commitment, open: "all" as const }];
  const note = "He wrote this after I asked him to stop.";
  await (await person.prepareReport({ conversation, items, category: "threats", note })).submit();
}

async function live(people: ReadonlyMap<string, Client>, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    for (const [name, person] of people) await answerNewcomers(name, person, people);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** A relay that is away for a moment is no reason to leave: the next turn tries again. */
async function answerNewcomers(
  name: string,
  person: Client,
  people: ReadonlyMap<string, Client>,
): Promise<void> {
  try {
    await person.sync();
    for (const { id } of person.conversations()) await answerIn(person.conversation(id), name, people);
  } catch {
    // Tried again at the next turn.
  }
}

/** Answers what a newcomer wrote last, as long as there is something left to say. */
async function answerIn(
  conversation: Conversation,
  name: string,
  people: ReadonlyMap<string, Client>,
): Promise<void> {
  const messages = conversation.messages();
  const last = messages.at(-1);
  const residents = new Set([...people.values()].map((person) => person.identity?.account));
  if (last?.state !== "shown" || last.header.kind !== "message" || residents.has(last.sender)) return;
  const said = messages.filter((message) => message.state === "shown" && message.own).length;
  const answer = answers[name]?.[said];
  if (answer !== undefined) await conversation.send(answer);
}
