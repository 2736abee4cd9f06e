import { join } from "node:path";
import { generateIdentity, hex, reveal } from "@openfranking/franking";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { type FakeModeration, rng, startFakeModeration } from "./testing/fake-moderation.ts";
import { forkRelay, type RelayProcess } from "./testing/fork-node.ts";
import {
  converse,
  drain,
  type Person,
  type Prepared,
  prepare,
  register,
  relayName,
} from "./testing/person.ts";
import { startTestRelay } from "./testing/test-relay.ts";

const senders = 6;
/** So many answers before each kill. */
const answers = 25;
const identity = generateIdentity(rng);
let databases: Databases;
let moderation: FakeModeration;
beforeAll(async () => {
  databases = await openDatabases();
  moderation = await startFakeModeration(() => identity.publicKey);
});
afterAll(async () => {
  await moderation.close();
  await databases.close();
});

interface Acknowledged {
  readonly by: Person;
  readonly message: Prepared["message"];
  readonly delivery: string;
}

describe.each([
  ["sqlite", 2],
  ["postgres", 1],
] as const)("a relay on %s that is killed under load", (kind, kills) => {
  test("loses nothing that it has acknowledged; one that answers before it commits does", async () => {
    const honest = await killUnderLoad(kills, false);
    expect(honest.acknowledged).toBeGreaterThanOrEqual(kills * answers);
    expect(honest).toMatchObject({ lost: 0, answeredOtherwise: 0, twice: 0 });
    const early = await killUnderLoad(1, true);
    expect(early.lost).toBeGreaterThan(0);
  });

  async function killUnderLoad(times: number, answersEarly: boolean) {
    const setup = {
      database: await databases.fresh(kind),
      name: relayName,
      identity: hex(reveal(identity.secretKey)),
      moderation: { name: moderation.name, url: moderation.url, identityKey: hex(moderation.identityKey) },
      log: join(databases.directory, "log"),
      answersEarly,
    };
    let relay = await forkRelay(setup);
    let address = relay.url;
    const url = () => address;
    const bob = await register("Bob", url);
    const people = await Promise.all(Array.from({ length: senders }, (_, i) => register(`Sender${i}`, url)));
    const [first, ...others] = people;
    if (first === undefined) throw new Error("unreachable");
    const room = await converse(first, [...others, bob]);
    // Until the early one, too, has committed what it answered.
    await new Promise((resolve) => setTimeout(resolve, 200));
    const acknowledged: Acknowledged[] = [];
    for (let round = 0; round < times; round++) {
      if (round > 0) relay = await forkRelay(setup);
      address = relay.url;
      await loadAndKill(relay, people, room, acknowledged);
    }
    const survivor = await startTestRelay(setup.database, {
      identity: identity.secretKey,
      clock: () => Date.now(),
    });
    address = survivor.url;
    const arrived = (await drain(bob)).flatMap((entry) =>
      entry.kind === "message" ? [hex(entry.wire)] : [],
    );
    const there = new Set(arrived);
    const kept = acknowledged.filter(({ message }) => there.has(hex(message.wire)));
    const again = await Promise.all(kept.slice(-20).map((one) => send(one.by, room, one.message)));
    await survivor.close();
    return {
      acknowledged: acknowledged.length,
      lost: acknowledged.length - kept.length,
      answeredOtherwise: again.filter((delivery, i) => delivery !== kept.slice(-20)[i]?.delivery).length,
      twice: arrived.length - there.size,
    };
  }
});

async function loadAndKill(
  relay: RelayProcess,
  people: readonly Person[],
  room: { id: Uint8Array; key: string },
  acknowledged: Acknowledged[],
): Promise<void> {
  let isOver = false;
  const load = people.map(async (by) => {
    while (!isOver) {
      const { message } = prepare(by, room.id, 1, "x");
      const delivery = await send(by, room, message).catch(() => null);
      if (delivery !== null) acknowledged.push({ by, message, delivery });
    }
  });
  const enough = acknowledged.length + answers;
  while (acknowledged.length < enough) await new Promise((resolve) => setTimeout(resolve, 5));
  await relay.kill();
  isOver = true;
  await Promise.all(load);
}

async function send(by: Person, room: { key: string }, message: Prepared["message"]): Promise<string> {
  const body = { epoch: 1, suite: "merkle-v1", messages: [message] };
  const { deliveries } = await by.api.send({ params: { conversation: room.key }, body });
  return hex(deliveries[0] ?? new Uint8Array());
}
