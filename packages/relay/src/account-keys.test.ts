import { certifyAccountKey } from "@openfranking/protocol";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { rng } from "./testing/fake-moderation.ts";
import type { Person } from "./testing/person.ts";
import { startTestRelay, type TestRelay } from "./testing/test-relay.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close());

describe.each(["sqlite", "postgres"] as const)("keys of accounts on %s", (kind) => {
  let at: TestRelay;
  beforeAll(async () => {
    at = await startTestRelay(await databases.fresh(kind));
  });
  afterAll(() => at.close());

  const keyOf = ({ accountSk, credential }: Person, alg = "some-alg") =>
    certifyAccountKey(accountSk, credential.accountPk, alg, rng(32));
  const ask = (person: Person, account: string, alg = "some-alg") =>
    person.api.accountKey({ params: { account, alg } });

  test("are handed out as their account signed them, the latest one", async () => {
    const [ada, bob] = [await at.person("Ada"), await at.person("Bob")];
    const [first, second, other] = [keyOf(ada), keyOf(ada), keyOf(ada, "other-alg")];
    for (const key of [first, other, second]) {
      await ada.api.publishAccountKey({ body: key });
      expect(await ask(bob, ada.account, key.alg)).toEqual(key);
    }
    expect(await ask(bob, ada.account, "other-alg")).toEqual(other);
  });

  test("are not there where none was published", async () => {
    const cleo = await at.person("Cleo");
    await expect(ask(cleo, cleo.account)).rejects.toMatchObject({ code: "not-found" });
  });

  test("are not taken of anybody but their account, nor without its signature", async () => {
    const [dan, eve] = [await at.person("Dan"), await at.person("Eve")];
    const genuine = keyOf(dan);
    const forged = [
      genuine,
      { ...keyOf(eve), account: dan.account },
      { ...keyOf(eve), publicKey: rng(32) },
      { ...keyOf(eve), alg: "other-alg" },
      { ...keyOf(eve), accountPk: dan.credential.accountPk },
      { ...keyOf(eve), accountPk: new Uint8Array(32) },
    ];
    for (const body of forged)
      await expect(eve.api.publishAccountKey({ body })).rejects.toMatchObject({ code: "not-certified" });
    await expect(ask(dan, eve.account)).rejects.toMatchObject({ code: "not-found" });
    await expect(ask(dan, dan.account)).rejects.toMatchObject({ code: "not-found" });
  });
});
