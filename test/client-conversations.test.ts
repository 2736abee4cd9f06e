import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { losingAnswer, refusing, unreachable } from "./client/taps.ts";
import { type ClientWorld, honest, say, seenBy, startClientWorld, twoPeople } from "./client/world.ts";

let world: ClientWorld;
beforeEach(async () => {
  world = await startClientWorld();
});
afterEach(() => world.close());

test("what is said is seen on both sides, by clients that are opened again at every step", async () => {
  const { alice, bob, id } = await twoPeople(world);
  const expected: string[] = [];
  for (let i = 0; i < 3; i++) {
    for (const [writer, reader] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      await writer.reopen();
      expected.push(`${i} of ${writer.account}`);
      await say(writer, id, expected.at(-1) ?? "");
      await reader.client.sync();
      await reader.reopen();
    }
  }
  expect(seenBy(alice, id)).toEqual(expected);
  expect(seenBy(bob, id)).toEqual(expected);
});

test("a registration whose answer was lost is finished under the same name, with the same account", async () => {
  const alice = await world.stranger("alice");
  alice.tap = losingAnswer(/accounts$/u);
  await expect(alice.client.register("alice")).rejects.toThrow("unavailable");
  await alice.reopen();
  await alice.client.register("alice");
  expect(alice.client.identity?.name).toBe("alice");
});

describe("a send whose answer was lost", () => {
  test("is repeated as it was, and is one message", async () => {
    const { alice, bob, id } = await twoPeople(world);
    alice.tap = losingAnswer(/messages$/u);
    await say(alice, id, "once");
    expect(seenBy(alice, id)).toEqual(["pending:null"]);
    await alice.reopen();
    await say(alice, id, "twice");
    await bob.client.sync();
    expect(seenBy(bob, id)).toEqual(["once", "twice"]);
    expect(seenBy(alice, id)).toEqual(["once", "twice"]);
  });

  test("is still one message after the members have changed", async () => {
    const { alice, bob, id } = await twoPeople(world);
    await world.person("carol");
    alice.tap = losingAnswer(/messages$/u);
    await say(alice, id, "once");
    await bob.client.sync();
    await bob.client.conversation(id).add([await bob.client.contact("carol")]);
    await say(alice, id, "twice");
    await bob.client.sync();
    expect(seenBy(bob, id)).toEqual(["once", "twice"]);
    expect(seenBy(alice, id)).toEqual(["once", "twice"]);
  });
});

test("a message that was written before a change of members came is encrypted again", async () => {
  const { alice, bob, id } = await twoPeople(world);
  const carol = await world.person("carol");
  await bob.client.conversation(id).add([await bob.client.contact("carol")]);
  await say(alice, id, "for three");
  await Promise.all([bob, carol].map(({ client }) => client.sync()));
  expect(seenBy(bob, id)).toEqual(["for three"]);
  expect(seenBy(carol, id)).toEqual(["for three"]);
});

test("nothing is lost where the network fails while the first message is being received", async () => {
  const { alice, bob, id } = await twoPeople(world);
  await say(alice, id, "hello");
  bob.tap = unreachable(/stamp-keys$/u);
  await expect(bob.client.sync()).rejects.toThrow("unavailable");
  await bob.client.sync();
  expect(seenBy(bob, id)).toEqual(["hello"]);
});

