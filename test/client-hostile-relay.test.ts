import { type Device, mlsChannels } from "@openfranking/client";
import { generateIdentity, reveal, unhex } from "@openfranking/franking";
import { certifyDevice, decodeAs, encodeAs, relayRoutes } from "@openfranking/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answering, damaged, mailbox, messages } from "./client/taps.ts";
import {
  type ClientWorld,
  honest,
  type Person,
  rng,
  say,
  seenBy,
  startClientWorld,
  twoPeople,
} from "./client/world.ts";

let world: ClientWorld;
beforeEach(async () => {
  world = await startClientWorld();
});
afterEach(() => world.close());

function newDevice(): Device {
  const [account, device] = [generateIdentity(rng), generateIdentity(rng)];
  const credential = certifyDevice(account.secretKey, account.publicKey, device.publicKey, 1);
  return { credential, secretKey: reveal(device.secretKey) };
}

describe("who is who", () => {
  test("another account under a known name is refused", async () => {
    const { alice } = await twoPeople(world);
    const mallory = await world.person("mallory");
    const other = await mallory.client.contact("mallory");
    await alice.client.contact("bob");
    alice.tap = answering(/names/u, encodeAs(relayRoutes.lookUp.response, { ...other, name: "bob" }));
    await expect(alice.client.contact("bob")).rejects.toThrow("key-changed");
  });

  test("an answer about another name, or another account, is refused", async () => {
    const { alice, bob } = await twoPeople(world);
    const mallory = await world.person("mallory");
    const other = encodeAs(relayRoutes.lookUp.response, await mallory.client.contact("mallory"));
    alice.tap = answering(/names/u, other);
    await expect(alice.client.contact("bob")).rejects.toThrow("wrong-answer");
    bob.tap = answering(/accounts\/[0-9a-f]+$/u, other);
    await expect(bob.client.contactOf(alice.account)).rejects.toThrow("wrong-answer");
  });

  test("a key that is not the account's is refused", async () => {
    const { alice } = await twoPeople(world);
    const mallory = await world.person("mallory");
    const forged = { ...(await mallory.client.contact("mallory")), accountPk: rng(32) };
    alice.tap = answering(/names/u, encodeAs(relayRoutes.lookUp.response, forged));
    await expect(alice.client.contact("mallory")).rejects.toThrow("not-certified");
  });

  test("a device that the account did not certify, or another account's, is not added", async () => {
    const { alice } = await twoPeople(world);
    const bob = await alice.client.contact("bob");
    const stranger = newDevice();
    const { account, accountPk } = bob;
    const impostor = { ...stranger, credential: { ...stranger.credential, account, accountPk } };
    for (const device of [stranger, impostor]) {
      const keyPackages = (await mlsChannels().keyPackages(device, 1)).map(({ publicPart }) => publicPart);
      alice.tap = answering(/claim$/u, encodeAs(relayRoutes.claimKeyPackages.response, { keyPackages }));
      await expect(alice.client.createConversation([bob])).rejects.toThrow("not-certified");
    }
    expect(alice.client.conversations()).toHaveLength(1);
  });

  test("another relay behind the same address is refused", async () => {
    const { alice } = await twoPeople(world);
    await alice.reopen();
    alice.tap = async ({ goOn, path }) => {
      const response = await goOn();
      if (path !== "/v1/info") return response;
      const info = decodeAs(relayRoutes.info.response, new Uint8Array(await response.arrayBuffer()));
      const body = encodeAs(relayRoutes.info.response, { ...info, moderationKey: rng(32) });
      return new Response(Uint8Array.from(body), { headers: response.headers });
    };
    await expect(alice.client.sync()).rejects.toThrow("relay-changed");
  });
});

describe("who is in a conversation", () => {
  test("members that the relay names and the channel does not know are said", async () => {
    const { alice, bob, id } = await twoPeople(world);
    await world.person("carol");
    await alice.client.conversation(id).add([await alice.client.contact("carol")]);
    bob.tap = mailbox((entries) =>
      entries.map((entry) =>
        entry.kind === "commit" ? { ...entry, members: entry.members.slice(0, 2) } : entry,
      ),
    );
    await bob.client.sync();
    expect(bob.client.conversation(id).warnings).toEqual(["roster-mismatch"]);
  });

  test("a stranger's group under a known id does not take the conversation's place", async () => {
    const { alice, bob, id } = await twoPeople(world);
    const before = bob.client.conversation(id).members;
    const keyPackage = await packageTakenBy(alice);
    const mallory = newDevice();
    const group = await mlsChannels().create(mallory, unhex(id));
    const { members, welcome } = await group.change({
      add: [{ account: bob.account, keyPackage }],
      remove: [],
    });
    const common = { conversation: unhex(id), epoch: 1, sender: mallory.credential.account };
    const entry = { ...common, suite: "merkle-v1", welcome: welcome ?? rng(1), members: [...members] };
    bob.tap = mailbox(() => [{ kind: "welcome", cursor: 1000, ...entry }]);
    await bob.client.sync();
    expect(bob.client.conversation(id).members).toEqual(before);
    expect(bob.client.conversation(id).warnings).toEqual(["welcome-refused"]);
  });

  /** One of bob's, as the relay could hand it to an accomplice. */
  async function packageTakenBy(alice: Person): Promise<Uint8Array> {
    let taken: Uint8Array | undefined;
    alice.tap = async ({ goOn, path }) => {
      const response = await goOn();
      if (!path.endsWith("/claim")) return response;
      const body = new Uint8Array(await response.arrayBuffer());
      taken = decodeAs(relayRoutes.claimKeyPackages.response, body).keyPackages[0];
      throw new TypeError("kept");
    };
    const bob = await alice.client.contact("bob");
    await expect(alice.client.createConversation([bob])).rejects.toThrow("unavailable");
    alice.tap = honest;
    if (taken === undefined) throw new Error("no key package");
    return taken;
  }
});

