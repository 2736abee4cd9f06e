import { type Device, mlsChannels } from "@openfranking/client";
import { impostorOf, newDevice } from "@openfranking/client/testing/cases";
import { relayRoutes } from "@openfranking/protocol";
import { describe, expect, test } from "vitest";
import { answering, changing, honest } from "./network.ts";
import {
  accountOf,
  adaAndBen,
  add,
  membersOf,
  nameOf,
  read,
  reopened,
  say,
  selection,
  syncAll,
} from "./world.ts";

const another = () => crypto.getRandomValues(new Uint8Array(32));

/** The relay hands out a device of its own. */
const slippingIn = (device: Device) =>
  answering(relayRoutes.claimKeyPackages, async () => {
    const packages = await mlsChannels().keyPackages(device, 1);
    return { keyPackages: packages.map(({ publicPart }) => publicPart) };
  });

test("a device that the relay slips in under an account is not added", async () => {
  const { ada, ben, id, ways, world } = await adaAndBen();
  const cleo = await world.person("cleo");
  const contact = await ben.contact("cleo");
  const slippedIn = newDevice();
  const { account, accountPk } = contact;
  const ofCleo = { ...slippedIn, credential: { ...slippedIn.credential, account, accountPk } };
  for (const device of [impostorOf(ofCleo), ofCleo, newDevice()]) {
    ways.ben.tap = slippingIn(device);
    await expect(ben.createConversation([contact])).rejects.toMatchObject({ code: "not-certified" });
    await expect(ben.conversation(id).add([contact])).rejects.toMatchObject({ code: "not-certified" });
  }
  expect(ben.conversations().map((one) => one.id)).toEqual([id]);
  expect(membersOf(ben, id)).toEqual([ada, ben].map(accountOf).sort());
  ways.ben.tap = honest;
  await ben.conversation(id).add([contact]);
  await syncAll(ada, cleo);
  expect(membersOf(cleo, id)).toEqual(membersOf(ada, id));
});

test("somebody of whom the relay gives no device is not left out in silence", async () => {
  const { ada, ben, id, ways, world } = await adaAndBen();
  await world.person("cleo");
  ways.ben.tap = answering(relayRoutes.claimKeyPackages, () => ({ keyPackages: [] }));
  await expect(add(ben, id, "cleo")).rejects.toMatchObject({ code: "no-key-package" });
  const contact = await ben.contact("ada");
  await expect(ben.createConversation([contact])).rejects.toMatchObject({ code: "no-key-package" });
  expect(membersOf(ben, id)).toEqual([ada, ben].map(accountOf).sort());
});

describe("a name", () => {
  test("that the relay gives to another account later is refused, and the first account stays", async () => {
    const { ben, ways } = await adaAndBen();
    const first = await ben.contact("ada");
    const { account, accountPk } = newDevice().credential;
    ways.ben.tap = answering(relayRoutes.lookUp, () => ({ name: "ada", account, accountPk }));
    await expect(ben.contact("ada")).rejects.toMatchObject({ code: "key-changed" });
    ways.ben.tap = honest;
    expect(await ben.contact("ada")).toEqual(first);
  });

  test("that was not asked for is no answer, nor is an account", async () => {
    const { ada, ben, ways, world } = await adaAndBen();
    const cleo = await (await world.person("cleo")).contact("cleo");
    ways.ben.tap = answering(relayRoutes.lookUp, () => cleo);
    await expect(ben.contact("dora")).rejects.toMatchObject({ code: "wrong-answer" });
    ways.ada.tap = answering(relayRoutes.nameOf, () => cleo);
    await expect(ada.contactOf(accountOf(ben))).rejects.toMatchObject({ code: "wrong-answer" });
  });

  test("with a key that is not the account's is refused", async () => {
    const { ben, ways } = await adaAndBen();
    ways.ben.tap = changing(relayRoutes.lookUp, (found) => ({ ...found, accountPk: another() }));
    await expect(ben.contact("ada")).rejects.toMatchObject({ code: "not-certified" });
  });
});

describe("a relay", () => {
  test.each([
    ["name", { relay: "another.example" }],
    ["key", { identityKey: another() }],
    ["moderation's name", { moderation: "another.example" }],
    ["moderation's address", { moderationUrl: "http://another.example" }],
    ["moderation's key", { moderationKey: another() }],
  ])("that has another %s than the one that was met first is refused", async (_, changes) => {
    const two = await adaAndBen();
    two.ways.ada.tap = changing(relayRoutes.info, (info) => ({ ...info, ...changes }));
    const ada = await reopened(two, two.ada);
    await expect(ada.sync()).rejects.toMatchObject({ code: "relay-changed" });
  });

  test.each(["relay", "moderation"])(
    "is not believed in a stamp key that the %s did not sign",
    async (side) => {
      const { ada, ben, id, ways } = await adaAndBen();
      await say(ben, id, "stamped by whom?");
      ways.ada.tap = changing(relayRoutes.keyRecords, ({ records }) => ({
        records: records.map(({ record, signatures }) => ({
          record,
          signatures: { ...signatures, [side]: crypto.getRandomValues(new Uint8Array(64)) },
        })),
      }));
      await ada.sync();
      expect(read(ada, id)).toEqual(["hidden: key"]);
    },
  );

  test("that hands out a record which is none beside a good one hides nothing by it", async () => {
    const { ada, ben, id, ways } = await adaAndBen();
    await say(ben, id, "hello");
    const signatures = { relay: new Uint8Array(64), moderation: new Uint8Array(64) };
    ways.ada.tap = changing(relayRoutes.keyRecords, ({ records }) => ({
      records: [{ record: Uint8Array.of(1), signatures }, ...records],
    }));
    await ada.sync();
    expect(read(ada, id)).toEqual(["hello"]);
  });

  test("that asserts another account than the reporter's has nothing reported", async () => {
    const { ada, ben, id, ways } = await adaAndBen();
    await say(ben, id, "a threat");
    await ada.sync();
    ways.ada.tap = changing(relayRoutes.assert, ({ assertion }) => ({
      assertion: { ...assertion, account: accountOf(ben) },
    }));
    const threat = selection(id, [nameOf(ada, id, "a threat")]);
    await expect(ada.prepareReport(threat)).rejects.toMatchObject({ code: "wrong-answer" });
  });
});
