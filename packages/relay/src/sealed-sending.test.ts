import { encode, type FrankingScheme, hex, merkleV1 } from "@openfranking/franking";
import { hashOfPass } from "@openfranking/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { rng } from "./testing/fake-moderation.ts";
import { drain, type Person, prepare } from "./testing/person.ts";
import { startTestRelay, type TestRelay } from "./testing/test-relay.ts";
import { fakeWire } from "./testing/wire-node.ts";

/** A scheme that keeps the sender from the relay, as far as a relay can tell. */
const sealed: FrankingScheme = {
  ...merkleV1,
  id: "sealed-test",
  traits: { ...merkleV1.traits, relayLearnsSender: false },
  commitmentOf: (outer) => merkleV1.commitmentOf(outer),
  stamp: (_, { recipients, sender, seq }) => recipients.map(() => encode({ sender, seq })),
};

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close());

describe.each(["sqlite", "postgres"] as const)("sealed sending on %s", (kind) => {
  let at: TestRelay;
  let [ada, bob, eve] = [] as unknown as [Person, Person, Person];
  beforeAll(async () => {
    at = await startTestRelay(await databases.fresh(kind), { schemes: [sealed, merkleV1] });
    [ada, bob, eve] = [await at.person("Ada"), await at.person("Bob"), await at.person("Eve")];
  });
  afterAll(() => at.close());

  const passes = [rng(32), rng(32), rng(32)] as const;

  /** Ada and Bob, at epoch 1. */
  async function room(): Promise<{ id: Uint8Array; key: string }> {
    const id = rng(16);
    const conversation = { conversation: id, suite: sealed.id, sealedPass: hashOfPass(passes[0]) };
    await ada.api.createConversation({ body: conversation });
    const added = { id, key: hex(id) };
    await commit(added, 0, [ada, bob], passes[1]);
    return added;
  }

  function commit(to: { key: string }, epoch: number, members: readonly Person[], pass: Uint8Array | null) {
    const accounts = members.map(({ account }) => account);
    const sealedPass = pass === null ? {} : { sealedPass: hashOfPass(pass) };
    const body = { epoch, commit: rng(8), members: accounts, welcome: rng(8), ...sealedPass };
    return ada.api.commit({ params: { conversation: to.key }, body });
  }

  const messageIn = (id: Uint8Array, epoch: number) => prepare(ada, id, epoch, "x").message;

  function send(
    to: { id: Uint8Array; key: string },
    pass: Uint8Array,
    message = messageIn(to.id, 1),
    { epoch = 1, suite = sealed.id } = {},
  ) {
    const body = { epoch, suite, pass, messages: [message] };
    // Eve's client: nobody is asked who she is.
    return eve.api.sendSealed({ params: { conversation: to.key }, body });
  }

  const refusedWith = (code: string) => expect.objectContaining({ code });

  test("whoever shows the epoch's pass is taken for a member, and every member's mailbox gets the message of nobody", async () => {
    const to = await room();
    const [mine, hers] = [await last(ada), await last(bob)];
    const { deliveries } = await send(to, passes[1]);
    expect(deliveries).toEqual([encode({ sender: null, seq: 1 })]);
    for (const [person, after] of [
      [ada, mine],
      [bob, hers],
    ] as const) {
      const [entry, ...more] = await drain(person, after);
      expect(entry).toMatchObject({ kind: "message", sender: null, delivery: deliveries[0] });
      expect(more).toEqual([]);
    }
  });

  const last = async (person: Person): Promise<number> => (await drain(person)).at(-1)?.cursor ?? 0;

  test("the same message again gets the same answer, and is in no mailbox twice", async () => {
    const to = await room();
    const message = messageIn(to.id, 1);
    const first = await send(to, passes[1], message);
    const before = await last(bob);
    expect(await send(to, passes[1], message)).toEqual(first);
    expect(await drain(bob, before)).toEqual([]);
  });

  test("another pass, and the pass of an epoch that is over, are nobody's", async () => {
    const to = await room();
    for (const pass of [rng(32), passes[0]])
      await expect(send(to, pass)).rejects.toEqual(refusedWith("not-a-member"));
    await commit(to, 1, [ada], passes[2]);
    const late = messageIn(to.id, 2);
    await expect(send(to, passes[1], late, { epoch: 2 })).rejects.toEqual(refusedWith("not-a-member"));
    expect((await send(to, passes[2], late, { epoch: 2 })).deliveries).toHaveLength(1);
  });

  test("a message for an epoch that is over is refused", async () => {
    const to = await room();
    const early = messageIn(to.id, 0);
    await expect(send(to, passes[1], early, { epoch: 0 })).rejects.toEqual(refusedWith("stale-epoch"));
  });

  test("a conversation that keeps its senders from the relay takes nothing of a known device", async () => {
    const to = await room();
    const body = { epoch: 1, suite: sealed.id, messages: [messageIn(to.id, 1)] };
    const sending = ada.api.send({ params: { conversation: to.key }, body });
    await expect(sending).rejects.toEqual(refusedWith("wrong-suite"));
  });

  test("a conversation whose relay learns the sender takes nothing sealed", async () => {
    const id = rng(16);
    await ada.api.createConversation({ body: { conversation: id, suite: merkleV1.id } });
    const to = { id, key: hex(id) };
    const message = prepare(ada, id, 0, "x").message;
    for (const suite of [merkleV1.id, sealed.id]) {
      const sending = send(to, passes[0], message, { epoch: 0, suite });
      await expect(sending).rejects.toMatchObject({
        code: suite === merkleV1.id ? "wrong-suite" : "not-a-member",
      });
    }
  });

  test("a conversation is sealed from its beginning, or never", async () => {
    const open = (suite: string, sealedPass?: Uint8Array) => {
      const pass = sealedPass === undefined ? {} : { sealedPass };
      return ada.api.createConversation({ body: { conversation: rng(16), suite, ...pass } });
    };
    await expect(open(sealed.id)).rejects.toEqual(refusedWith("malformed"));
    await expect(open(merkleV1.id, rng(32))).rejects.toEqual(refusedWith("malformed"));
    await expect(commit(await room(), 1, [ada], null)).rejects.toEqual(refusedWith("malformed"));
    const id = rng(16);
    await ada.api.createConversation({ body: { conversation: id, suite: merkleV1.id } });
    await expect(commit({ key: hex(id) }, 0, [ada], rng(32))).rejects.toEqual(refusedWith("malformed"));
  });

  test("a stamp that differs from recipient to recipient is none where the sender is not known", async () => {
    const apart = { ...sealed, id: "apart-test", stamp: () => [encode(1), encode(2)] };
    const other = await startTestRelay(await databases.fresh("sqlite"), { schemes: [apart] });
    try {
      const [one, two] = [await other.person("One"), await other.person("Two")];
      const id = rng(16);
      const hash = hashOfPass(passes[0]);
      await one.api.createConversation({ body: { conversation: id, suite: apart.id, sealedPass: hash } });
      const members = [one.account, two.account];
      const change = { epoch: 0, commit: rng(8), members, welcome: rng(8), sealedPass: hash };
      await one.api.commit({ params: { conversation: hex(id) }, body: change });
      const { franked } = prepare(one, id, 1, "x");
      const message = { outer: franked.outer, wire: fakeWire(id, 1, franked) };
      const body = { epoch: 1, suite: apart.id, pass: passes[0], messages: [message] };
      const sending = two.api.sendSealed({ params: { conversation: hex(id) }, body });
      await expect(sending).rejects.toEqual(refusedWith("malformed"));
    } finally {
      await other.close();
    }
  });
});
