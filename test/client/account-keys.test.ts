import { join } from "node:path";
import { allSchemes, schemeOf, schemes } from "@openfranking/franking";
import { type AccountKey, decodeAs, relayRoutes, reportSchema } from "@openfranking/protocol";
import { openPerson, systemClock } from "@openfranking/testbed";
import { expect, onTestFinished, test } from "vitest";
import { submitEncoded, withParts } from "../demo/forger.ts";
import { changing, isFor, losingAnswer, network, refusing } from "./network.ts";
import { adaAndBen, nameOf, newWorld, read, reopened, say, selection, syncAll, type Two } from "./world.ts";

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

test("a key whose first answer was lost is published again, and is the same", async () => {
  const world = await newWorld({ schemes: [...schemes, amf] });
  const way = network();
  const offered: Uint8Array[] = [];
  const losing = losingAnswer(relayRoutes.publishAccountKey);
  way.tap = (asked) => {
    if (isFor(relayRoutes.publishAccountKey, asked)) offered.push(asked.body);
    return losing(asked);
  };
  const ada = await openPerson(join(world.directory, "people", "ada"), world.relayUrl, systemClock, {
    schemes: [...schemes, amf],
    fetch: way.fetch,
  });
  onTestFinished(() => ada.close());
  await expect(ada.register("ada")).rejects.toMatchObject({ code: "unavailable" });
  await ada.sync();
  expect(offered).toHaveLength(2);
  expect(offered[1]).toEqual(offered[0]);
});

test("a sender who has published no key is not read, and holds up nobody who comes after", async () => {
  const two = await withKeys();
  const { ada, ben, id, ways } = two;
  await say(ben, id, "one");
  const plain = await ben.createConversation([await ben.contact("ada")]);
  await plain.send("two");
  ways.ada.tap = refusing(relayRoutes.accountKey, "not-found");
  await ada.sync();
  expect(read(ada, id)).toEqual(["hidden: key"]);
  expect(read(ada, plain.id)).toEqual(["two"]);
});

const flippedLast = (bytes: Uint8Array) => bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));

test.each<[string, string, (key: AccountKey) => AccountKey]>([
  ["as they are", "verified", (key) => key],
  [
    "without the account's signature",
    "failed: key",
    (key) => ({ ...key, certificate: flippedLast(key.certificate) }),
  ],
  ["of another algorithm", "failed: key", (key) => ({ ...key, alg: "other-alg" })],
  [
    "that were put in their place",
    "failed: key",
    (key) => ({ ...key, publicKey: flippedLast(key.publicKey) }),
  ],
])("the moderation judges with the keys of a report %s: %s", async (_, verdict, change) => {
  const { ada, ben, id, world } = await withKeys();
  await say(ben, id, "a threat");
  await ada.sync();
  const { encoded } = await ada.prepareReport(selection(id, [nameOf(ada, id, "a threat")]));
  const { accountKeys = [] } = decodeAs(reportSchema, encoded);
  expect(accountKeys).toHaveLength(2);
  const changed = withParts(encoded, { accountKeys: accountKeys.map(change) });
  expect(await submitEncoded(world.moderationUrl, changed)).toBe(verdict);
});
