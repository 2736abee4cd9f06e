import { connect } from "node:net";
import { encode } from "@openfranking/franking";
import { mediaTypes } from "@openfranking/protocol";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { rng } from "./testing/fake-moderation.ts";
import { converse, type Person, prepare } from "./testing/person.ts";
import { startTestRelay, type TestRelay } from "./testing/test-relay.ts";

let databases: Databases;
let at: TestRelay;
let ada: Person;
let room: Awaited<ReturnType<typeof converse>>;
let token: string;
beforeAll(async () => {
  databases = await openDatabases();
  at = await startTestRelay(await databases.fresh("sqlite"), { origins: ["https://app.example"] });
  ada = await at.person("Ada");
  room = await converse(ada, []);
  token = await ada.openSession();
});
afterAll(async () => {
  await at.close();
  await databases.close();
});

async function post(path: string, given: Uint8Array | string, type: string = mediaTypes.cbor) {
  const body = typeof given === "string" ? given : Uint8Array.from(given);
  const headers = { authorization: `Bearer ${token}`, "content-type": type };
  const response = await fetch(`${at.url}${path}`, { method: "POST", headers, body });
  const text = await response.text();
  return { status: response.status, type: response.headers.get("content-type"), text };
}

const messages = () => `/v1/conversations/${room.key}/messages`;
const request = () =>
  encode({ epoch: 0, suite: "merkle-v1", messages: [prepare(ada, room.id, 0, "x").message] });

describe("a request is refused with a problem document", () => {
  test.each<[string, number, () => ReturnType<typeof post>]>([
    ["malformed", 400, () => post(messages(), rng(100))],
    ["malformed", 400, () => post(messages(), new Uint8Array())],
    ["malformed", 400, () => post(messages(), request().slice(0, -1))],
    ["malformed", 400, () => post(messages(), Uint8Array.from([...request(), 0]))],
    ["malformed", 400, () => post(messages(), new Uint8Array(100_000).fill(0x81))],
    ["malformed", 400, () => post(messages(), encode({ epoch: 0, suite: "merkle-v1", messages: [] }))],
    [
      "malformed",
      400,
      () => post(messages(), encode({ epoch: 0, suite: "merkle-v1", messages: [], more: 1 })),
    ],
    [
      "malformed",
      400,
      () => post("/v1/conversations", encode({ conversation: rng(15), suite: "merkle-v1" })),
    ],
    ["not-found", 404, () => post("/v1/conversations/0000/messages", request())],
    ["not-found", 404, () => post("/v1/nothing", request())],
    ["unsupported-media-type", 415, () => post(messages(), "{}", "application/json")],
  ])("%s (%i)", async (code, status, send) => {
    const answer = await send();
    expect(answer).toMatchObject({ status, type: mediaTypes.problem });
    expect(JSON.parse(answer.text)).toMatchObject({ code });
  });

  test.each([
    ["DELETE", "/v1/info", "method-not-allowed"],
    ["POST", "/v1/mailbox", "method-not-allowed"],
    ["POST", "/v1/live", "method-not-allowed"],
    ["GET", "/v1/live", "malformed"],
    ["GET", "/v1/mailbox?after=x", "malformed"],
    ["GET", "/v1/mailbox", "malformed"],
    ["GET", "/v1/names/%ff", "not-found"],
    ["GET", "/v1/names/a%2Fb", "not-found"],
    ["GET", "/v1/names/%00", "not-found"],
    ["GET", `/v1/accounts/${"A".repeat(64)}`, "not-found"],
  ])("%s %s", async (method, path, code) => {
    const response = await fetch(`${at.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await response.json()).toMatchObject({ code });
  });

  test("whatever the body is, and nothing of it is a fault", async () => {
    const whole = request();
    const paths = [
      messages(),
      "/v1/accounts",
      "/v1/sessions",
      "/v1/key-packages",
      `/v1/conversations/${room.key}/commits`,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.nat({ max: whole.length - 1 }).map((size) => whole.slice(0, size)),
          fc.tuple(fc.nat({ max: whole.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([i, flip]) => {
            const changed = Uint8Array.from(whole);
            changed[i] = (changed[i] ?? 0) ^ flip;
            return changed;
          }),
        ),
        async (path, body) => {
          const { status } = await post(path, Uint8Array.from(body));
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 300 },
    );
    expect(at.events.filter((event) => event.startsWith("fault"))).toEqual([]);
  });
});

test("a caller that goes away in the middle of a body is no fault", async () => {
  const socket = connect(Number(new URL(at.url).port), "127.0.0.1");
  const head = "POST /v1/accounts HTTP/1.1\r\nhost: x\r\ncontent-type: application/cbor\r\n";
  await new Promise((sent) => socket.write(`${head}content-length: 1000\r\n\r\nabc`, sent));
  await new Promise((resolve) => setTimeout(resolve, 200));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(at.events.filter((event) => event.startsWith("fault"))).toEqual([]);
});

describe("a browser app", () => {
  test("of our origins may read answers, of others not", async () => {
    const from = async (origin: string) =>
      (await fetch(`${at.url}/v1/info`, { headers: { origin } })).headers.get("access-control-allow-origin");
    expect(await from("https://app.example")).toBe("https://app.example");
    expect(await from("https://evil.example")).toBeNull();
  });
});

test("a relay that stops serving answers what it was asked, and takes nothing after it", async () => {
  const other = await startTestRelay(await databases.fresh("sqlite"));
  const [eve, bob] = [await other.person("Eve"), await other.person("Bob")];
  const talk = await converse(eve, [bob]);
  // They wait for the first stamp key when the relay is told to stop.
  other.moderation.behaviour = "slow";
  const sends = Array.from({ length: 20 }, () => {
    const body = { epoch: 1, suite: "merkle-v1", messages: [prepare(eve, talk.id, 1, "x").message] };
    return eve.api.send({ params: { conversation: talk.key }, body });
  });
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const closed = other.close();
  const results = await Promise.allSettled([...sends, eve.api.info({})]);
  expect(results.map(({ status }) => status)).toEqual([...sends.map(() => "fulfilled"), "rejected"]);
  await closed;
});

test("the log has events and counts and nothing else", () => {
  for (const event of at.events) expect(event).toMatch(/^[a-z-]+ \{("[a-z]+":\d+,?)*\}$/u);
});
