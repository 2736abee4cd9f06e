import { hex } from "@openfranking/franking";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createRelay, serveRelay } from "./index.ts";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { rng } from "./testing/fake-moderation.ts";
import { contextOf } from "./testing/genuine.ts";
import { goLive, openLive } from "./testing/live-client.ts";
import { converse, drain, newPerson, type Person, prepare } from "./testing/person.ts";
import { startTestRelay, type TestRelay } from "./testing/test-relay.ts";
import { fakeWire } from "./testing/wire-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close());

describe.each(["sqlite", "postgres"] as const)("a mailbox on %s", (kind) => {
  let at: TestRelay;
  let ada: Person;
  let bob: Person;
  let room: Awaited<ReturnType<typeof converse>>;
  beforeAll(async () => {
    at = await startTestRelay(await databases.fresh(kind));
    [ada, bob] = await Promise.all([at.person("Ada"), at.person("Bob")]);
    room = await converse(ada, [bob]);
  });
  afterAll(() => at.close());

  const write = async (count: number, url = at.url, to = room) => {
    const by =
      url === at.url
        ? ada
        : Object.assign(
            newPerson("Ada", () => url),
            { credential: ada.credential, openSession: () => ada.openSession() },
          );
    for (let sent = 0; sent < count; sent += 20) {
      const messages = Array.from(
        { length: Math.min(20, count - sent) },
        () => prepare(ada, to.id, 1, "x").message,
      );
      await by.api.send({
        params: { conversation: to.key },
        body: { epoch: 1, suite: "merkle-v1", messages },
      });
    }
  };
  const last = async () => (await drain(bob)).at(-1)?.cursor ?? 0;
  const cursors = (entries: readonly { cursor: number }[]) => entries.map(({ cursor }) => cursor);
  const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i);

  test("is read in pages from a cursor, and what is acknowledged is forgotten", async () => {
    const start = await last();
    await write(5);
    const page = await bob.api.mailbox({ query: { after: String(start), limit: "3" } });
    expect([cursors(page.entries), page.more]).toEqual([from(start + 1, 3), true]);
    expect(await bob.api.acknowledge({ body: { cursor: start + 4 } })).toEqual({ cursor: start + 4 });
    const rest = await bob.api.mailbox({ query: { after: "0" } });
    expect([cursors(rest.entries), rest.more]).toEqual([[start + 5], false]);
    await bob.api.acknowledge({ body: { cursor: start + 5 } });
    await write(1);
    // A cursor is never used again.
    expect(cursors(await drain(bob))).toEqual([start + 6]);
  });

  test("is cut into pages by size as well", async () => {
    const start = await last();
    const messages = Array.from({ length: 20 }, () => {
      const { franked } = prepare(ada, room.id, 1, "x");
      const wire = fakeWire(room.id, 1, { outer: franked.outer, inner: rng(65_536) });
      return { outer: franked.outer, wire };
    });
    for (let i = 0; i < 4; i++)
      await ada.api.send({
        params: { conversation: room.key },
        body: {
          epoch: 1,
          suite: "merkle-v1",
          messages: messages.map((m) => ({ ...m })).slice(i * 5, i * 5 + 5),
        },
      });
    await write(60);
    const all = await drain(bob, start);
    expect(cursors(all)).toEqual(from(start + 1, 80));
  });

  test("has each device's own delivery, and nothing for whoever is not addressed", async () => {
    const eve = await at.person("Eve");
    expect(await drain(eve)).toEqual([]);
  });

  describe("that is read live", () => {
    test("gives what waits and then what comes", async () => {
      const start = await last();
      await write(3);
      const live = await goLive(bob, at.url, start);
      await live.until(3);
      await write(2);
      await live.until(5);
      expect(cursors(live.entries)).toEqual(from(start + 1, 5));
      expect(live.entries).toEqual(await drain(bob, start));
      live.cut();
    });

    test("and cut in mid-batch, goes on from the last that arrived: nothing is lost, nothing comes twice", async () => {
      const start = await last();
      const writing = write(200);
      const got: number[] = [];
      for (let round = 0; got.length < 200; round++) {
        if (round > 40) throw new Error("no progress");
        const live = await goLive(bob, at.url, got.at(-1) ?? start);
        await live.until(Math.min(7 + round * 5, 200 - got.length));
        live.cut();
        await live.closed;
        got.push(...cursors(live.entries));
      }
      await writing;
      expect(got).toEqual(from(start + 1, 200));
    });

    test("is read by one connection a device: a new one ends the old", async () => {
      const first = await goLive(bob, at.url, 0);
      const second = await goLive(bob, at.url, 0);
      expect(await first.closed).toBe(4000);
      second.cut();
    });

    test("asks for a ticket, which is good once and for a minute", async () => {
      const { ticket } = await bob.api.liveTicket({});
      (await openLive(at.url, `ticket=${ticket}&after=0`)).cut();
      await expect(openLive(at.url, `ticket=${ticket}&after=0`)).rejects.toThrow("401");
      const late = await bob.api.liveTicket({});
      at.now += 60_000;
      await expect(openLive(at.url, `ticket=${late.ticket}&after=0`)).rejects.toThrow("401");
      await expect(openLive(at.url, `ticket=${"x".repeat(43)}&after=0`)).rejects.toThrow("401");
      await expect(openLive(at.url, `ticket=${"x".repeat(43)}&after=-1`)).rejects.toThrow("400");
    });

    test("costs a ticket only where the connection is a WebSocket", async () => {
      const { ticket } = await bob.api.liveTicket({});
      const plain = await fetch(`${at.url}/v1/live?ticket=${ticket}&after=0`);
      expect(await plain.json()).toMatchObject({ code: "malformed" });
      (await openLive(at.url, `ticket=${ticket}&after=0`)).cut();
    });

    test("is ended when the relay stops serving", async () => {
      const other = await startTestRelay(await databases.fresh("sqlite"));
      const live = await goLive(await other.person("Ada"), other.url, 0);
      await other.close();
      expect(await live.closed).toBe(1001);
    });
  });

  test.runIf(kind === "postgres")(
    "is filled by several processes at once, and read live in each",
    async () => {
      const relay = await createRelay(at.deps);
      const server = await serveRelay(relay, { hostname: "127.0.0.1", port: 0 });
      const other = await converse(ada, [bob]);
      const start = await last();
      const live = await goLive(bob, at.url, start);
      const urls = [at.url, server.url];
      // Both write to both conversations: they meet at each of them, and at the mailbox.
      await Promise.all(
        Array.from({ length: 24 }, (_, i) => write(10, urls[i % 2], i % 4 < 2 ? room : other)),
      );
      await live.until(240);
      expect(cursors(live.entries)).toEqual(from(start + 1, 240));
      for (const { id } of [room, other]) {
        const numbers = live.entries.flatMap((entry) =>
          entry.kind === "message" && hex(entry.conversation) === hex(id)
            ? [contextOf(entry.delivery).seq]
            : [],
        );
        expect(numbers).toEqual(from(numbers[0] ?? 0, 120));
      }
      await write(1, server.url);
      await live.until(241);
      live.cut();
      await server.close();
      await relay.close();
    },
  );
});
