import { expect, test } from "vitest";
import { newWorld, read } from "./setting.ts";

test("once the last key package is used up nobody can add her, until she was online", async () => {
  const world = await newWorld();
  const [ada, ben] = [await world.person("ada"), await world.person("ben")];
  const contact = await ben.contact("ada");
  const made: string[] = [];
  const addAll = async () => {
    for (;;) made.push((await ben.createConversation([contact])).id);
  };
  await expect(addAll()).rejects.toMatchObject({ code: "no-key-package" });
  expect(made.length).toBe(20);
  expect(ben.conversations().length).toBe(20);
  await ada.sync();
  expect(ada.conversations().map(({ id }) => id)).toEqual(made);
  const { id } = await ben.createConversation([contact]);
  await ben.conversation(id).send("there you are");
  await ada.sync();
  expect(read(ada, id)).toEqual(["there you are"]);
});
