import { connect, type Socket } from "node:net";
import { mediaTypes } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { newWorld } from "../client/world.ts";

const mebibyte = 1_048_576;
const size = 100 * mebibyte;

interface Target {
  readonly url: string;
  readonly path: string;
  readonly type: string;
}

const headOf = ({ path, type }: Target, length: string) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\n${length}\r\n\r\n`;

const reach = ({ url }: Target) => connect(Number(new URL(url).port), "127.0.0.1");

/** Sends on until the service ends it, as slowly as it reads. Returns its first line and how much it took. */
function upload(target: Target, chunked: boolean): Promise<{ answer: string; taken: number }> {
  const socket = reach(target);
  socket.write(headOf(target, chunked ? "transfer-encoding: chunked" : `content-length: ${size}`));
  const part = Buffer.alloc(65_536);
  let sent = 0;
  const more = () => {
    while (sent < size && socket.writable) {
      sent += part.length;
      if (chunked) socket.write("10000\r\n");
      const goesOn = socket.write(part);
      if (chunked) socket.write("\r\n");
      if (!goesOn) return;
    }
  };
  socket.on("drain", more);
  more();
  return new Promise((resolve) => {
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString();
      socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () =>
      resolve({ answer: answer.split("\r\n")[0] ?? "", taken: sent - socket.writableLength }),
    );
  });
}

async function targets(): Promise<{ readonly all: readonly Target[]; readonly faults: () => string[] }> {
  const { log, moderationUrl, relayUrl } = await newWorld();
  return {
    all: [
      { url: relayUrl, path: "/v1/accounts", type: mediaTypes.cbor },
      { url: moderationUrl, path: "/v1/reports", type: mediaTypes.cbor },
      { url: moderationUrl, path: "/v1/reviewers/sign-in", type: mediaTypes.json },
    ],
    faults: () => log.filter((line) => line.includes("fault")),
  };
}

test.each([
  ["its length told", false],
  ["in chunks", true],
])("a body of 100 MB is refused by both services with %s, and not taken in", async (_, chunked) => {
  const { all, faults } = await targets();
  for (const target of all) {
    const results = await Promise.all(Array.from({ length: 8 }, () => upload(target, chunked)));
    for (const { answer, taken } of results) {
      expect(answer).toBe("HTTP/1.1 413 Payload Too Large");
      expect(taken).toBeLessThan(16 * mebibyte);
    }
  }
  expect(faults()).toEqual([]);
});

test("a length of 100 MB is refused before anything of it has come", async () => {
  for (const target of (await targets()).all) {
    const socket = reach(target);
    socket.write(headOf(target, `content-length: ${size}`));
    expect(await nextAnswer(socket)).toBe("HTTP/1.1 413 Payload Too Large");
    socket.destroy();
  }
});

test("a connection on which a body was refused unread goes on", async () => {
  for (const target of (await targets()).all) {
    const socket = reach(target);
    const body = Buffer.alloc(3 * mebibyte);
    for (let i = 0; i < 3; i++) {
      socket.write(headOf(target, `content-length: ${body.length}`));
      socket.write(body);
      expect(await nextAnswer(socket)).toBe("HTTP/1.1 413 Payload Too Large");
      socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
      expect(await nextAnswer(socket)).toBe("HTTP/1.1 200 OK");
    }
    socket.destroy();
  }
});

/** The first line of what comes next, or how the connection ended. */
function nextAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const end = () => resolve("closed");
    socket.once("error", end).once("close", end);
    socket.once("data", (data) => {
      socket.off("error", end).off("close", end);
      resolve(data.toString().split("\r\n")[0] ?? "");
    });
  });
}
