import { type RunningPostgres, startPostgres } from "@openfranking/database/testing";
import { encode } from "@openfranking/franking";
import { mediaTypes, type ProblemCode } from "@openfranking/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  ask,
  canary,
  damaged,
  nested,
  type Repeated,
  utf8,
  withHostileParts,
  withParams,
  withQuery,
} from "./asking.ts";
import { allRoutes, recordTraffic, type Sent, type Traffic } from "./traffic.ts";

// Over PostgreSQL, which takes less than SQLite does.
let postgres: RunningPostgres;
let traffic: Traffic;
beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase("withstand");
  traffic = await recordTraffic((schema) => ({ kind: "postgres", url, schema }));
});
afterAll(async () => {
  await traffic.close();
  await postgres.stop();
});

const all = () => [...traffic.sent.values()];
const withBody = () => all().filter(({ route }) => route.request !== null);
const inMedia = (media: Sent["route"]["media"]) => withBody().filter(({ route }) => route.media === media);

/** The code with which each of these requests is refused, by its name. */
async function codesOf(requests: readonly Sent[], change: (sent: Sent) => Partial<Repeated>) {
  const codes: [string, string][] = [];
  for (const sent of requests) codes.push([sent.name, await ask(sent, change(sent))]);
  return Object.fromEntries(codes);
}

const eachOf = (requests: readonly Sent[], code: ProblemCode) =>
  Object.fromEntries(requests.map(({ name }) => [name, code]));

test("the services were asked everything that they can be asked", () => {
  expect([...traffic.sent.keys()].sort()).toEqual([...allRoutes.keys()].sort());
});

test.each<[string, Uint8Array]>([
  ["is empty", new Uint8Array()],
  ["is not CBOR", Uint8Array.of(0xff, 0xff)],
  ["is cut off", encode({ [canary]: canary }).slice(0, -1)],
  ["has a byte behind its end", Uint8Array.from([...encode({}), 0])],
  ["is a map of something else", encode({ [canary]: canary })],
  ["is a hundred thousand arrays deep", new Uint8Array(100_000).fill(0x81)],
  ["announces more bytes than there are", Uint8Array.of(0x5b, 0, 0x1f, ...Array(6).fill(0xff))],
  ["announces more entries than there are", Uint8Array.of(0xbb, 0, 0x1f, ...Array(6).fill(0xff))],
  ["has no definite length", Uint8Array.of(0xbf, 0xff)],
  ["has a key twice", Uint8Array.of(0xa2, 0x61, 0x61, 0, 0x61, 0x61, 0)],
  ["is JSON", utf8("{}")],
])("the services refuse a body that %s, where they ask for CBOR", async (_, body) => {
  const routes = inMedia("cbor");
  expect(await codesOf(routes, () => ({ body }))).toEqual(eachOf(routes, "malformed"));
});

test.each<[string, Uint8Array]>([
  ["is empty", new Uint8Array()],
  ["is cut off", utf8(`{"${canary}":`)],
  ["has a byte behind its end", utf8("{}}")],
  ["is an object of something else", utf8(`{"${canary}":"${canary}"}`)],
  ["is a list", utf8("[]")],
  ["is a hundred thousand arrays deep", utf8(nested(100_000))],
  ["is not UTF-8", Uint8Array.of(0x22, 0xff, 0x22)],
  ["names a prototype", utf8('{"__proto__":{"link":"x","name":"x"}}')],
])("the services refuse a body that %s, where they ask for JSON", async (_, body) => {
  const routes = inMedia("json");
  expect(await codesOf(routes, () => ({ body }))).toEqual(eachOf(routes, "malformed"));
});

test.each<[string, Uint8Array]>([
  ["is empty", new Uint8Array()],
  ["is CBOR", encode({ [canary]: canary })],
  ["is JSON", utf8("{}")],
  ["announces more bytes than there are", Uint8Array.of(0xbf, 0xff, 0xff, 0xff)],
])("the services refuse a body that %s, where they ask for bytes of another format", async (_, body) => {
  const routes = inMedia("bytes");
  expect(routes).toHaveLength(1);
  expect(await codesOf(routes, () => ({ body }))).toEqual(eachOf(routes, "malformed"));
});

test.each([
  "",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  `application/${canary}`,
])("the services refuse a body of the type “%s”", async (type) => {
  const routes = withBody();
  const codes = await codesOf(routes, () => ({ type }));
  expect(codes).toEqual(eachOf(routes, "unsupported-media-type"));
});

test("the services refuse CBOR where they ask for JSON, and JSON where they ask for CBOR", async () => {
  const routes = withBody();
  const other = ({ route }: Sent) => ({ type: mediaTypes[route.media === "cbor" ? "json" : "cbor"] });
  expect(await codesOf(routes, other)).toEqual(eachOf(routes, "unsupported-media-type"));
});

test("the services refuse a body of one byte more than they take", async () => {
  const routes = withBody();
  const codes = await codesOf(routes, ({ route }) => ({ body: new Uint8Array(route.maxBytes + 1) }));
  expect(codes).toEqual(eachOf(routes, "too-large"));
});

test.each(["", "Bearer", `Bearer ${canary}`, `Bearer ${"x".repeat(43)}`, `Basic ${"x".repeat(43)}`])(
  "the services refuse whoever says “%s” of herself, where they ask who calls",
  async (authorization) => {
    const routes = all().filter(({ route }) => route.caller !== "anyone");
    expect(routes.length).toBeGreaterThan(10);
    expect(await codesOf(routes, () => ({ authorization }))).toEqual(eachOf(routes, "unauthenticated"));
  },
);

test("the services refuse another method than a route's", async () => {
  const codes = await codesOf(all(), () => ({ method: "DELETE" }));
  expect(codes).toEqual(eachOf(all(), "method-not-allowed"));
});

test("the services refuse what stands in a path or a query and has not its form", async () => {
  for (const text of ["%00", "%ff", "a%2fb", "..%2f..%2fetc", canary, "%F0%9F", "x".repeat(5000)]) {
    for (const sent of all()) {
      for (const url of [...withParams(sent, text), ...withQuery(sent, text)]) {
        const code = await ask(sent, { url });
        expect([sent.name, url.href, code]).toEqual([
          sent.name,
          url.href,
          expect.stringMatching(/^(not-found|malformed)$/u),
        ]);
      }
    }
  }
});

test("the services answer a request that was cut off or of which a byte was turned, wherever that is", async () => {
  for (const sent of withBody()) {
    await Promise.all(damaged(sent.body ?? new Uint8Array()).map((body) => ask(sent, { body })));
  }
});

test("the services answer a request in which anything stands in the place of any part", async () => {
  for (const sent of [...inMedia("cbor"), ...inMedia("json")]) {
    await Promise.all(withHostileParts(sent).map((body) => ask(sent, { body })));
  }
});

test("the services had no fault in all of this, and wrote nothing of it down", () => {
  expect(traffic.world.log.filter((line) => /fault|canary/u.test(line))).toEqual([]);
});
