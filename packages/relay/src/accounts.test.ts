import { generateIdentity, hex, signFramed, unhex } from "@openfranking/franking";
import { certifyDevice, registerLabel, sessionLabel } from "@openfranking/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { rng } from "./testing/fake-moderation.ts";
import { newPerson, type Person, register, registrationOf, relayName } from "./testing/person.ts";
import { startTestRelay, type TestRelay } from "./testing/test-relay.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close());

describe.each(["sqlite", "postgres"] as const)("accounts on %s", (kind) => {
  let at: TestRelay;
  let ada: Person;
  const url = () => at.url;
  beforeAll(async () => {
    at = await startTestRelay(await databases.fresh(kind));
    ada = await at.person("Ada");
  });
  afterAll(() => at.close());

  test("the relay names itself, its moderation and its suites", async () => {
    expect(await ada.api.info({})).toMatchObject({
      relay: relayName,
      moderation: at.moderation.name,
      moderationUrl: at.moderation.url,
      moderationKey: at.moderation.identityKey,
      suites: ["hmac-v1", "merkle-v1"],
    });
  });

  describe("a registration", () => {
    test("takes a name, which others find, and is found by account", async () => {
      const expected = { name: "Ada", account: ada.account, accountPk: ada.credential.accountPk };
      expect(await ada.api.lookUp({ params: { name: "Ada" } })).toEqual(expected);
      expect(await ada.api.nameOf({ params: { account: ada.account } })).toEqual(expected);
    });

    test("is refused where another account has the name", async () => {
      await expect(register("Ada", url)).rejects.toMatchObject({ code: "name-taken" });
      // The name is compared by its bytes.
      await expect(register("ada", url)).resolves.toMatchObject({ name: "ada" });
    });

    test("is refused for an account that has a name", async () => {
      const again = ada.api.register({ body: registrationOf(ada, "Ada2") });
      await expect(again).rejects.toMatchObject({ code: "account-exists" });
    });

    test("is refused with a device that is another account's, and leaves nothing behind", async () => {
      const thief = newPerson("Thief", url);
      const credential = certifyDevice(
        thief.accountSk,
        thief.credential.accountPk,
        ada.credential.devicePk,
        1_800_000_000_000,
      );
      const proof = signFramed(
        thief.accountSk,
        registerLabel,
        relayName,
        "Thief",
        unhex(thief.account),
        ada.credential.devicePk,
      );
      const body = { name: "Thief", credential, proof };
      await expect(thief.api.register({ body })).rejects.toMatchObject({ code: "account-exists" });
      await expect(ada.api.lookUp({ params: { name: "Thief" } })).rejects.toMatchObject({
        code: "not-found",
      });
    });

    test("is refused where the account has not certified the device", async () => {
      const eve = newPerson("Eve", url);
      const body = registrationOf(eve);
      const credential = { ...eve.credential, devicePk: ada.credential.devicePk };
      const refused = eve.api.register({ body: { ...body, credential } });
      await expect(refused).rejects.toMatchObject({ code: "not-certified" });
    });

    test("is refused for another name than the account signed", async () => {
      const eve = newPerson("Eve", url);
      const refused = eve.api.register({ body: { ...registrationOf(eve, "Eve"), name: "Mallory" } });
      await expect(refused).rejects.toMatchObject({ code: "wrong-proof" });
    });

    test("goes to one of those who ask at the same moment", async () => {
      const results = await Promise.allSettled(Array.from({ length: 10 }, () => register("Popular", url)));
      expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      for (const result of results)
        if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "name-taken" });
    });
  });

  describe("a session", () => {
    const open = (
      person: Person,
      nonce: Uint8Array,
      change: { relay?: string; sk?: Person["deviceSk"] } = {},
    ) => {
      const { devicePk } = person.credential;
      const sk = change.sk ?? person.deviceSk;
      const signature = signFramed(sk, sessionLabel, change.relay ?? relayName, nonce, devicePk);
      return person.api.openSession({ body: { devicePk, nonce, signature } });
    };
    const challenge = async (person: Person) =>
      (await person.api.challenge({ body: { devicePk: person.credential.devicePk } })).nonce;

    test("is good for an hour", async () => {
      const bob = await register("Bob", url);
      const { expiresAt } = await open(bob, await challenge(bob));
      expect(expiresAt).toBe(at.now + 3_600_000);
      await bob.api.liveTicket({});
      at.now += 3_599_999;
      await bob.api.liveTicket({});
      at.now += 1;
      await expect(bob.api.liveTicket({})).rejects.toMatchObject({ code: "unauthenticated" });
    });

    test("is opened once by a nonce", async () => {
      const nonce = await challenge(ada);
      await open(ada, nonce);
      await expect(open(ada, nonce)).rejects.toMatchObject({ code: "wrong-proof" });
    });

    test("is not opened by a nonce of a minute ago", async () => {
      const nonce = await challenge(ada);
      at.now += 60_000;
      await expect(open(ada, nonce)).rejects.toMatchObject({ code: "wrong-proof" });
    });

    test.each<[string, () => Promise<unknown>]>([
      ["a nonce that the relay never gave", () => open(ada, rng(32))],
      ["another device's nonce", async () => open(ada, await challenge(newPerson("X", url)))],
      ["another relay's name", async () => open(ada, await challenge(ada), { relay: "other.example" })],
      ["another key", async () => open(ada, await challenge(ada), { sk: generateIdentity(rng).secretKey })],
      [
        "a device that is not registered",
        async () => {
          const nobody = newPerson("Nobody", url);
          return open(nobody, await challenge(nobody));
        },
      ],
    ])("is not opened by %s", async (_, attempt) => {
      await expect(attempt()).rejects.toMatchObject({ code: "wrong-proof" });
    });

    test("is asked for by every route of a device", async () => {
      const nobody = Object.assign(newPerson("Nobody", url), { openSession: async () => "x".repeat(43) });
      await expect(nobody.api.mailbox({ query: { after: "0" } })).rejects.toMatchObject({
        code: "unauthenticated",
      });
      await expect(nobody.api.lookUp({ params: { name: "Ada" } })).rejects.toMatchObject({
        code: "unauthenticated",
      });
    });
  });

  describe("key packages", () => {
    let claimer: Person;
    beforeAll(async () => {
      claimer = await register("Claimer", url);
    });
    const publish = (person: Person, names: readonly number[]) =>
      person.api.publishKeyPackages({ body: { keyPackages: names.map((n) => Uint8Array.of(n)) } });
    const claim = (by: Person, of: string) => by.api.claimKeyPackages({ params: { account: of } });

    test("are each given once, and then there is none", async () => {
      const bob = await register("KeyBob", url);
      expect(await publish(bob, [1, 2])).toEqual({ left: 2 });
      const claims = await Promise.allSettled(Array.from({ length: 8 }, () => claim(claimer, bob.account)));
      const given = claims.flatMap((one) => (one.status === "fulfilled" ? one.value.keyPackages : []));
      expect(given.map(hex).sort()).toEqual(["01", "02"]);
      for (const one of claims)
        if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "no-key-package" });
    });

    test("are kept up to 200 a device, the newest", async () => {
      const hoarder = await register("Hoarder", url);
      for (const first of [0, 100]) {
        await publish(
          hoarder,
          Array.from({ length: 100 }, (_, i) => first + i),
        );
        at.now += 1;
      }
      expect(await publish(hoarder, [255])).toEqual({ left: 200 });
    });

    test("of an account that is not here are not found", async () => {
      await expect(claim(claimer, "0".repeat(64))).rejects.toMatchObject({ code: "not-found" });
    });
  });
});
