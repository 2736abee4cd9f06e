import { join } from "node:path";
import { openSqlite } from "@openfranking/database";
import { allSchemes, schemeOf, schemes } from "@openfranking/franking";
import { apiClient, decodeAs, limits, moderationRoutes, relayRoutes } from "@openfranking/protocol";
import { describe, expect, test } from "vitest";
import { type Asked, isFor, losingAnswer, type Network } from "./network.ts";
import { adaAndBen, add, read, reopened, say, syncAll, type Two } from "./world.ts";

const suite = "hecate-v1";
const hecate = schemeOf(suite, allSchemes);

/** Ada and Ben in a conversation whose relay is not to learn who writes. */
async function sealed(): Promise<Two> {
  const two = await adaAndBen({}, { schemes: [...schemes, hecate] });
  const { id } = await two.ben.createConversation([await two.ben.contact("ada")], { suite });
  await two.ada.sync();
  return { ...two, id };
}

describe("where the relay is not to learn who writes", () => {
  test("what is written arrives, and the relay keeps no sender beside it", async () => {
    const { ada, ben, id, world } = await sealed();
    await say(ben, id, "one");
    await ada.sync();
    await say(ada, id, "two");
    const database = openSqlite(join(world.directory, "relay.db"));
    const senders = database.prepare("SELECT sender FROM envelope WHERE kind = 'message'").all();
    const accepted = database.prepare("SELECT sender FROM accepted").all();
    database.close();
    await syncAll(ben, ada);
    for (const one of [ada, ben]) expect(read(one, id)).toEqual(["one", "two"]);
    expect(senders.length).toBeGreaterThan(0);
    for (const row of [...senders, ...accepted]) expect(row).toEqual({ sender: "" });
  });

  test("a message leaves without anything that says whose device it is", async () => {
    const { ben, id, ways } = await sealed();
    const asked = listening(ways.ben);
    await say(ben, id, "one");
    const [sent, ...more] = asked.filter((one) => isFor(relayRoutes.sendSealed, one));
    expect(more).toEqual([]);
    expect([...(sent?.headers.keys() ?? [])].sort()).toEqual(["accept", "content-type"]);
    expect(asked.filter((one) => isFor(relayRoutes.send, one))).toEqual([]);
  });

  test("a message whose answer was lost is sent again as it was, and arrives once", async () => {
    const two = await sealed();
    const { ada, id, ways } = two;
    ways.ben.tap = losingAnswer(relayRoutes.sendSealed);
    expect(await two.ben.conversation(id).send("once")).toMatchObject({ isSent: false });
    const ben = await reopened(two, two.ben);
    await syncAll(ben, ada);
    await say(ben, id, "twice");
    await ada.sync();
    for (const one of [ada, ben]) expect(read(one, id)).toEqual(["once", "twice"]);
  });

  test("who was added later writes too", async () => {
    const { ada, ben, id, world } = await sealed();
    const cleo = await world.person("cleo");
    await add(ben, id, "cleo");
    await syncAll(ada, cleo);
    await say(cleo, id, "hello");
    await syncAll(ada, ben);
    for (const one of [ada, ben, cleo]) expect(read(one, id)).toEqual(["hello"]);
  });

  test("more messages are written than tokens are issued at once, each with one of its own", async () => {
    const { ada, ben, id, ways } = await sealed();
    const asked = listening(ways.ben);
    for (let i = 0; i <= limits.tokens; i++) await say(ben, id, String(i));
    await ada.sync();
    expect(read(ada, id)).toHaveLength(limits.tokens + 1);
    expect(asked.filter((one) => isFor(moderationRoutes.issueTokens, one))).toHaveLength(2);
  });

  test("a report names the account to which the token was issued", async () => {
    const { ada, ben, id } = await sealed();
    await say(ben, id, "a threat");
    await ada.sync();
    const [message] = ada.conversation(id).messages();
    if (message?.state !== "shown") throw new Error("unreachable: she has read it");
    const chosen = { conversation: id, items: [{ commitment: message.commitment, open: "all" as const }] };
    const prepared = await ada.prepareReport({ ...chosen, category: "threats" });
    expect((await prepared.submit()).verdicts).toEqual([{ verdict: "verified" }]);
  });
});

describe("sender tokens", () => {
  test.each([
    ["for another secret than the assertion is bound to", "reporter-refused", { secret: new Uint8Array(32) }],
    ["of a scheme that has none", "wrong-suite", { alg: "hmac-sha256" }],
  ])("are not issued %s", async (_, code, changes) => {
    const { ben, id, ways, world } = await sealed();
    const asked = listening(ways.ben);
    await say(ben, id, "one");
    const genuine = asked.find((one) => isFor(moderationRoutes.issueTokens, one));
    const body = decodeAs(moderationRoutes.issueTokens.request, genuine?.body ?? new Uint8Array());
    const api = apiClient(moderationRoutes, {
      ...{ baseUrl: world.moderationUrl, fetch, timeoutMs: 10_000 },
      token: async () => "",
    });
    await expect(api.issueTokens({ body: { ...body, ...changes } })).rejects.toMatchObject({ code });
    expect((await api.issueTokens({ body: { ...body, count: 2 } })).tokens).toHaveLength(2);
  });
});

/** Everything that leaves a device from now on. */
function listening(way: Network): Asked[] {
  const asked: Asked[] = [];
  way.tap = (one) => {
    asked.push(one);
    return one.goOn();
  };
  return asked;
}
