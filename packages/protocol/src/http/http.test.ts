import { byteString, encode } from "@openfranking/franking";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { mediaTypes } from "../limits.ts";
import { moderationRoutes } from "../moderation-routes.ts";
import { ProblemError } from "../problem.ts";
import { relayRoutes } from "../relay-routes.ts";
import { route } from "../route.ts";
import { apiClient } from "./client.ts";
import { openApi } from "./openapi.ts";
import { serveRoutes } from "./server.ts";

const routes = {
  greet: route({
    method: "POST",
    path: "/v1/greet/:name",
    summary: "Greets.",
    caller: "device",
    params: z.strictObject({ name: z.string().check(z.maxLength(5)) }),
    request: z.strictObject({ words: z.string() }),
    response: z.strictObject({ said: z.string(), by: z.string() }),
    problems: ["forbidden"],
    maxBytes: 1000,
  }),
  take: route({
    method: "POST",
    path: "/take/:name",
    summary: "Takes bytes of another format.",
    params: z.strictObject({ name: z.string() }),
    request: byteString(1, 20),
    response: z.null(),
    media: "bytes",
    maxBytes: 20,
  }),
  fail: route({ method: "GET", path: "/v1/fail", summary: "Fails.", response: z.strictObject({}) }),
};

const faults: unknown[] = [];
const taken: unknown[] = [];
const app = serveRoutes<typeof routes, { device: string }>(
  routes,
  {
    greet: async ({ params, body, caller }) => {
      if (body.words === "no") throw new ProblemError("forbidden");
      return { said: `${body.words} ${params.name}`, by: caller };
    },
    take: async ({ body, params }) => {
      taken.push([params.name, body]);
      return null;
    },
    fail: async () => {
      throw new Error("canary");
    },
  },
  {
    authenticate: { device: async (token) => (token === "t".repeat(32) ? "device-1" : null) },
    origins: ["http://localhost:8603"],
    onFault: (error) => faults.push(error),
  },
);

const client = apiClient(routes, {
  baseUrl: "http://relay.example",
  fetch: async (input, init) => app.request(input, init),
  token: async () => "t".repeat(32),
  timeoutMs: 1000,
});

async function post(path: string, bytes: Uint8Array | null, headers: Record<string, string> = {}) {
  const response = await app.request(path, {
    method: "POST",
    body: bytes === null ? null : Uint8Array.from(bytes),
    headers: { authorization: `Bearer ${"t".repeat(32)}`, "content-type": mediaTypes.cbor, ...headers },
  });
  const document: unknown = await response.json();
  return { status: response.status, type: response.headers.get("content-type"), document };
}

const words = encode({ words: "hello" });

test("the typed client gets the typed answer", async () => {
  expect(await client.greet({ params: { name: "Ada" }, body: { words: "hello" } })).toEqual({
    said: "hello Ada",
    by: "device-1",
  });
});

test("the typed client throws the service's code", async () => {
  await expect(client.greet({ params: { name: "Ada" }, body: { words: "no" } })).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("bytes of another format come as they are, and are answered with a status alone", async () => {
  const name = "mimi://a.example/r/a%2Fb";
  expect(await client.take({ params: { name }, body: Uint8Array.of(0xff) })).toBeNull();
  expect(taken).toEqual([[name, Uint8Array.of(0xff)]]);
  const untyped = await app.request("/take/x", { method: "POST", body: Uint8Array.of(1) });
  expect([untyped.status, await untyped.text(), untyped.headers.get("cache-control")]).toEqual([
    201,
    "",
    "no-store",
  ]);
});

describe("a request is refused with a problem document", () => {
  test.each([
    ["malformed", 400, () => post("/v1/greet/Ada", Uint8Array.of(0xff))],
    [
      "malformed",
      400,
      () =>
        post(
          "/v1/greet/Ada",
          Uint8Array.from({ length: 900 }, () => 0x81),
        ),
    ],
    ["malformed", 400, () => post("/v1/greet/Ada", null)],
    ["unsupported-media-type", 415, () => post("/v1/greet/Ada", words, { "content-type": "text/plain" })],
    ["too-large", 413, () => post("/v1/greet/Ada", new Uint8Array(1001))],
    ["unsupported-media-type", 415, () => post("/take/x", words)],
    ["malformed", 400, () => post("/take/x", new Uint8Array(), { "content-type": mediaTypes.bytes })],
    ["too-large", 413, () => post("/take/x", new Uint8Array(21), { "content-type": mediaTypes.bytes })],
    ["unauthenticated", 401, () => post("/v1/greet/Ada", words, { authorization: "Bearer wrong" })],
    ["unauthenticated", 401, () => post("/v1/greet/Ada", words, { authorization: "" })],
    ["not-found", 404, () => post("/v1/greet/Longer-than-5", words)],
    ["not-found", 404, () => post("/v1/nothing", words)],
    ["method-not-allowed", 405, () => post("/v1/fail", words)],
  ])("%s (%i)", async (code, status, send) => {
    const { document, status: got, type } = await send();
    expect(document).toMatchObject({ code, status, type: `urn:openfranking:problem:${code}` });
    expect([got, type]).toEqual([status, mediaTypes.problem]);
  });

  test("that says nothing of a fault of the service, and the service is told", async () => {
    const response = await app.request("/v1/fail");
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("canary");
    expect(faults).toHaveLength(1);
  });
});

describe("a browser", () => {
  test("may call from the apps' origins, without cookies", async () => {
    const response = await app.request("/v1/greet/Ada", {
      method: "OPTIONS",
      headers: { origin: "http://localhost:8603" },
    });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("http://localhost:8603");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  });

  test("may not from any other", async () => {
    const response = await app.request("/v1/greet/Ada", {
      method: "OPTIONS",
      headers: { origin: "http://evil.example" },
    });
    expect(response.status).toBe(403);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });
});

test.each([
  ["relay", relayRoutes],
  ["moderation", moderationRoutes],
])("the OpenAPI document of the %s has every route", (title, all) => {
  const document = openApi(title, all);
  const text = JSON.stringify(document);
  for (const name of Object.keys(all)) expect(text).toContain(`"operationId":"${name}"`);
  expect(text).toContain("a byte string");
});
