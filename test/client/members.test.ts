import { ClientError, mlsChannels } from "@openfranking/client";
import { newDevice } from "@openfranking/client/testing/cases";
import { unhex } from "@openfranking/franking";
import { type MailboxEntry, relayRoutes } from "@openfranking/protocol";
import { describe, expect, test } from "vitest";
import { changing, editing, honest, refusing } from "./network.ts";
import {
  accountOf,
  adaAndBen,
  add,
  membersOf,
  otherChannels,
  read,
  say,
  syncAll,
  type Two,
  warningsOf,
} from "./world.ts";

type Welcome = Extract<MailboxEntry, { kind: "welcome" }>;

describe("members that the relay lies about are noticed, and messages still come,", () => {
  test.each(["leaves out", "exchanges"])("where it %s one in what it says of a change", async (how) => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    for (const name of ["cleo", "dora"]) await world.person(name);
    const instead = how === "exchanges" ? [newDevice().credential.account] : [];
    ways.ada.tap = editing((entries) =>
      entries.map((entry) =>
        entry.kind === "commit" ? { ...entry, members: [...entry.members.slice(1), ...instead] } : entry,
      ),
    );
    for (const name of ["cleo", "dora"]) await add(ben, id, name);
    await ada.sync();
    expect(warningsOf(ada, id)).toEqual(["roster-mismatch"]);
    await say(ben, id, "four of us");
    await ada.sync();
    expect(read(ada, id)).toEqual(["four of us"]);
    expect(warningsOf(ben, id)).toEqual([]);
  });

  test("where it adds one to what it says of a conversation that is new", async () => {
    const { ada, ben, ways } = await adaAndBen();
    const { account } = newDevice().credential;
    ways.ada.tap = editing((entries) =>
      entries.map((entry) =>
        entry.kind === "welcome" ? { ...entry, members: [...entry.members, account] } : entry,
      ),
    );
    const { id } = await ben.createConversation([await ben.contact("ada")]);
    await say(ben, id, "two of us");
    await ada.sync();
    expect(warningsOf(ada, id)).toEqual(["roster-mismatch"]);
    expect(read(ada, id)).toEqual(["two of us"]);
  });
});

describe("a change of members", () => {
  test("that the relay spoiled is not made, and says so", async () => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    await world.person("cleo");
    await add(ben, id, "cleo");
    const spoiled = (commit: Uint8Array) => commit.map((byte, i) => byte ^ (i === 99 ? 1 : 0));
    ways.ada.tap = editing((entries) =>
      entries.map((entry) => (entry.kind === "commit" ? { ...entry, commit: spoiled(entry.commit) } : entry)),
    );
    await ada.sync();
    expect(warningsOf(ada, id)).toEqual(["change-refused"]);
    expect(membersOf(ada, id)).toEqual([ada, ben].map(accountOf).sort());
  });

  test("that the relay left out is missed at the next one", async () => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    for (const name of ["cleo", "dora"]) await world.person(name);
    await add(ben, id, "cleo");
    ways.ada.tap = editing(() => []);
    await ada.sync();
    await add(ben, id, "dora");
    ways.ada.tap = editing(([, ...rest]) => rest);
    await ada.sync();
    expect(warningsOf(ada, id)).toEqual(["change-missed"]);
    expect(membersOf(ada, id)).toEqual([ada, ben].map(accountOf).sort());
  });

  test("that the relay delivers again is made once", async () => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    const cleo = await world.person("cleo");
    await add(ben, id, "cleo");
    ways.ada.tap = editing((entries) => [...entries, ...entries]);
    await syncAll(ada, cleo);
    await say(cleo, id, "I am here");
    await ada.sync();
    expect(read(ada, id)).toEqual(["I am here"]);
    expect(warningsOf(ada, id)).toEqual([]);
  });

  test("that the relay calls late, and shows none before it, does not pass for made", async () => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    await world.person("cleo");
    ways.ben.tap = refusing(relayRoutes.commit, "stale-epoch");
    await expect(add(ben, id, "cleo")).rejects.toMatchObject({ code: "stale-epoch" });
    expect(membersOf(ben, id)).toEqual([ada, ben].map(accountOf).sort());
  });

  test("that brings a device which its account did not certify is not made, and says so", async () => {
    const process = () => Promise.reject(new ClientError("not-certified"));
    const { ada, ben, id, world } = await adaAndBen({
      ada: { channels: otherChannels(() => ({ process })) },
    });
    await world.person("cleo");
    await add(ben, id, "cleo");
    await ada.sync();
    expect(warningsOf(ada, id)).toEqual(["not-certified"]);
    expect(membersOf(ada, id)).toEqual([ada, ben].map(accountOf).sort());
  });
});

