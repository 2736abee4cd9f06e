import { join } from "node:path";
import { relayRoutes } from "@openfranking/protocol";
import { openPerson, systemClock } from "@openfranking/testbed";
import { describe, expect, test } from "vitest";
import { down, honest, losingAnswer, network, refusing, unreachable } from "./network.ts";
import {
  accountOf,
  adaAndBen,
  add,
  membersOf,
  newWorld,
  read,
  reopened,
  say,
  syncAll,
  warningsOf,
} from "./world.ts";

const unavailable = { code: "unavailable" };

describe("a message whose answer was lost", () => {
  test("is sent again as it was, by a client that was opened again too, and arrives once", async () => {
    const two = await adaAndBen();
    const { ada, id, ways } = two;
    ways.ben.tap = losingAnswer(relayRoutes.send);
    expect(await two.ben.conversation(id).send("once")).toMatchObject({ isSent: false });
    expect(read(two.ben, id)).toEqual(["pending"]);
    await ada.sync();
    const ben = await reopened(two, two.ben);
    await say(ben, id, "twice");
    await ada.sync();
    for (const one of [ada, ben]) expect(read(one, id)).toEqual(["once", "twice"]);
  });

  test("arrives once also where the members have changed since", async () => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    await world.person("cleo");
    ways.ben.tap = losingAnswer(relayRoutes.send);
    await say(ben, id, "once");
    await ada.sync();
    await add(ada, id, "cleo");
    await say(ben, id, "twice");
    await ada.sync();
    for (const one of [ada, ben]) expect(read(one, id)).toEqual(["once", "twice"]);
  });
});

test("what is written without a network waits in order, and is sent later", async () => {
  const { ada, ben, id, ways } = await adaAndBen();
  ways.ben.tap = down;
  await say(ben, id, "one", "two");
  await expect(ben.sync()).rejects.toMatchObject(unavailable);
  expect(read(ben, id)).toEqual(["pending", "pending"]);
  ways.ben.tap = honest;
  await syncAll(ben, ada);
  for (const one of [ada, ben]) expect(read(one, id)).toEqual(["one", "two"]);
});

test("nothing is lost where the network fails while a first message is being received", async () => {
  const { ada, ben, id, ways } = await adaAndBen();
  await say(ben, id, "hello");
  ways.ada.tap = unreachable(relayRoutes.keyRecords);
  await expect(ada.sync()).rejects.toMatchObject(unavailable);
  await ada.sync();
  expect(read(ada, id)).toEqual(["hello"]);
});

describe("a change of members whose answer was lost", () => {
  test("is made once", async () => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    const cleo = await world.person("cleo");
    ways.ben.tap = losingAnswer(relayRoutes.commit);
    await expect(add(ben, id, "cleo")).rejects.toMatchObject(unavailable);
    const all = [ada, ben, cleo];
    await syncAll(ben, ada, cleo);
    for (const one of all) expect(membersOf(one, id)).toEqual(all.map(accountOf).sort());
    await say(ben, id, "three of us");
    await syncAll(ada, cleo);
    for (const one of all) expect(read(one, id)).toEqual(["three of us"]);
  });

  test.each(["message", "change"])("is found in the mailbox, by the next %s there", async (next) => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    const cleo = await world.person("cleo");
    await world.person("dora");
    ways.ben.tap = losingAnswer(relayRoutes.commit);
    await expect(add(ben, id, "cleo")).rejects.toMatchObject(unavailable);
    await syncAll(ada, cleo);
    if (next === "message") await say(cleo, id, "I am here");
    await add(ada, id, "dora");
    if (next === "change") await say(cleo, id, "I am here");
    await syncAll(ben, ada, cleo);
    for (const one of [ada, ben]) expect(read(one, id)).toEqual(["I am here"]);
    expect(ben.conversation(id).members).toHaveLength(4);
    expect(membersOf(ben, id)).toEqual(membersOf(ada, id));
    expect(warningsOf(ben, id)).toEqual([]);
  });

  test("holds back what is written, so that those who were added get it", async () => {
    const { ada, ben, ways } = await adaAndBen();
    const contact = await ben.contact("ada");
    ways.ben.tap = unreachable(relayRoutes.commit, 2);
    const { id } = await ben.createConversation([contact]);
    await say(ben, id, "early");
    await syncAll(ben, ada);
    expect(read(ada, id)).toEqual(["early"]);
  });

  test("and that was overtaken keeps nothing else from going on", async () => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    await world.person("cleo");
    const other = await ben.createConversation([await ben.contact("ada")]);
    ways.ben.tap = unreachable(relayRoutes.commit);
    await expect(add(ben, id, "cleo")).rejects.toMatchObject(unavailable);
    await ada.conversation(id).remove([accountOf(ben)]);
    await ben.sync();
    await say(ben, other.id, "goes on");
    await ada.sync();
    expect(read(ada, other.id)).toEqual(["goes on"]);
  });

  test("and that is then refused is given up, and said", async () => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    await world.person("cleo");
    ways.ben.tap = unreachable(relayRoutes.commit);
    await expect(add(ben, id, "cleo")).rejects.toMatchObject(unavailable);
    ways.ben.tap = refusing(relayRoutes.commit, "forbidden");
    await ben.sync();
    expect(warningsOf(ben, id)).toEqual(["change-not-made"]);
    await say(ben, id, "two of us");
    await ada.sync();
    expect(read(ada, id)).toEqual(["two of us"]);
  });
});

test("what cannot be sent in one conversation keeps no other from going on, and is not forgotten", async () => {
  const { ada, ben, id, ways } = await adaAndBen();
  const other = await ben.createConversation([await ben.contact("ada")]);
  ways.ben.tap = down;
  for (const one of [id, other.id]) await say(ben, one, "hello");
  ways.ben.tap = (asked) => (asked.path.includes(id) ? down(asked) : asked.goOn());
  await expect(ben.sync()).rejects.toMatchObject(unavailable);
  await ada.sync();
  expect(read(ada, other.id)).toEqual(["hello"]);
  expect(read(ben, id)).toEqual(["pending"]);
});

test("a registration whose answer was lost is finished under the same name, with the same account", async () => {
  const { directory, person, relayUrl } = await newWorld();
  const way = network();
  const device = () => openPerson(join(directory, "cleo"), relayUrl, systemClock, { fetch: way.fetch });
  way.tap = losingAnswer(relayRoutes.register);
  const cut = await device();
  await expect(cut.register("cleo")).rejects.toMatchObject(unavailable);
  expect(cut.identity).toBeNull();
  await cut.close();
  const ada = await person("ada");
  const { account } = await ada.contact("cleo");

  const cleo = await device();
  await cleo.register("cleo");
  expect(cleo.identity).toEqual({ account, name: "cleo" });
  await ada.createConversation([await ada.contact("cleo")]);
  await cleo.sync();
  expect(cleo.conversations()).toHaveLength(1);
  await cleo.close();
});
