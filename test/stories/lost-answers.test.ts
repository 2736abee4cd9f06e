import { expect, test } from "vitest";
import { losing, network } from "./network.ts";
import { accountOf, adaAndBen, membersOf, read, syncAll } from "./setting.ts";

test("a message whose answer was lost is sent again, and arrives once", async () => {
  const way = network();
  const { ada, ben, id } = await adaAndBen({ ben: { fetch: way.fetch } });
  way.tamper = losing(/\/messages$/u);
  expect(await ben.conversation(id).send("once")).toMatchObject({ isSent: false });
  expect(read(ben, id)).toEqual(["pending"]);
  await ada.sync();
  await ben.sync();
  await ben.conversation(id).send("twice");
  await ada.sync();
  for (const one of [ada, ben]) expect(read(one, id)).toEqual(["once", "twice"]);
});

test("a message whose answer was lost, in a conversation that then changed, still arrives once", async () => {
  const way = network();
  const { ada, ben, id, world } = await adaAndBen({ ben: { fetch: way.fetch } });
  await world.person("cleo");
  way.tamper = losing(/\/messages$/u);
  await ben.conversation(id).send("once");
  await ada.sync();
  await ada.conversation(id).add([await ada.contact("cleo")]);
  await syncAll(ben, ada);
  for (const one of [ada, ben]) expect(read(one, id)).toEqual(["once"]);
});

test("what is written without a network waits in order, and is sent later", async () => {
  const way = network();
  const { ada, ben, id } = await adaAndBen({ ben: { fetch: way.fetch } });
  way.isDown = true;
  await ben.conversation(id).send("one");
  await ben.conversation(id).send("two");
  await expect(ben.sync()).rejects.toMatchObject({ code: "unavailable" });
  expect(read(ben, id)).toEqual(["pending", "pending"]);
  way.isDown = false;
  await syncAll(ben, ada);
  for (const one of [ada, ben]) expect(read(one, id)).toEqual(["one", "two"]);
});

test("a change of members whose answer was lost is made once", async () => {
  const way = network();
  const { ada, ben, id, world } = await adaAndBen({ ben: { fetch: way.fetch } });
  const cleo = await world.person("cleo");
  const contact = await ben.contact("cleo");
  way.tamper = losing(/\/commits$/u);
  await expect(ben.conversation(id).add([contact])).rejects.toMatchObject({ code: "unavailable" });
  await syncAll(ben, ada, cleo);
  const three = [ada, ben, cleo].map(accountOf).sort();
  for (const one of [ada, ben, cleo]) expect(membersOf(one, id)).toEqual(three);
  await ben.conversation(id).send("three of us");
  await syncAll(ada, cleo);
  for (const one of [ada, cleo]) expect(read(one, id)).toEqual(["three of us"]);
});

test("a change of members whose answer was lost, and after which others went on, is found in the mailbox", async () => {
  const way = network();
  const { ada, ben, id, world } = await adaAndBen({ ben: { fetch: way.fetch } });
  const cleo = await world.person("cleo");
  await world.person("dora");
  const contact = await ben.contact("cleo");
  way.tamper = losing(/\/commits$/u);
  await expect(ben.conversation(id).add([contact])).rejects.toMatchObject({ code: "unavailable" });
  await syncAll(ada, cleo);
  await cleo.conversation(id).send("I am here");
  await ada.conversation(id).add([await ada.contact("dora")]);
  await syncAll(ben, ada, cleo);
  for (const one of [ada, ben]) expect(read(one, id)).toEqual(["I am here"]);
  expect(membersOf(ben, id)).toEqual(membersOf(ada, id));
  expect(ben.conversation(id).warnings).toEqual([]);
});

test("a registration whose answer was lost is completed by registering again", async () => {
  const way = network();
  const { ada, world } = await adaAndBen();
  way.tamper = losing(/^\/v1\/accounts$/u);
  await expect(world.person("cleo", { fetch: way.fetch })).rejects.toMatchObject({ code: "unavailable" });
  // The store is held by the client that did not get its answer until the world ends.
  expect((await ada.contact("cleo")).name).toBe("cleo");
});
