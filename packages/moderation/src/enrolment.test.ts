import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Databases, kinds, openDatabases } from "./testing/databases-node.ts";
import { hourMs } from "./testing/played-relay-node.ts";
import { enrol, linkOf, signIn } from "./testing/reviewer-node.ts";
import { softwarePasskey } from "./testing/software-passkey.ts";
import { consoleOrigin, startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
beforeAll(async () => {
  databases = await openDatabases();
});
afterAll(() => databases.close(), 30_000);

describe.each(kinds)("a reviewer kept in %s", { timeout: 30_000 }, (kind) => {
  let at: TestModeration;
  beforeEach(async () => {
    at = await startModeration(await databases.fresh(kind));
  }, 60_000);
  afterEach(() => at.close());

  const name = "Rae";
  const optionsFor = async (link: string) => (await at.api.enrolOptions({ body: { link, name } })).options;

  test("enrols by the link, which then is used up, and there is no other", async () => {
    const { api, link } = await enrol(at);
    expect(await api.team({})).toEqual({ publicKey: null });
    await expect(optionsFor(link)).rejects.toMatchObject({ code: "enrolment-used" });
    const response = softwarePasskey(consoleOrigin).register({ challenge: "x", rp: { id: "localhost" } });
    const again = at.api.enrol({ body: { link, name, response } });
    await expect(again).rejects.toMatchObject({ code: "enrolment-used" });
    expect(await at.moderation.enrolmentLink()).toBeNull();
  });

  test("enrols by the newest link alone", async () => {
    const link = await linkOf(at);
    await at.restart();
    const newer = await linkOf(at);
    expect(newer).not.toBe(link);
    await expect(optionsFor(link)).rejects.toMatchObject({ code: "enrolment-used" });
    expect(await optionsFor(newer)).toMatchObject({ rp: { id: "localhost" } });
  });

  test("is one of two who follow a link at once", async () => {
    const link = await linkOf(at);
    const tries = [1, 2].map(async () => {
      const response = softwarePasskey(consoleOrigin).register(await optionsFor(link));
      return at.api.enrol({ body: { link, name, response } });
    });
    const results = await Promise.allSettled(tries);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await at.rows((db) => db.selectFrom("reviewer").selectAll().execute())).toHaveLength(1);
  });

  test.each<[string, string, (options: Record<string, unknown>) => Record<string, unknown>]>([
    ["another origin", "https://evil.example", (options) => options],
    ["another challenge", consoleOrigin, (options) => ({ ...options, challenge: "AAAA" })],
    ["another site", consoleOrigin, (options) => ({ ...options, rp: { id: "evil.example" } })],
  ])("does not enrol with an answer for %s, and the link stays good", async (_, origin, change) => {
    const link = await linkOf(at);
    const response = softwarePasskey(origin).register(change(await optionsFor(link)));
    const refused = at.api.enrol({ body: { link, name, response } });
    await expect(refused).rejects.toMatchObject({ code: "passkey-refused" });
    const good = softwarePasskey(consoleOrigin).register(await optionsFor(link));
    expect(await at.api.enrol({ body: { link, name, response: good } })).toMatchObject({ reviewer: name });
  });

  test("does not enrol with an answer that is none", async () => {
    const link = await linkOf(at);
    const refused = at.api.enrol({ body: { link, name, response: { id: 1 } } });
    await expect(refused).rejects.toMatchObject({ code: "passkey-refused" });
  });

  test("signs in again with her passkey, and her session ends after eight hours", async () => {
    const { passkey } = await enrol(at);
    await at.restart();
    const api = await signIn(at, passkey);
    at.now += 8 * hourMs;
    expect(await api.team({})).toEqual({ publicKey: null });
    at.now += 1;
    await expect(api.team({})).rejects.toMatchObject({ code: "unauthenticated" });
    await at.moderation.tidy();
    expect(await at.rows((db) => db.selectFrom("session").selectAll().execute())).toEqual([]);
  });

  test("is not signed in by an answer that was given before, or too late, or for enrolment", async () => {
    const { passkey } = await enrol(at);
    const { options } = await at.api.signInOptions({ body: {} });
    const response = passkey.signIn(options);
    await at.api.signIn({ body: { response } });
    await expect(at.api.signIn({ body: { response } })).rejects.toMatchObject({ code: "passkey-refused" });
    const late = passkey.signIn((await at.api.signInOptions({ body: {} })).options);
    at.now += 300_001;
    await expect(at.api.signIn({ body: { response: late } })).rejects.toMatchObject({
      code: "passkey-refused",
    });
  });

  test("whose passkey counts nothing is signed in once by each answer, and by none that she gave for enrolment", async () => {
    const passkey = softwarePasskey(consoleOrigin, 0);
    const link = await linkOf(at);
    await at.api.enrol({ body: { link, name, response: passkey.register(await optionsFor(link)) } });
    const response = passkey.signIn((await at.api.signInOptions({ body: {} })).options);
    await at.api.signIn({ body: { response } });
    await expect(at.api.signIn({ body: { response } })).rejects.toMatchObject({ code: "passkey-refused" });
    await at.rows((db) => {
      const challenge = { challenge: "AAAA", purpose: "enrol", expires_at: at.now + hourMs };
      return db.insertInto("challenge").values(challenge).execute();
    });
    const other = passkey.signIn({ challenge: "AAAA", rpId: "localhost" });
    const refused = at.api.signIn({ body: { response: other } });
    await expect(refused).rejects.toMatchObject({ code: "passkey-refused" });
  });

  test("is not signed in by a signature that was altered, by another origin, or by another passkey", async () => {
    const { passkey } = await enrol(at);
    const options = async () => (await at.api.signInOptions({ body: {} })).options;
    const good = passkey.signIn(await options());
    const altered = { ...good, response: { ...Object(good.response), signature: "MEQCIAAA" } };
    const stranger = softwarePasskey(consoleOrigin).signIn(await options());
    const borrowed = { ...stranger, id: good.id, rawId: good.rawId };
    for (const response of [altered, stranger, borrowed]) {
      await expect(at.api.signIn({ body: { response } })).rejects.toMatchObject({ code: "passkey-refused" });
    }
  });
});