describe("a change of members whose answer was lost", () => {
  test("is known to have been taken from a message of the epoch after it", async () => {
    const { alice, bob, id } = await twoPeople(world);
    await world.person("carol");
    const carol = await alice.client.contact("carol");
    alice.tap = losingAnswer(/commits$/u);
    await expect(alice.client.conversation(id).add([carol])).rejects.toThrow("unavailable");
    await bob.client.sync();
    await say(bob, id, "after");
    await alice.client.sync();
    expect(seenBy(alice, id)).toEqual(["after"]);
    expect(alice.client.conversation(id).members).toHaveLength(3);
  });

  test("and from another change on top of it", async () => {
    const { alice, bob, id } = await twoPeople(world);
    await world.person("carol");
    await world.person("dave");
    const carol = await alice.client.contact("carol");
    alice.tap = losingAnswer(/commits$/u);
    await expect(alice.client.conversation(id).add([carol])).rejects.toThrow("unavailable");
    await bob.client.sync();
    await bob.client.conversation(id).add([await bob.client.contact("dave")]);
    await say(bob, id, "after");
    await alice.client.sync();
    expect(seenBy(alice, id)).toEqual(["after"]);
    expect(alice.client.conversation(id).members).toHaveLength(4);
  });

  test("holds back what is written, so that those who were added get it", async () => {
    const alice = await world.person("alice");
    const bob = await world.person("bob");
    const contact = await alice.client.contact("bob");
    alice.tap = unreachable(/commits$/u, 2);
    const { id } = await alice.client.createConversation([contact]);
    await say(alice, id, "early");
    await alice.client.sync();
    await bob.client.sync();
    expect(seenBy(bob, id)).toEqual(["early"]);
  });

  test("and that will never be taken does not keep the rest from going on", async () => {
    const { alice, bob, id } = await twoPeople(world);
    await world.person("carol");
    const carol = await alice.client.contact("carol");
    const other = await alice.client.createConversation([await alice.client.contact("bob")]);
    alice.tap = unreachable(/commits$/u);
    await expect(alice.client.conversation(id).add([carol])).rejects.toThrow("unavailable");
    await bob.client.sync();
    await bob.client.conversation(id).remove([alice.account]);
    await alice.client.sync();
    await say(alice, other.id, "goes on");
    await bob.client.sync();
    expect(seenBy(bob, other.id)).toEqual(["goes on"]);
  });
});

test("two changes at once both happen", async () => {
  const { alice, bob, id } = await twoPeople(world);
  for (const name of ["carol", "dave"]) await world.person(name);
  const [carol, dave] = [await alice.client.contact("carol"), await bob.client.contact("dave")];
  await Promise.all([alice.client.conversation(id).add([carol]), bob.client.conversation(id).add([dave])]);
  for (const { client } of [alice, bob]) {
    await client.sync();
    expect(client.conversation(id).members).toHaveLength(4);
    expect(client.conversation(id).warnings).toEqual([]);
  }
});

test("who was removed reads nothing more and writes nothing more; who is added again goes on", async () => {
  const { alice, bob, id } = await twoPeople(world);
  await say(alice, id, "one");
  await bob.client.sync();
  await alice.client.conversation(id).remove([bob.account]);
  await say(alice, id, "without bob");
  await bob.client.sync();
  await expect(bob.client.conversation(id).send("still here?")).rejects.toThrow("not-a-member");
  await alice.client.conversation(id).add([await alice.client.contact("bob")]);
  await bob.client.sync();
  await say(bob, id, "two");
  await alice.client.sync();
  expect(seenBy(bob, id)).toEqual(["one", "two"]);
  expect(seenBy(alice, id)).toEqual(["one", "without bob", "two"]);
});

test("a conversation with somebody who cannot be added is not made", async () => {
  const { alice } = await twoPeople(world);
  const bob = await alice.client.contact("bob");
  alice.tap = refusing(/claim$/u, "no-key-package");
  await expect(alice.client.createConversation([bob])).rejects.toThrow("no-key-package");
  expect(alice.client.conversations()).toHaveLength(1);
});

test("key packages that were only taken are made anew", async () => {
  const alice = await world.person("alice");
  const bob = await world.person("bob");
  const contact = await alice.client.contact("bob");
  for (let i = 0; i < 20; i++) {
    alice.tap = losingAnswer(/claim$/u);
    await expect(alice.client.createConversation([contact])).rejects.toThrow("unavailable");
  }
  alice.tap = honest;
  await expect(alice.client.createConversation([contact])).rejects.toThrow("no-key-package");
  await bob.client.sync();
  await alice.client.createConversation([contact]);
});
