import { fire, type Shot } from "./load.ts";
import { type Sender, startSender } from "./senders.ts";
import type { Services } from "./services.ts";

const senders = 16;
const turns = 4;
/** A service runs for days: what is measured is code that has been compiled. */
const warmUps = 4;
const messagesATurn = 960;
/** As many as a request may hold. */
const manyMessages = 20;

/**
 * CPU time of the server process a message, in microseconds: a Hono route that sends the same bytes back, the relay that
 * accepts, stamps and keeps them (SQLite, `synchronous=FULL`) one a request, and twenty a request.
 */
export async function costOfSending(services: Services): Promise<Record<"echo" | "one" | "many", number>> {
  const people: Sender[] = [];
  for (let i = 0; i < senders; i++) people.push(await startSender(services.relayUrl, i));
  const spent = { echo: 0, one: 0, many: 0 };
  for (let turn = -warmUps; turn < turns; turn++) {
    const one = await shotsOf(people, messagesATurn, 1);
    const many = await shotsOf(people, messagesATurn, manyMessages);
    const costs = {
      echo: await services.costOf(() => fire(one.map((shot) => ({ ...shot, url: services.echoUrl })))),
      one: await services.costOf(() => fire(one)),
      many: await services.costOf(() => fire(many)),
    };
    if (turn < 0) continue;
    for (const name of ["echo", "one", "many"] as const) spent[name] += costs[name] / (turns * messagesATurn);
  }
  return spent;
}

async function shotsOf(people: readonly Sender[], messages: number, messagesEach: number): Promise<Shot[]> {
  const requests = messages / messagesEach / people.length;
  const shots = await Promise.all(people.map((person) => person.shots(requests, messagesEach)));
  return Array.from({ length: requests }, (_, i) => shots.flatMap((own) => own[i] ?? [])).flat();
}
