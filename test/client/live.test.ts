import type { Client } from "@openfranking/client";
import { expect, test } from "vitest";
import { WebSocket as NodeWebSocket } from "ws";
import { adaAndBen, read, say, warningsOf } from "./world.ts";

/** Connections that a test can cut, and on which everything may arrive twice. */
function line({ isDoubled = false } = {}) {
  const opened: NodeWebSocket[] = [];
  class Tested extends NodeWebSocket {
    constructor(url: string) {
      super(url);
      opened.push(this);
    }

    override emit(event: string, ...given: unknown[]): boolean {
      if (isDoubled && event === "message") super.emit(event, ...given);
      return super.emit(event, ...given);
    }
  }
  return {
    // The client uses the part of the interface that both have.
    WebSocket: Tested as unknown as typeof WebSocket,
    opened,
    cut: () => opened.at(-1)?.terminate(),
    /** As if the relay had sent it. */
    arrives: (...bytes: number[]) => opened.at(-1)?.emit("message", Uint8Array.from(bytes).buffer, true),
  };
}

async function until(client: Client, holds: () => boolean): Promise<void> {
  if (holds()) return;
  await new Promise<void>((resolve) => {
    const stop = client.onChange(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
}

const texts = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => `message ${from + i}`);

test("conversations and messages come by themselves, and after a cut nothing is lost or doubled", async () => {
  const { WebSocket, cut, opened } = line();
  const { ada, ben } = await adaAndBen({ ada: { WebSocket } });
  ada.connect();
  await until(ada, () => ada.isConnected);
  const { id } = await ben.createConversation([await ben.contact("ada")]);
  await until(ada, () => ada.conversations().length === 2);
  const arrived = () => read(ada, id).length;
  await say(ben, id, ...texts(0, 3));
  await until(ada, () => arrived() === 3);
  await say(ben, id, ...texts(3, 6));
  cut();
  await say(ben, id, ...texts(6, 9));
  await until(ada, () => arrived() >= 9);
  await say(ben, id, ...texts(9, 12));
  await until(ada, () => arrived() >= 12);
  expect(read(ada, id)).toEqual(texts(0, 12));
  expect(opened.length).toBe(2);
});

test("what waits is sent as soon as the connection is there", async () => {
  const { WebSocket } = line();
  const { ada, ben, id } = await adaAndBen({ ada: { WebSocket }, ben: { WebSocket } });
  for (const one of [ada, ben]) one.connect();
  await until(ada, () => ada.isConnected);
  await until(ben, () => ben.isConnected);
  await say(ada, id, "hello");
  await until(ben, () => read(ben, id).length === 1);
  await say(ben, id, "hello to you");
  await until(ada, () => read(ada, id).length === 2);
  expect(read(ada, id)).toEqual(["hello", "hello to you"]);
});

test("what comes twice is taken once", async () => {
  const { WebSocket } = line({ isDoubled: true });
  const { ada, ben } = await adaAndBen({ ada: { WebSocket } });
  ada.connect();
  await until(ada, () => ada.isConnected);
  const { id } = await ben.createConversation([await ben.contact("ada")]);
  await say(ben, id, ...texts(0, 2));
  await until(ada, () => ada.conversations().length === 2 && read(ada, id).length === 2);
  expect(read(ada, id)).toEqual(texts(0, 2));
  expect(warningsOf(ada, id)).toEqual([]);
});

test("what is no entry of a mailbox ends the connection, and the next one brings what followed", async () => {
  const { WebSocket, arrives, opened } = line();
  const { ada, ben, id } = await adaAndBen({ ada: { WebSocket } });
  ada.connect();
  await until(ada, () => ada.isConnected);
  arrives(1, 2, 3);
  await until(ada, () => !ada.isConnected);
  await say(ben, id, "and on");
  await until(ada, () => read(ada, id).length === 1);
  expect(opened).toHaveLength(2);
});
