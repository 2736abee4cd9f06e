import type { Client } from "@openfranking/client";
import { expect, test } from "vitest";
import { WebSocket as NodeWebSocket } from "ws";
import { adaAndBen, read } from "./setting.ts";

/** Connections that a test can cut. */
function cuttable() {
  const opened: NodeWebSocket[] = [];
  class Cuttable extends NodeWebSocket {
    constructor(url: string) {
      super(url);
      opened.push(this);
    }
  }
  return {
    // The client uses the part of the interface that both have.
    WebSocket: Cuttable as unknown as typeof WebSocket,
    opened,
    cut: () => opened.at(-1)?.terminate(),
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

test("messages come by themselves, and after a cut nothing is lost or doubled", async () => {
  const line = cuttable();
  const { ada, ben, id } = await adaAndBen({ ada: { WebSocket: line.WebSocket } });
  ada.connect();
  await until(ada, () => ada.isConnected);
  const conversation = ben.conversation(id);
  for (const text of texts(0, 3)) await conversation.send(text);
  await until(ada, () => read(ada, id).length === 3);
  for (const text of texts(3, 6)) await conversation.send(text);
  line.cut();
  for (const text of texts(6, 9)) await conversation.send(text);
  await until(ada, () => read(ada, id).length >= 9);
  for (const text of texts(9, 12)) await conversation.send(text);
  await until(ada, () => read(ada, id).length >= 12);
  expect(read(ada, id)).toEqual(texts(0, 12));
  expect(line.opened.length).toBe(2);
});

test("what waits is sent as soon as the connection is there", async () => {
  const line = cuttable();
  const { ada, ben, id } = await adaAndBen({
    ada: { WebSocket: line.WebSocket },
    ben: { WebSocket: line.WebSocket },
  });
  for (const one of [ada, ben]) one.connect();
  await until(ada, () => ada.isConnected);
  await until(ben, () => ben.isConnected);
  await ada.conversation(id).send("hello");
  await until(ben, () => read(ben, id).length === 1);
  await ben.conversation(id).send("hello to you");
  await until(ada, () => read(ada, id).length === 2);
  expect(read(ada, id)).toEqual(["hello", "hello to you"]);
});
