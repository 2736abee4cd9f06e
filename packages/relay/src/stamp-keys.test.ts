import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  checkRecord,
  ed25519Key,
  hex,
  keyIdOf,
  merkleV1,
  parseRecord,
  schemes,
} from "@openfranking/franking";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createRelay } from "./index.ts";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { rng } from "./testing/fake-moderation.ts";
import { contextOf, expectGenuine } from "./testing/genuine.ts";
import { converse, drain, type Person, prepare } from "./testing/person.ts";
import { startTestRelay, type TestRelay } from "./testing/test-relay.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close());

describe.each(["sqlite", "postgres"] as const)("stamp keys on %s", (kind) => {
  let at: TestRelay;
  let ada: Person;
  let room: Awaited<ReturnType<typeof converse>>;
  /** Secret halves in the order in which they were made. */
  let secrets: Uint8Array[];
  beforeEach(async () => {
    secrets = [];
    const recording = schemes.map((scheme) => ({
      ...scheme,
      periodKeys: {
        ...scheme.periodKeys,
        generate: (...[side]: Parameters<typeof scheme.periodKeys.generate>) =>
          scheme.periodKeys.generate(side, (size) => {
            const secret = rng(size);
            secrets.push(secret);
            return secret;
          }),
      },
    }));
    at = await startTestRelay(await databases.fresh(kind), { schemes: recording });
    ada = await at.person("Ada");
    room = await converse(ada, []);
    return () => at.close();
  });

  const send = async (by = ada) => {
    const { message } = prepare(ada, room.id, 0, "x");
    const body = { epoch: 0, suite: "merkle-v1", messages: [message] };
    const { deliveries } = await by.api.send({ params: { conversation: room.key }, body });
    return contextOf(deliveries[0]);
  };
  const records = async () =>
    (await ada.api.keyRecords({})).records.map(({ record, signatures }) =>
      checkRecord(record, signatures, {
        relay: at.deps.name,
        relayKey: ed25519Key(relayKey),
        moderation: at.moderation.name,
        moderationKey: ed25519Key(at.moderation.identityKey),
      }),
    );
  let relayKey: Uint8Array;
  beforeEach(async () => {
    relayKey = (await ada.api.info({})).identityKey;
  });
  test("are agreed on with the moderation when the first stamp needs one, signed by both and published", async () => {
    expect(await records()).toEqual([]);
    const { keyId } = await send();
    const [record] = await records();
    if (record === undefined) throw new Error("no record");
    expect(keyIdOf(record)).toEqual(keyId);
    expect(record).toMatchObject({
      notBefore: at.now,
      notAfter: at.now + dayMs,
      verifyUntil: at.now + 91 * dayMs,
      alg: merkleV1.periodKeys.alg,
    });
  });

  test("are one for all schemes of an alg, however many ask at once", async () => {
    await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(await records()).toHaveLength(1);
  });

  test("are waited for by whoever comes while they are made", async () => {
    at.moderation.behaviour = "slow";
    const contexts = await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        await new Promise((resolve) => setTimeout(resolve, 200 * i));
        return send();
      }),
    );
    const [record] = await records();
    if (record === undefined) throw new Error("no record");
    for (const { keyId } of contexts) expect(keyId).toEqual(keyIdOf(record));
    expect(await records()).toHaveLength(1);
  });

  test("are taken up again by a process that starts anew", async () => {
    const { keyId } = await send();
    const again = await createRelay(at.deps);
    const before = secrets.length;
    const token = await ada.openSession();
    const response = await again.app.request("/v1/assertions", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/cbor" },
      body: Uint8Array.from([0xa1, 0x67, ...Buffer.from("binding"), 0x58, 32, ...rng(32)]),
    });
    expect(response.status).toBe(200);
    expect(secrets).toHaveLength(before);
    expect(keyId).toHaveLength(32);
    await again.close();
  });

  test("are followed by new ones when they are rotated, at once, and old stamps stay good", async () => {
    const first = await send();
    at.now += 1;
    await at.relay.rotateStampKeys();
    const second = await send();
    expect(hex(second.keyId)).not.toBe(hex(first.keyId));
    expect((await records()).map((record) => hex(keyIdOf(record)))).toEqual([
      hex(first.keyId),
      hex(second.keyId),
    ]);
  });

  test("are renewed before they end, without anybody waiting", async () => {
    const first = await send();
    at.now += 22 * hourMs + 1;
    ada.forgetSession();
    at.moderation.behaviour = "away";
    expect((await send()).keyId).toEqual(first.keyId);
    at.moderation.behaviour = "honest";
    await send();
    await expect.poll(async () => (await records()).length).toBe(2);
    const next = await send();
    expect(next.keyId).not.toEqual(first.keyId);
  });

  test("never stamp after their period", async () => {
    const first = await send();
    at.moderation.behaviour = "away";
    at.now += dayMs;
    ada.forgetSession();
    // The last millisecond is within it.
    expect(await send()).toMatchObject({ keyId: first.keyId, acceptedAt: at.now });
    at.now += 1;
    await expect(send()).rejects.toMatchObject({ code: "unavailable" });
    at.moderation.behaviour = "honest";
    const next = await send();
    expect(next.keyId).not.toEqual(first.keyId);
    expect(next.seq).toBe(3);
    for (const { keyId, acceptedAt } of [first, next]) {
      const record = (await records()).find((one) => hex(keyIdOf(one)) === hex(keyId));
      expect(record?.notBefore).toBeLessThanOrEqual(acceptedAt);
      expect(record?.notAfter).toBeGreaterThanOrEqual(acceptedAt);
    }
  });

  test.each(["away", "other-record", "unsigned"] as const)(
    "are not made with a moderation that is %s",
    async (behaviour) => {
      at.moderation.behaviour = behaviour;
      await expect(at.relay.rotateStampKeys()).rejects.toMatchObject({ code: "unavailable" });
      await expect(send()).rejects.toMatchObject({ code: "unavailable" });
      const assertion = ada.api.assert({ body: { binding: rng(32) } });
      await expect(assertion).rejects.toMatchObject({ code: "unavailable" });
      expect(await records()).toEqual([]);
      at.moderation.behaviour = "honest";
      expect((await send()).seq).toBe(1);
    },
  );

  test("are gone after their period, records after the last report", async () => {
    await send();
    const [first] = await records();
    if (first === undefined) throw new Error("no record");
    expect(found(secrets)).toBe(kind === "sqlite");
    at.now += dayMs + 1;
    at.moderation.behaviour = "away";
    await at.relay.tidy();
    expect(found(secrets)).toBe(false);
    ada.forgetSession();
    expect(await records()).toHaveLength(1);
    at.now = first.verifyUntil;
    await at.relay.tidy();
    expect(await records()).toHaveLength(1);
    at.now += 1;
    await at.relay.tidy();
    expect(await records()).toEqual([]);
  });

  /** Whether any of the secrets is in any file of the SQLite database. */
  function found(all: readonly Uint8Array[]): boolean {
    const { database } = at.deps;
    if (database.kind !== "sqlite") return false;
    const name = database.file.slice(dirname(database.file).length + 1);
    const files = readdirSync(dirname(database.file)).filter((file) => file.startsWith(name));
    return files.some((file) => {
      const bytes = readFileSync(join(dirname(database.file), file));
      return all.some((secret) => bytes.includes(Buffer.from(secret)));
    });
  }

  test("make stamps that the moderation still judges after the relay forgot its half", async () => {
    const bob = await at.person("Bob");
    const other = await converse(ada, [bob]);
    const { franked, message } = prepare(ada, other.id, 1, "hello");
    await ada.api.send({
      params: { conversation: other.key },
      body: { epoch: 1, suite: "merkle-v1", messages: [message] },
    });
    const [entry] = (await drain(bob)).filter(({ kind: of }) => of === "message");
    at.now += dayMs + 1;
    await at.relay.tidy();
    expectGenuine(at, bob, entry, franked);
    expect(parseRecord((await ada.api.keyRecords({})).records[0]?.record ?? rng(1)).v).toBe(1);
  });
});