describe("what was said", () => {
  test.each([
    ["the ciphertext", (entry) => ({ ...entry, wire: damaged(entry.wire) }), "channel"],
    ["the commitment", (entry) => ({ ...entry, outer: damaged(entry.outer) }), "channel"],
    ["the delivery", (entry) => ({ ...entry, delivery: entry.delivery.slice(1) }), "encoding"],
  ] satisfies [string, Parameters<typeof one>[0], string][])(
    "a message of which %s was altered is hidden with its number and code, and the next is shown",
    async (_, change, code) => {
      const { alice, bob, id } = await twoPeople(world);
      for (const text of ["first", "second"]) await say(alice, id, text);
      bob.tap = one(change);
      await bob.client.sync();
      expect(seenBy(bob, id)).toEqual([`hidden:${code}`, "second"]);
      const seq = code === "encoding" ? null : 1;
      expect(bob.client.conversation(id).messages()[0]).toMatchObject({ state: "hidden", seq });
      await bob.reopen();
      expect(seenBy(bob, id)).toEqual([`hidden:${code}`, "second"]);
    },
  );

  /** Only the first is changed. */
  function one(change: (entry: Parameters<Parameters<typeof messages>[0]>[0]) => typeof entry) {
    return messages((entry, index) => [index === 0 ? change(entry) : entry]);
  }

  test("deliveries that were swapped are found out by the blind check", async () => {
    const { alice, bob, id } = await twoPeople(world);
    for (const text of ["first", "second"]) await say(alice, id, text);
    bob.tap = mailbox((entries) => {
      const found = entries.flatMap((entry) => (entry.kind === "message" ? [entry.delivery] : []));
      let next = found.length;
      return entries.map((entry) =>
        entry.kind === "message" ? { ...entry, delivery: found[--next] ?? entry.delivery } : entry,
      );
    });
    await bob.client.sync();
    // Only the moderation can tell: the client finds it out by asking blindly.
    const checks = await bob.client.checkStamps();
    expect(checks.some(({ good }) => !good)).toBe(true);
  });

  test("another message under a number that was taken is equivocation, also where the first was hidden", async () => {
    const { alice, bob, id } = await twoPeople(world);
    for (const text of ["first", "second"]) await say(alice, id, text);
    let delivery: Uint8Array | null = null;
    bob.tap = messages((entry, index) => {
      delivery ??= entry.delivery;
      return [index === 0 ? { ...entry, wire: damaged(entry.wire) } : { ...entry, delivery }];
    });
    await bob.client.sync();
    expect(seenBy(bob, id)).toEqual(["hidden:channel", "hidden:equivocation"]);
  });

  test("a message that comes twice is shown once", async () => {
    const { alice, bob, id } = await twoPeople(world);
    await say(alice, id, "once");
    bob.tap = messages((entry) => [entry, { ...entry, cursor: entry.cursor + 1 }]);
    await bob.client.sync();
    expect(seenBy(bob, id)).toEqual(["once"]);
  });

  test("a relay that spoils a stamp of its own sender's is found out by the blind check", async () => {
    const { alice, bob, id } = await twoPeople(world);
    await say(alice, id, "unreportable?");
    bob.tap = messages((entry) => {
      // The blind, 32 bytes at the head of the delivery's map, decides whether the recipient can report.
      const delivery = Uint8Array.from(entry.delivery);
      const at = indexOf(delivery, new TextEncoder().encode("blind")) + "blind".length + 2;
      delivery[at] = (delivery[at] ?? 0) ^ 1;
      return [{ ...entry, delivery }];
    });
    await bob.client.sync();
    expect(seenBy(bob, id)).toEqual(["unreportable?"]);
    const commitment = bob.client.conversation(id).messages()[0];
    if (commitment?.state !== "shown") throw new Error("not shown");
    expect(await bob.client.checkStamps()).toEqual([
      { conversation: id, commitment: commitment.commitment, good: false },
    ]);
    expect(await bob.client.checkStamps()).toEqual([]);
  });

  function indexOf(bytes: Uint8Array, part: Uint8Array): number {
    return bytes.findIndex((_, i) => part.every((byte, j) => bytes[i + j] === byte));
  }
});
