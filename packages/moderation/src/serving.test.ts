import { once } from "node:events";
import { connect } from "node:net";
import { encode } from "@openfranking/franking";
import { encodeAs, reportSchema, sealedReportSchema, sealReport } from "@openfranking/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveModeration } from "./serve-node.ts";
import { type Databases, openDatabases } from "./testing/databases-node.ts";
import { agree, say } from "./testing/played-relay-node.ts";
import { itemOf, named, reportOf, send } from "./testing/reporter-node.ts";
import { apiAt, startModeration, type TestModeration } from "./testing/test-moderation-node.ts";

let databases: Databases;
let at: TestModeration;
beforeAll(async () => {
  databases = await openDatabases();
  at = await startModeration(await databases.fresh("sqlite"));
});
afterAll(async () => {
  await at.close();
  await databases.close();
});

async function sealedBytes(): Promise<Uint8Array> {
  const period = await agree(at);
  const report = reportOf(named(period, "bob"), [itemOf(say(period), "bob")]);
  const { intakeKey } = await at.api.info({});
  const { sealed } = await sealReport(encodeAs(reportSchema, report), intakeKey);
  return encodeAs(sealedReportSchema, sealed);
}

/** Sends the head of a request and its first half; `finish` sends the rest and returns the answer's first line. */
async function half(url: string, body: Uint8Array): Promise<{ finish(): Promise<string> }> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const head = [
    "POST /v1/reports HTTP/1.1",
    "host: x",
    "content-type: application/cbor",
    "expect: 100-continue",
  ];
  socket.write(`${head.join("\r\n")}\r\ncontent-length: ${body.length}\r\n\r\n`);
  // By this the service says that it has taken the request.
  const [interim] = await once(socket, "data");
  expect(String(interim)).toMatch(/^HTTP\/1\.1 100 /u);
  socket.write(body.subarray(0, body.length / 2));
  return {
    async finish() {
      const answered = once(socket, "data");
      socket.write(body.subarray(body.length / 2));
      const [data] = await answered;
      socket.destroy();
      return String(data).split("\r\n")[0] ?? "";
    },
  };
}

test("a service that closes answers the report that it was being given, and takes no other", async () => {
  const served = await serveModeration(at.moderation, { hostname: "127.0.0.1", port: 0 });
  const request = await half(served.url, await sealedBytes());
  let isClosed = false;
  const closed = served.close().then(() => {
    isClosed = true;
  });
  await expect(apiAt(served.url, "").info({})).rejects.toMatchObject({ code: "unavailable" });
  expect(isClosed).toBe(false);
  expect(await request.finish()).toBe("HTTP/1.1 200 OK");
  await closed;
  const kept = await at.rows((db) => db.selectFrom("report").select("report_number").execute());
  expect(kept).toHaveLength(1);
});

test("a service that is idle closes at once, connections that are kept alive included", async () => {
  const served = await serveModeration(at.moderation, { hostname: "127.0.0.1", port: 0 });
  await apiAt(served.url, "").info({});
  const before = performance.now();
  await served.close();
  expect(performance.now() - before).toBeLessThan(2000);
});

test("another service on the same port is refused, and not waited for", async () => {
  const port = Number(new URL(at.url).port);
  await expect(serveModeration(at.moderation, { hostname: "127.0.0.1", port })).rejects.toThrow(
    /EADDRINUSE/u,
  );
});

test("a service whose database fails says so to nobody, and logs no more than that", async () => {
  const broken = await startModeration(await databases.fresh("sqlite"));
  const period = await agree(broken);
  await broken.rows((db) => db.schema.alterTable("report").renameTo("away").execute());
  const report = reportOf(named(period, "bob"), [itemOf(say(period), "bob")], { note: "canary-note" });
  await expect(send(broken, report)).rejects.toMatchObject({ code: "internal" });
  expect(broken.log.filter((line) => line.includes("fault"))).toEqual(['{"event":"fault"}']);
  await broken.close();
});

test("what is no route, or has another method, is refused by its code", async () => {
  const codeOf = async (path: string, init?: RequestInit) =>
    (await (await fetch(at.url + path, init)).json()).code;
  expect(await codeOf("/v1/none")).toBe("not-found");
  expect(await codeOf("/v1/reports")).toBe("method-not-allowed");
  const body = new Blob([Uint8Array.from(encode({}))]);
  const headers = { "content-type": "application/cbor" };
  expect(await codeOf("/v1/stamp-checks", { method: "POST", headers, body })).toBe("malformed");
});
