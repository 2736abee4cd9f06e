import { allSchemes, schemeOf, schemes } from "@openfranking/franking";
import { type AccountKey, relayRoutes } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { changing } from "./network.ts";
import { adaAndBen, read, reopened, say, syncAll, type Two } from "./world.ts";

const suite = "amf-v1";
const amf = schemeOf(suite, allSchemes);

/** Ada and Ben in a conversation of a scheme in which accounts have keys. Nobody has written yet. */
async function withKeys(): Promise<Two> {
  const two = await adaAndBen({}, { schemes: [...schemes, amf] });
  const { id } = await two.ben.createConversation([await two.ben.contact("ada")], { suite });
  await two.ada.sync();
  return { ...two, id };
}

/** A relay that hands out, in the place of a key, what `change` makes of it. */
const handingOut = (change: Partial<AccountKey>) =>
  changing(relayRoutes.accountKey, (key) => ({ ...key, ...change }));

test("a message is checked with the key that its sender's account signed, also after a device was opened again", async () => {
  const two = await withKeys();
  await say(two.ben, two.id, "one");
  await two.ada.sync();
  const ada = await reopened(two, two.ada);
  await say(ada, two.id, "two");
  await syncAll(ada, two.ben);
  for (const one of [ada, two.ben]) expect(read(one, two.id)).toEqual(["one", "two"]);
});

test.each([
  ["another key", { publicKey: new Uint8Array(32).fill(9) }],
  ["the key of another algorithm", { alg: "other-alg" }],
])("a relay that hands out %s makes nobody frank to it", async (_, change) => {
  const { ben, id, ways } = await withKeys();
  ways.ben.tap = handingOut(change);
  await expect(ben.conversation(id).send("one")).rejects.toMatchObject({ code: "not-certified" });
  expect(read(ben, id)).toEqual([]);
});

test("a relay that hands out the key of another account makes nobody frank to it", async () => {
  const { ben, id, ways } = await withKeys();
  const keys: AccountKey[] = [];
  // The first key that it hands out is of one member; it hands it out for the other one too.
  ways.ben.tap = changing(relayRoutes.accountKey, (key) => {
    keys.push(key);
    return keys[0] ?? key;
  });
  await expect(ben.conversation(id).send("one")).rejects.toMatchObject({ code: "not-certified" });
  expect(keys).toHaveLength(2);
});
