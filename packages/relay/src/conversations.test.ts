import { encode, hex, merkleV1, reporterBinding, verifyReporter } from "@openfranking/franking";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { rng } from "./testing/fake-moderation.ts";
import { contextOf, expectGenuine } from "./testing/genuine.ts";
import { converse, drain, type Person, type Prepared, prepare } from "./testing/person.ts";
import { startTestRelay, type TestRelay } from "./testing/test-relay.ts";
import { fakeWire } from "./testing/wire-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close());

describe.each(["sqlite", "postgres"] as const)("conversations on %s", (kind) => {
  let at: TestRelay;
  let ada: Person;
  let bob: Person;
  let eve: Person;
  beforeAll(async () => {
    at = await startTestRelay(await databases.fresh(kind));
    [ada, bob, eve] = await Promise.all([at.person("Ada"), at.person("Bob"), at.person("Eve")]);
  });
  afterAll(() => at.close());

  const send = (by: Person, to: { key: string }, epoch: number, ...messages: Prepared["message"][]) =>
    by.api.send({ params: { conversation: to.key }, body: { epoch, suite: "merkle-v1", messages } });
  const commit = (
    by: Person,
    to: { key: string },
    body: { epoch: number; members: readonly Person[]; welcome?: Uint8Array | null; commit?: Uint8Array },
  ) =>
    by.api.commit({
      params: { conversation: to.key },
      body: {
        epoch: body.epoch,
        commit: body.commit ?? rng(8),
        members: body.members.map(({ account }) => account),
        welcome: body.welcome ?? null,
      },
    });
  const latest = async (person: Person) => (await drain(person)).at(-1);

  describe("opening", () => {
    test("starts at epoch 0, once for an id", async () => {
      const { id } = await converse(ada, []);
      const again = bob.api.createConversation({ body: { conversation: id, suite: merkleV1.id } });
      await expect(again).rejects.toMatchObject({ code: "conversation-exists" });
    });

    test("is refused for a suite that is not served", async () => {
      const refused = ada.api.createConversation({ body: { conversation: rng(16), suite: "other-v1" } });
      await expect(refused).rejects.toMatchObject({ code: "wrong-suite" });
    });
  });

  describe("a commit", () => {
    test("welcomes the added, and is shown to the members before it and not to its device", async () => {
      const room = await converse(ada, [bob]);
      const before = (await drain(ada)).length;
      await commit(ada, room, {
        epoch: 1,
        members: [ada, bob, eve],
        welcome: Uint8Array.of(7),
        commit: Uint8Array.of(6),
      });
      const common = {
        conversation: room.id,
        sender: ada.account,
        members: [ada, bob, eve].map((p) => p.account),
      };
      expect(await latest(bob)).toMatchObject({
        ...common,
        kind: "commit",
        epoch: 1,
        commit: Uint8Array.of(6),
      });
      expect(await latest(eve)).toMatchObject({
        ...common,
        kind: "welcome",
        epoch: 2,
        suite: "merkle-v1",
        welcome: Uint8Array.of(7),
      });
      expect(await drain(ada)).toHaveLength(before);
    });

    test("shows a removed member the way out, and takes nothing from her after it", async () => {
      const room = await converse(ada, [bob]);
      await commit(ada, room, { epoch: 1, members: [ada] });
      expect(await latest(bob)).toMatchObject({ kind: "commit", members: [ada.account] });
      const late = send(bob, room, 2, prepare(bob, room.id, 2, "hello").message);
      await expect(late).rejects.toMatchObject({ code: "not-a-member" });
    });

    test("is refused for an epoch that is over, or not yet there", async () => {
      const room = await converse(ada, [bob]);
      for (const epoch of [0, 2]) {
        const refused = commit(bob, room, { epoch, members: [ada, bob] });
        await expect(refused).rejects.toMatchObject({ code: "stale-epoch" });
      }
    });

    test("is one of those made at the same moment for one epoch", async () => {
      const room = await converse(ada, [bob]);
      const both = [ada, bob, ada, bob].map((by) => commit(by, room, { epoch: 1, members: [ada, bob] }));
      const results = await Promise.allSettled(both);
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    });

    test("that is repeated because its answer was lost gets the same answer", async () => {
      const room = await converse(ada, [bob]);
      const body = { epoch: 1, members: [ada, bob], commit: rng(8) };
      expect(await commit(ada, room, body)).toEqual({ epoch: 2 });
      const waiting = (await drain(bob)).length;
      expect(await commit(ada, room, body)).toEqual({ epoch: 2 });
      expect(await drain(bob)).toHaveLength(waiting);
      // From another device it is another commit.
      await expect(commit(bob, room, body)).rejects.toMatchObject({ code: "stale-epoch" });
    });

    test.each<[string, string, (room: { key: string }) => Promise<unknown>]>([
      ["not-a-member", "by a stranger", (room) => commit(eve, room, { epoch: 1, members: [ada, eve] })],
      [
        "not-a-member",
        "to a conversation that is not there",
        () => commit(ada, { key: "0".repeat(32) }, { epoch: 0, members: [ada] }),
      ],
      [
        "malformed",
        "that names a member twice",
        (room) => commit(ada, room, { epoch: 1, members: [ada, ada] }),
      ],
      ["malformed", "that leaves its sender out", (room) => commit(ada, room, { epoch: 1, members: [bob] })],
      [
        "malformed",
        "that adds without a welcome",
        (room) => commit(ada, room, { epoch: 1, members: [ada, bob, eve] }),
      ],
      [
        "not-found",
        "that adds an account that is not here",
        (room) =>
          ada.api.commit({
            params: { conversation: room.key },
            body: { epoch: 1, commit: rng(8), members: [ada.account, "0".repeat(64)], welcome: rng(8) },
          }),
      ],
    ])("is refused (%s) %s", async (code, _, attempt) => {
      await expect(attempt(await converse(ada, [bob]))).rejects.toMatchObject({ code });
    });
  });

  describe("a message", () => {
    test("is stamped for every account, and the moderation's keys say that the stamp is good", async () => {
      const room = await converse(ada, [bob]);
      const { franked, message } = prepare(ada, room.id, 1, "hello");
      const { deliveries } = await send(ada, room, 1, message);
      const entry = await latest(bob);
      expect(entry).toMatchObject({
        kind: "message",
        conversation: room.id,
        epoch: 1,
        sender: ada.account,
        ...message,
      });
      expectGenuine(at, bob, entry, franked);
      const own = { ...entry, delivery: deliveries[0] } as NonNullable<typeof entry>;
      expectGenuine(at, ada, own, franked);
      expect(contextOf(deliveries[0])).toMatchObject({
        seq: 1,
        epoch: 1,
        sender: ada.account,
        acceptedAt: at.now,
      });
    });

    test("that is sent again gets the identical answer, and arrives once", async () => {
      const room = await converse(ada, [bob]);
      const { message } = prepare(ada, room.id, 1, "hello");
      const waiting = (await drain(bob)).length;
      const together = await Promise.all([1, 2, 3].map(() => send(ada, room, 1, message, message)));
      at.now += 5000;
      const later = await send(ada, room, 1, message);
      const answers = new Set([...together, later].flatMap(({ deliveries }) => deliveries.map(hex)));
      expect(answers.size).toBe(1);
      expect(await drain(bob)).toHaveLength(waiting + 1);
    });

    test("may have the commitment of another sender: a copy censors nobody", async () => {
      const room = await converse(ada, [bob]);
      const { message } = prepare(ada, room.id, 1, "hello");
      await send(bob, room, 1, message);
      const { deliveries } = await send(ada, room, 1, message);
      expect(contextOf(deliveries[0])).toMatchObject({ seq: 2, sender: ada.account });
    });

    test("never goes back in time when the clock does", async () => {
      const room = await converse(ada, [bob]);
      const first = await send(ada, room, 1, prepare(ada, room.id, 1, "one").message);
      at.now -= 1000;
      const second = await send(ada, room, 1, prepare(ada, room.id, 1, "two").message);
      at.now += 1000;
      expect(contextOf(second.deliveries[0])).toMatchObject({
        acceptedAt: contextOf(first.deliveries[0]).acceptedAt,
        seq: 2,
      });
    });

    const other = rng(16);
    test.each<[string, string, (room: { id: Uint8Array; key: string }) => Promise<unknown>]>([
      [
        "not-a-member",
        "from a stranger",
        (room) => send(eve, room, 1, prepare(eve, room.id, 1, "x").message),
      ],
      [
        "not-a-member",
        "to a conversation that is not there",
        () => send(ada, { key: hex(other) }, 0, prepare(ada, other, 0, "x").message),
      ],
      [
        "stale-epoch",
        "for an epoch that is over",
        (room) => send(ada, room, 0, prepare(ada, room.id, 0, "x").message),
      ],
      [
        "wrong-suite",
        "of another suite",
        (room) => {
          const { commitment } = prepare(ada, room.id, 1, "x").franked;
          const outer = encode({ suite: "hmac-v1", commitment });
          return send(ada, room, 1, { outer, wire: fakeWire(room.id, 1, { outer, inner: rng(9) }) });
        },
      ],
      [
        "wrong-suite",
        "said to be of another suite than the conversation's",
        (room) => {
          const { commitment } = prepare(ada, room.id, 1, "x").franked;
          const outer = encode({ suite: "hmac-v1", commitment });
          const messages = [{ outer, wire: fakeWire(room.id, 1, { outer, inner: rng(9) }) }];
          return ada.api.send({
            params: { conversation: room.key },
            body: { epoch: 1, suite: "hmac-v1", messages },
          });
        },
      ],
      [
        "wrong-suite",
        "of a suite that this relay has not",
        (room) => {
          const messages = [prepare(ada, room.id, 1, "x").message];
          return ada.api.send({
            params: { conversation: room.key },
            body: { epoch: 1, suite: "merkle-v9", messages },
          });
        },
      ],
      [
        "outer-mismatch",
        "whose wire authenticates another commitment",
        (room) => {
          const [one, two] = [prepare(ada, room.id, 1, "x"), prepare(ada, room.id, 1, "y")];
          return send(ada, room, 1, { outer: one.message.outer, wire: two.message.wire });
        },
      ],
      [
        "outer-mismatch",
        "whose wire is of another group",
        (room) => send(ada, room, 1, prepare(ada, other, 1, "x").message),
      ],
      [
        "outer-mismatch",
        "whose wire is of another epoch",
        (room) => send(ada, room, 1, prepare(ada, room.id, 2, "x").message),
      ],
      [
        "outer-mismatch",
        "whose wire is no MLS message",
        (room) => send(ada, room, 1, { ...prepare(ada, room.id, 1, "x").message, wire: rng(99) }),
      ],
      [
        "malformed",
        "whose outer has a key too many",
        (room) => {
          const { commitment } = prepare(ada, room.id, 1, "x").franked;
          const outer = encode({ suite: "merkle-v1", commitment, note: "hello" });
          return send(ada, room, 1, { outer, wire: fakeWire(room.id, 1, { outer, inner: rng(9) }) });
        },
      ],
      [
        "malformed",
        "whose outer is not canonical",
        (room) => send(ada, room, 1, { ...prepare(ada, room.id, 1, "x").message, outer: rng(40) }),
      ],
    ])("is refused (%s) %s, and takes no number", async (code, _, attempt) => {
      const room = await converse(ada, [bob]);
      const good = () => prepare(ada, room.id, 1, "good").message;
      await send(ada, room, 1, good());
      await expect(attempt(room)).rejects.toMatchObject({ code });
      const { deliveries } = await send(ada, room, 1, good());
      expect(contextOf(deliveries[0]).seq).toBe(2);
    });

    test("that is refused takes the whole of its request with it", async () => {
      const room = await converse(ada, [bob]);
      const [good, bad] = [prepare(ada, room.id, 1, "good").message, prepare(ada, room.id, 9, "bad").message];
      const waiting = (await drain(bob)).length;
      await expect(send(ada, room, 1, good, bad)).rejects.toMatchObject({ code: "outer-mismatch" });
      expect(await drain(bob)).toHaveLength(waiting);
      const { deliveries } = await send(ada, room, 1, good);
      expect(contextOf(deliveries[0]).seq).toBe(1);
    });

    test("is one of 200 sent at the same moment: numbers are gapless, mailboxes complete and in order", async () => {
      const rooms = await Promise.all([converse(ada, [bob, eve]), converse(bob, [ada, eve])]);
      const seen = await Promise.all([ada, bob, eve].map(async (p) => (await drain(p)).at(-1)?.cursor ?? 0));
      const sends = Array.from({ length: 200 }, (_, i) => {
        const [room, by] = [rooms[i % 2], [ada, bob, eve][i % 3]];
        if (room === undefined || by === undefined) throw new Error("unreachable");
        return send(by, room, 1, prepare(by, room.id, 1, `message ${i}`, i).message);
      });
      const answers = await Promise.all(sends);
      for (const [r, room] of rooms.entries()) {
        const mine = answers.flatMap(({ deliveries }, i) => (i % 2 === r ? [contextOf(deliveries[0])] : []));
        expect(mine.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
          Array.from({ length: 100 }, (_, i) => i + 1),
        );
        for (const [p, person] of [ada, bob, eve].entries()) {
          const got = (await drain(person, seen[p], 17)).filter(
            (entry) => entry.kind === "message" && hex(entry.conversation) === room.key,
          );
          const numbers = got.map(
            (entry) => contextOf(entry.kind === "message" ? entry.delivery : undefined).seq,
          );
          expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
          const expected = mine.filter(({ sender }) => sender !== person.account).map(({ seq }) => seq);
          expect(new Set(numbers)).toEqual(new Set(expected));
          expect(numbers).toHaveLength(expected.length);
        }
      }
    });
  });

  test("an assertion names its caller to the moderation", async () => {
    const secret = rng(32);
    const { assertion } = await ada.api.assert({ body: { binding: reporterBinding(secret) } });
    const reporter = verifyReporter(
      assertion,
      secret,
      (id) => at.moderation.keys.get(hex(id)) ?? null,
      at.now,
    );
    expect(reporter).toEqual({ relay: "relay.example", account: ada.account });
    expect(assertion.expiresAt).toBe(at.now + 3_600_000);
  });
});
