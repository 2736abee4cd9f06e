import { mlsChannels } from "@openfranking/client";
import { impostorOf, newDevice } from "@openfranking/client/testing/cases";
import { encodeAs, relayRoutes } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { answering, editing, network } from "./network.ts";
import { accountOf, adaAndBen, membersOf, newWorld, read, syncAll } from "./setting.ts";

const claim = relayRoutes.claimKeyPackages.response;
const lookUp = relayRoutes.lookUp.response;

async function claimed(device: ReturnType<typeof newDevice>): Promise<Uint8Array> {
  const packages = await mlsChannels().keyPackages(device, 1);
  return encodeAs(claim, { keyPackages: packages.map(({ publicPart }) => publicPart) });
}

test("a device that the relay slips in under an account is not added", async () => {
  const way = network();
  const world = await newWorld();
  const [ada, ben] = [await world.person("ada"), await world.person("ben", { fetch: way.fetch })];
  const contact = await ben.contact("ada");
  const { account, accountPk } = contact;
  const slippedIn = newDevice();
  const ofAda = { ...slippedIn, credential: { ...slippedIn.credential, account, accountPk } };
  for (const device of [impostorOf(ofAda), newDevice()]) {
    way.tamper = answering(/\/claim$/u, await claimed(device));
    await expect(ben.createConversation([contact])).rejects.toMatchObject({ code: "not-certified" });
  }
  expect(ben.conversations()).toEqual([]);
  way.tamper = null;
  const { id } = await ben.createConversation([contact]);
  way.tamper = answering(/\/claim$/u, await claimed(newDevice()));
  await ada.sync();
  const cleo = await world.person("cleo");
  const toAdd = await ben.contact("cleo");
  await expect(ben.conversation(id).add([toAdd])).rejects.toMatchObject({ code: "not-certified" });
  expect(membersOf(ben, id)).toEqual([ada, ben].map(accountOf).sort());
  way.tamper = null;
  await ben.conversation(id).add([toAdd]);
  await syncAll(ada, cleo);
  expect(membersOf(cleo, id)).toEqual(membersOf(ada, id));
});

test("members that the relay lies about are noticed, and messages still come", async () => {
  const way = network();
  const { ada, ben, id, world } = await adaAndBen({ ada: { fetch: way.fetch } });
  await world.person("cleo");
  await ben.conversation(id).add([await ben.contact("cleo")]);
  way.tamper = editing((entries) =>
    entries.map((entry) =>
      entry.kind === "commit" ? { ...entry, members: [accountOf(ada), accountOf(ben)] } : entry,
    ),
  );
  await ada.sync();
  expect(ada.conversation(id).warnings).toEqual(["roster-mismatch"]);
  await ben.conversation(id).send("three of us");
  await ada.sync();
  expect(read(ada, id)).toEqual(["three of us"]);
  expect(ben.conversation(id).warnings).toEqual([]);
});

test("a change of members that the relay spoiled is not made, and says so", async () => {
  const way = network();
  const { ada, ben, id, world } = await adaAndBen({ ada: { fetch: way.fetch } });
  await world.person("cleo");
  await ben.conversation(id).add([await ben.contact("cleo")]);
  way.tamper = editing((entries) =>
    entries.map((entry) =>
      entry.kind === "commit"
        ? { ...entry, commit: entry.commit.map((byte, i) => byte ^ (i === 99 ? 1 : 0)) }
        : entry,
    ),
  );
  await ada.sync();
  expect(ada.conversation(id).warnings).toEqual(["change-refused"]);
  expect(membersOf(ada, id)).toEqual([ada, ben].map(accountOf).sort());
});

test("a name that the relay gives to another account later is refused, and the first account stays", async () => {
  const way = network();
  const world = await newWorld();
  await world.person("ada");
  const ben = await world.person("ben", { fetch: way.fetch });
  const first = await ben.contact("ada");
  const { account, accountPk } = newDevice().credential;
  way.tamper = answering(/^\/v1\/names\/ada$/u, encodeAs(lookUp, { name: "ada", account, accountPk }));
  await expect(ben.contact("ada")).rejects.toMatchObject({ code: "key-changed" });
  way.tamper = answering(
    /^\/v1\/names\/ada$/u,
    encodeAs(lookUp, { name: "ada", account: first.account, accountPk }),
  );
  await expect(ben.contact("ada")).rejects.toMatchObject({ code: "not-certified" });
  way.tamper = null;
  expect(await ben.contact("ada")).toEqual(first);
});
