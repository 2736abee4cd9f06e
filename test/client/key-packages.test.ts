import { join } from "node:path";
import type { Client } from "@openfranking/client";
import { sqliteStore } from "@openfranking/client/node";
import { limits, relayRoutes } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { type Asked, answering, isFor, losingAnswer } from "./network.ts";
import { adaAndBen, read, say } from "./world.ts";

const stock = 20;
const betweenLooksMs = 600_000;

/** What a client knows by its own clock, which runs ahead. */
function adaAhead() {
  const clock = { aheadMs: 0 };
  const deps = { clock: () => Date.now() + clock.aheadMs };
  return {
    two: adaAndBen({ ada: deps }),
    async laterSync(ada: Client) {
      clock.aheadMs += betweenLooksMs;
      await ada.sync();
    },
  };
}

test("once the last key package is used up nobody can add her, until she was online", async () => {
  const { two, laterSync } = adaAhead();
  const { ada, ben, id } = await two;
  const contact = await ben.contact("ada");
  const made = [id];
  const addAll = async () => {
    for (;;) made.push((await ben.createConversation([contact])).id);
  };
  await expect(addAll()).rejects.toMatchObject({ code: "no-key-package" });
  expect(made).toHaveLength(1 + stock);
  expect(ben.conversations()).toHaveLength(made.length);
  await laterSync(ada);
  expect(ada.conversations().map((one) => one.id)).toEqual(made);
  const last = await ben.createConversation([contact]);
  await say(ben, last.id, "there you are");
  await ada.sync();
  expect(read(ada, last.id)).toEqual(["there you are"]);
});

test("key packages that were only taken are made anew", async () => {
  const { two, laterSync } = adaAhead();
  const { ada, ben, ways } = await two;
  const contact = await ben.contact("ada");
  ways.ben.tap = losingAnswer(relayRoutes.claimKeyPackages, stock);
  for (let i = 0; i < stock; i++)
    await expect(ben.createConversation([contact])).rejects.toMatchObject({ code: "unavailable" });
  await expect(ben.createConversation([contact])).rejects.toMatchObject({ code: "no-key-package" });
  await laterSync(ada);
  await ben.createConversation([contact]);
});

test("the relay's stock is looked at now and then, and not filled beyond what it lacks", async () => {
  const { two, laterSync } = adaAhead();
  const { ada, ways } = await two;
  const published: Asked[] = [];
  ways.ada.tap = (asked) => {
    if (isFor(relayRoutes.publishKeyPackages, asked)) published.push(asked);
    return asked.goOn();
  };
  for (let i = 0; i < 3; i++) await ada.sync();
  expect(published).toEqual([]);
  await laterSync(ada);
  expect(published).toHaveLength(1);
});

test("a relay that always lacks key packages does not fill the device up", async () => {
  const { two, laterSync } = adaAhead();
  const { ada, ways, world } = await two;
  ways.ada.tap = answering(relayRoutes.publishKeyPackages, () => ({ left: 0 }));
  const most = 3 * limits.keyPackages;
  for (let made = stock; made <= most; made += stock) await laterSync(ada);
  await ada.close();
  const store = sqliteStore(join(world.directory, "people", "ada", "device.db"));
  await store.lock();
  expect(await store.list("package/")).toHaveLength(most);
  await store.close();
});
