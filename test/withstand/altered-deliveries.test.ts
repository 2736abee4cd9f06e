import type { ShownMessage } from "@openfranking/client";
import { decode, encode } from "@openfranking/franking";
import { expect, test } from "vitest";
import { altering } from "../client/network.ts";
import { adaAndBen, say } from "../client/world.ts";
import { leavesOf, misshapen, nameOfMisshapen, otherThan, withPart } from "./parts.ts";

/** What becomes of a message of which the relay altered one part of its delivery: each part has to be here. */
const expected = {
  nothing: "shown",
  "context/v": "hidden: delivery",
  "context/relay": "hidden: relay",
  "context/moderation": "hidden: moderation",
  "context/keyId": "hidden: key",
  "context/conversation": "hidden: conversation",
  "context/epoch": "hidden: epoch",
  "context/sender": "hidden: sender",
  "context/seq": "found by the blind check",
  "context/acceptedAt": "found by the blind check",
  stamp: "found by the blind check",
  addressed: "found by the blind check",
  blind: "found by the blind check",
};

/** Far enough that no number is another message's. */
const other = (part: unknown) => (typeof part === "number" ? part + 1000 : otherThan(part));

/** A byte below 32 has a client ask about every stamp. */
const asksAlways = (size: number) =>
  size === 1 ? Uint8Array.of(0) : crypto.getRandomValues(new Uint8Array(size));

type Change = readonly [name: string, change: (delivery: unknown) => unknown];

/** What Ada has, and finds out, of messages whose deliveries the relay changed. */
async function outcomesOf(changesOf: (delivery: unknown) => readonly Change[]) {
  const { ada, ben, id, ways } = await adaAndBen({ ada: { rng: asksAlways } });
  let honest: unknown;
  ways.ada.tap = altering((entry) => {
    honest = decode(entry.delivery);
    return entry;
  });
  await say(ben, id, "as it is");
  await ada.sync();
  const changes = changesOf(honest);
  const sent: string[] = [];
  for (const [name] of changes) sent.push((await ben.conversation(id).send(name)).commitment);
  ways.ada.tap = altering((entry, i) => {
    const delivery = changes[i]?.[1](decode(entry.delivery));
    return { ...entry, delivery: encode(delivery) };
  });
  await ada.sync();
  await ada.checkStamps();
  const messages = new Map(
    ada
      .conversation(id)
      .messages()
      .map((one) => [one.commitment, one]),
  );
  return Object.fromEntries(changes.map(([name], i) => [name, outcomeOf(messages.get(sent[i] ?? ""))]));
}

function outcomeOf(message: ShownMessage | undefined): string {
  if (message?.state === "shown") return message.stampIsGood === true ? "shown" : "found by the blind check";
  return `hidden: ${message?.state === "hidden" ? message.code : "without a trace"}`;
}

test("a delivery of which the relay altered any part is refused by name, or found by the blind check", async () => {
  const outcomes = await outcomesOf((delivery) => [
    ...leavesOf(delivery).map((path): Change => [path.join("/"), (part) => withPart(part, path, other)]),
    ["nothing", (part) => part],
  ]);
  expect(outcomes).toEqual(expected);
});

test("a delivery with any part left out, added or of another kind is none", async () => {
  const outcomes = await outcomesOf((delivery) =>
    misshapen(delivery).map((one, i): Change => [nameOfMisshapen(one), (part) => misshapen(part)[i]?.value]),
  );
  expect(Object.keys(outcomes).length).toBeGreaterThan(20);
  expect(new Set(Object.values(outcomes))).toEqual(new Set(["hidden: delivery"]));
});
