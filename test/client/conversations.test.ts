import { describe, expect, test } from "vitest";
import { accountOf, adaAndBen, add, membersOf, newWorld, read, say, syncAll, warningsOf } from "./world.ts";

test("two people write to each other, and both keep one order", async () => {
  const { ada, ben, id } = await adaAndBen();
  expect(await ben.conversation(id).send("hello Ada")).toMatchObject({ isSent: true });
  await ada.sync();
  await say(ada, id, "hello Ben");
  await ben.sync();
  await say(ben, id, "how are you?");
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
  const { ada, ben, id, world } = await adaAndBen();
  const [cleo, dora] = [await world.person("cleo"), await world.person("dora")];
  await add(ben, id, "cleo");
  await syncAll(ada, cleo);
  await say(ada, id, "three of us");
  await syncAll(ben, cleo);
  await add(ben, id, "dora");
  await syncAll(ada, cleo, dora);
  await say(cleo, id, "welcome Dora");
  await syncAll(ada, ben, dora);
  for (const one of [ada, ben, cleo]) expect(read(one, id)).toEqual(["three of us", "welcome Dora"]);
  expect(read(dora, id)).toEqual(["welcome Dora"]);

  await ada.conversation(id).remove([accountOf(cleo)]);
  await syncAll(ben, dora, cleo);
  await say(dora, id, "without Cleo");
  await syncAll(ada, ben, cleo);
  expect(read(ada, id)).toEqual(["three of us", "welcome Dora", "without Cleo"]);
  expect(read(cleo, id)).toEqual(["three of us", "welcome Dora"]);
  expect(membersOf(ben, id)).toEqual([ada, ben, dora].map(accountOf).sort());
  expect(cleo.conversation(id).members).toEqual([]);
  await expect(cleo.conversation(id).send("am I here?")).rejects.toMatchObject({ code: "not-a-member" });
});

test.each(["knowing", "not knowing"])(
  "who was removed, %s it, can be added again, and goes on",
  async (how) => {
    const { ada, ben, id } = await adaAndBen();
    await say(ben, id, "before");
    await ada.sync();
    await ben.conversation(id).remove([accountOf(ada)]);
    await say(ben, id, "without Ada");
    if (how === "knowing") await ada.sync();
    await add(ben, id, "ada");
    await say(ben, id, "again");
    await ada.sync();
    expect(read(ada, id)).toEqual(["before", "again"]);
    await say(ada, id, "thank you");
    await ben.sync();
    expect(read(ben, id)).toEqual(["before", "without Ada", "again", "thank you"]);
    for (const one of [ada, ben]) expect(warningsOf(one, id)).toEqual([]);
  },
);

test("a conversation of the simpler scheme goes the same way", async () => {
  const world = await newWorld();
  const [ada, ben] = [await world.person("ada"), await world.person("ben")];
  const made = await ben.createConversation([await ben.contact("ada")], { suite: "hmac-v1" });
  await made.send("hello");
  await ada.sync();
  expect(read(ada, made.id)).toEqual(["hello"]);
  expect(ada.conversation(made.id).suite).toBe("hmac-v1");
});

describe("at once", () => {
  test("two members change the members, and both changes are made", async () => {
    const { ada, ben, id, world } = await adaAndBen();
    const [cleo, dora] = [await world.person("cleo"), await world.person("dora")];
    await Promise.all([add(ada, id, "cleo"), add(ben, id, "dora")]);
    const all = [ada, ben, cleo, dora];
    await syncAll(...all);
    for (const one of all) {
      expect(membersOf(one, id)).toEqual(all.map(accountOf).sort());
      expect(warningsOf(one, id)).toEqual([]);
    }
    for (const one of all) await say(one, id, `from ${one.identity?.name}`);
    await syncAll(...all);
    const said = ["from ada", "from ben", "from cleo", "from dora"];
    for (const one of all) expect(read(one, id)).toEqual(said);
  });

  test("both remove the same member, and neither fails", async () => {
    const { ada, ben, id, world } = await adaAndBen();
    const cleo = await world.person("cleo");
    await add(ben, id, "cleo");
    await syncAll(ada, cleo);
    await Promise.all([ada, ben].map((one) => one.conversation(id).remove([accountOf(cleo)])));
    for (const one of [ada, ben]) expect(membersOf(one, id)).toEqual([ada, ben].map(accountOf).sort());
  });

  test("two members write, and both messages arrive in one order", async () => {
    const { ada, ben, id } = await adaAndBen();
    await Promise.all([say(ada, id, "from ada"), say(ben, id, "from ben")]);
    await syncAll(ada, ben);
    expect([...read(ada, id)].sort()).toEqual(["from ada", "from ben"]);
    expect(read(ben, id)).toEqual(read(ada, id));
  });

  test("a message that was encrypted before a change that its sender had not seen is encrypted again", async () => {
    const { ada, ben, id, world } = await adaAndBen();
    const cleo = await world.person("cleo");
    await add(ada, id, "cleo");
    expect(await ben.conversation(id).send("late")).toMatchObject({ isSent: true });
    await syncAll(ada, cleo);
    for (const one of [ada, ben, cleo]) expect(read(one, id)).toEqual(["late"]);
  });

  test("who was removed without knowing it sees that the message was not taken", async () => {
    const { ada, ben, id } = await adaAndBen();
    await ben.conversation(id).remove([accountOf(ada)]);
    await say(ada, id, "am I here?");
    expect(read(ada, id)).toEqual(["failed: not-a-member"]);
    await ben.sync();
    expect(read(ben, id)).toEqual([]);
  });
});