describe("a welcome", () => {
  /** One of Ada's key packages, as the relay could hand it to an accomplice. */
  async function takenPackage({ ben, ways }: Two): Promise<Uint8Array> {
    const taken: Uint8Array[] = [];
    ways.ben.tap = changing(relayRoutes.claimKeyPackages, ({ keyPackages }) => {
      taken.push(...keyPackages);
      throw new TypeError("kept");
    });
    const contact = await ben.contact("ada");
    await expect(ben.createConversation([contact])).rejects.toThrow("unavailable");
    ways.ben.tap = honest;
    const [keyPackage] = taken;
    if (keyPackage === undefined) throw new Error("no key package");
    return keyPackage;
  }

  /** To a group that a stranger made. */
  async function strangersWelcome(id: Uint8Array, account: string, keyPackage: Uint8Array): Promise<Welcome> {
    const { credential, secretKey } = newDevice();
    const group = await mlsChannels().create({ credential, secretKey }, id);
    const { members, welcome } = await group.change({ add: [{ account, keyPackage }], remove: [] });
    if (welcome === null) throw new Error("no welcome");
    const common = { conversation: id, epoch: 1, sender: credential.account, suite: "merkle-v1" };
    return { kind: "welcome", cursor: 0, ...common, welcome, members: [...members] };
  }

  const newId = () => crypto.getRandomValues(new Uint8Array(16));

  test("to a stranger's group under a known id does not take the conversation's place", async () => {
    const two = await adaAndBen();
    const { ada, ben, id, ways } = two;
    const welcome = await strangersWelcome(unhex(id), accountOf(ada), await takenPackage(two));
    ways.ada.tap = editing(() => [welcome]);
    await ada.sync();
    expect(membersOf(ada, id)).toEqual([ada, ben].map(accountOf).sort());
    expect(warningsOf(ada, id)).toEqual(["welcome-refused"]);
  });

  test("that is spoiled, another's, of an unknown scheme or under another id is passed over, and holds nothing up", async () => {
    const two = await adaAndBen();
    const { ada, ben, id, ways } = two;
    const [toAda, misnamed] = [
      await strangersWelcome(newId(), accountOf(ada), await takenPackage(two)),
      await strangersWelcome(newId(), accountOf(ada), await takenPackage(two)),
    ];
    const stranger = newDevice();
    const [another] = await mlsChannels().keyPackages(stranger, 1);
    const toAnother = strangersWelcome(
      newId(),
      stranger.credential.account,
      another?.publicPart ?? new Uint8Array(),
    );
    const welcomes = [
      { ...toAda, welcome: Uint8Array.of(1, 2) },
      { ...toAda, suite: "no-such-scheme" },
      { ...misnamed, conversation: newId() },
      await toAnother,
    ];
    ways.ada.tap = editing((entries) => [...welcomes, ...entries]);
    await say(ben, id, "after it all");
    await ada.sync();
    expect(ada.conversations().map((one) => one.id)).toEqual([id]);
    expect(read(ada, id)).toEqual(["after it all"]);
    expect(warningsOf(ada, id)).toEqual([]);
  });

  test("is good once: it brings nobody back who was removed", async () => {
    const { ada, ben, ways } = await adaAndBen();
    const kept: Welcome[] = [];
    ways.ada.tap = editing((entries) => {
      kept.push(...entries.filter((entry) => entry.kind === "welcome"));
      return entries;
    });
    const { id } = await ben.createConversation([await ben.contact("ada")]);
    await ada.sync();
    await ben.conversation(id).remove([accountOf(ada)]);
    await ada.sync();
    expect(ada.conversation(id).members).toEqual([]);
    expect(kept).toHaveLength(1);
    ways.ada.tap = editing(() => kept);
    await ada.sync();
    expect(ada.conversation(id).members).toEqual([]);
  });
});
