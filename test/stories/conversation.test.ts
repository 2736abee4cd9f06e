import { expect, test } from "vitest";
import { accountOf, adaAndBen, membersOf, newWorld, read, syncAll } from "./setting.ts";

test("two people write to each other, and both keep one order", async () => {
  const { ada, ben, id } = await adaAndBen();
  expect(await ben.conversation(id).send("hello Ada")).toMatchObject({ isSent: true });
  await ada.sync();
  await ada.conversation(id).send("hello Ben");
  await ben.sync();
  await ben.conversation(id).send("how are you?");
  await ada.sync();
  const said = ["hello Ada", "hello Ben", "how are you?"];
  expect(read(ada, id)).toEqual(said);
  expect(read(ben, id)).toEqual(said);
  const messages = ada.conversation(id).messages();
  expect(messages.map((one) => one.state === "shown" && one.own)).toEqual([false, true, false]);
  expect(messages.map((one) => one.state === "shown" && one.sender)).toEqual([ben, ada, ben].map(accountOf));
  expect(
    messages.flatMap<string>((one) => (one.state === "shown" ? [...one.warnings] : [one.state])),
  ).toEqual([]);
  expect(ada.safetyNumber(accountOf(ben))).toBe(ben.safetyNumber(accountOf(ada)));
});

test("who is added later reads what follows, and who is removed gets nothing more", async () => {
  const world = await newWorld();
  const [ada, ben, cleo, dora] = [
    await world.person("ada"),
    await world.person("ben"),
    await world.person("cleo"),
    await world.person("dora"),
  ];
  const { id } = await ada.createConversation([await ada.contact("ben"), await ada.contact("cleo")]);
  await ada.conversation(id).send("three of us");
  await syncAll(ben, cleo);
  await ben.conversation(id).add([await ben.contact("dora")]);
  await syncAll(ada, cleo, dora);
  await cleo.conversation(id).send("welcome Dora");
  await syncAll(ada, ben, dora);
  for (const one of [ada, ben, cleo]) expect(read(one, id)).toEqual(["three of us", "welcome Dora"]);
  expect(read(dora, id)).toEqual(["welcome Dora"]);

  await ada.conversation(id).remove([accountOf(cleo)]);
  await syncAll(ben, dora, cleo);
  await dora.conversation(id).send("without Cleo");
  await syncAll(ada, ben, cleo);
  expect(read(ada, id)).toEqual(["three of us", "welcome Dora", "without Cleo"]);
  expect(read(cleo, id)).toEqual(["three of us", "welcome Dora"]);
  expect(membersOf(ben, id)).toEqual([ada, ben, dora].map(accountOf).sort());
  expect(cleo.conversation(id).members).toEqual([]);
  await expect(cleo.conversation(id).send("am I here?")).rejects.toMatchObject({ code: "not-a-member" });
});

test("who was removed can be added again, and goes on", async () => {
  const { ada, ben, id } = await adaAndBen();
  await ben.conversation(id).send("before");
  await ada.sync();
  await ben.conversation(id).remove([accountOf(ada)]);
  await ben.conversation(id).send("without Ada");
  await ben.conversation(id).add([await ben.contact("ada")]);
  await ben.conversation(id).send("again");
  await ada.sync();
  expect(read(ada, id)).toEqual(["before", "again"]);
  await ada.conversation(id).send("thank you");
  await ben.sync();
  expect(read(ben, id)).toEqual(["before", "without Ada", "again", "thank you"]);
});

test("a conversation of the simpler scheme goes the same way", async () => {
  const world = await newWorld();
  const [ada, ben] = [await world.person("ada"), await world.person("ben")];
  const made = await ben.createConversation([await ben.contact("ada")], { suite: "hmac-v1" });
  await made.send("hello");
  await ada.sync();
  expect(read(ada, made.id)).toEqual(["hello"]);
  expect(ada.conversation(made.id).suite).toBe("hmac-v1");
});
