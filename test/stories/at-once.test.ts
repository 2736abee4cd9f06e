import { expect, test } from "vitest";
import { accountOf, adaAndBen, membersOf, read, syncAll } from "./setting.ts";

test("two members change the members at once, and both changes are made", async () => {
  const { ada, ben, id, world } = await adaAndBen();
  const [cleo, dora] = [await world.person("cleo"), await world.person("dora")];
  const [forAda, forBen] = [await ada.contact("cleo"), await ben.contact("dora")];
  await Promise.all([ada.conversation(id).add([forAda]), ben.conversation(id).add([forBen])]);
  await syncAll(ada, ben, cleo, dora);
  const all = [ada, ben, cleo, dora];
  for (const one of all) expect(membersOf(one, id)).toEqual(all.map(accountOf).sort());
  for (const one of all) await one.conversation(id).send(`from ${one.identity?.name}`);
  await syncAll(...all);
  const said = ["from ada", "from ben", "from cleo", "from dora"];
  for (const one of all) expect(read(one, id)).toEqual(said);
});

test("two members write at once, and both messages arrive in one order", async () => {
  const { ada, ben, id } = await adaAndBen();
  await Promise.all([ada.conversation(id).send("from ada"), ben.conversation(id).send("from ben")]);
  await syncAll(ada, ben);
  expect([...read(ada, id)].sort()).toEqual(["from ada", "from ben"]);
  expect(read(ben, id)).toEqual(read(ada, id));
});

test("a message that was encrypted before a change that its sender had not seen is encrypted again", async () => {
  const { ada, ben, id, world } = await adaAndBen();
  const cleo = await world.person("cleo");
  await ada.conversation(id).add([await ada.contact("cleo")]);
  expect(await ben.conversation(id).send("late")).toMatchObject({ isSent: true });
  await syncAll(ada, cleo);
  for (const one of [ada, ben, cleo]) expect(read(one, id)).toEqual(["late"]);
});

test("who was removed without knowing it sees that the message was not taken", async () => {
  const { ada, ben, id } = await adaAndBen();
  await ben.conversation(id).remove([accountOf(ada)]);
  await ada.conversation(id).send("am I here?");
  expect(read(ada, id)).toEqual(["failed: not-a-member"]);
  await ben.sync();
  expect(read(ben, id)).toEqual([]);
});

test("both remove the same member at once, and neither fails", async () => {
  const { ada, ben, id, world } = await adaAndBen();
  const cleo = await world.person("cleo");
  await ben.conversation(id).add([await ben.contact("cleo")]);
  await syncAll(ada, cleo);
  await Promise.all([ada, ben].map((one) => one.conversation(id).remove([accountOf(cleo)])));
  for (const one of [ada, ben]) expect(membersOf(one, id)).toEqual([ada, ben].map(accountOf).sort());
});
