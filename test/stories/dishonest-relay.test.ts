import type { MailboxEntry } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { deliveryOf, editing, isMessage, type MessageEntry, network, withDelivery } from "./network.ts";
import { adaAndBen, nameOf, read, selection } from "./setting.ts";

/** Asks about every stamp, where a device asks about the first of a sender and one in eight. */
const asksAlways = (size: number) =>
  size === 1 ? new Uint8Array(1) : crypto.getRandomValues(new Uint8Array(size));

async function adaBehindBadRelay() {
  const way = network();
  const two = await adaAndBen({ ada: { fetch: way.fetch, rng: asksAlways } });
  return { ...two, way };
}

type Alter = (entry: MessageEntry) => MessageEntry;
const other = (value: Uint8Array) => value.map((byte) => byte ^ 1);
const withContext = (entry: MessageEntry, changes: object) =>
  withDelivery(entry, { context: { ...deliveryOf(entry).context, ...changes } });

const alterations: readonly (readonly [what: string, code: string, alter: Alter])[] = [
  ["the sender", "sender", (entry) => withContext(entry, { sender: "0".repeat(64) })],
  ["the time, into the future", "time", (entry) => withContext(entry, { acceptedAt: Date.now() + 600_000 })],
  ["the epoch", "epoch", (entry) => withContext(entry, { epoch: 7 })],
  ["the conversation", "conversation", (entry) => withContext(entry, { conversation: new Uint8Array(16) })],
  ["the moderation", "moderation", (entry) => withContext(entry, { moderation: "another.example" })],
  ["the stamp key", "key", (entry) => withContext(entry, { keyId: new Uint8Array(32) })],
  ["the outer part", "channel", (entry) => ({ ...entry, outer: other(entry.outer) })],
  ["what was encrypted", "channel", (entry) => ({ ...entry, wire: other(entry.wire) })],
  [
    "the delivery, so that it cannot be read",
    "encoding",
    (entry) => ({ ...entry, delivery: Uint8Array.of(1, 2) }),
  ],
];

test("a message that the relay altered is hidden with the reason, and the next one is shown", async () => {
  const { ada, ben, id, way } = await adaBehindBadRelay();
  for (const [, , alter] of alterations) {
    await ben.conversation(id).send("as Ben wrote it");
    way.tamper = editing((entries) => entries.map((entry) => (isMessage(entry) ? alter(entry) : entry)));
    await ada.sync();
  }
  expect(read(ada, id)).toEqual(alterations.map(([, code]) => `hidden: ${code}`));
  way.tamper = null;
  await ben.conversation(id).send("untouched");
  await ada.sync();
  expect(read(ada, id).at(-1)).toBe("untouched");
});

test("a number that the relay gives to two messages is noticed", async () => {
  const { ada, ben, id, way } = await adaBehindBadRelay();
  await ben.conversation(id).send("one");
  await ada.sync();
  await ben.conversation(id).send("two");
  way.tamper = editing((entries) =>
    entries.map((entry) => (isMessage(entry) ? withContext(entry, { seq: 1 }) : entry)),
  );
  await ada.sync();
  expect(read(ada, id)).toEqual(["one", "hidden: equivocation"]);
});

test("a message that the relay delivers again under another cursor is shown once", async () => {
  const { ada, ben, id, way } = await adaBehindBadRelay();
  await ben.conversation(id).send("once");
  way.tamper = editing((entries) =>
    entries.flatMap<MailboxEntry>((entry) =>
      isMessage(entry) ? [entry, { ...entry, cursor: entry.cursor + 1 }] : [entry],
    ),
  );
  await ada.sync();
  expect(read(ada, id)).toEqual(["once"]);
});

test("a message that the relay leaves out is missed when the next one comes", async () => {
  const { ada, ben, id, way } = await adaBehindBadRelay();
  await ben.conversation(id).send("first");
  await ada.sync();
  await ben.conversation(id).send("left out");
  await ben.conversation(id).send("next");
  way.tamper = editing((entries) => entries.filter((entry, i) => !(isMessage(entry) && i === 0)));
  await ada.sync();
  expect(read(ada, id)).toEqual(["first", "next"]);
  expect(ada.conversation(id).messages().at(-1)).toMatchObject({ warnings: ["sent-gap"] });
});

test("stamps that the relay exchanged are found by the check, and what they stamp is not proven", async () => {
  const { ada, ben, id, way } = await adaBehindBadRelay();
  for (const text of ["one", "two", "three"]) await ben.conversation(id).send(text);
  way.tamper = editing((entries) => {
    const [first, second, ...rest] = entries.filter(isMessage);
    if (first === undefined || second === undefined) return entries;
    const stampOf = (entry: MessageEntry) => deliveryOf(entry).stamp;
    return [
      withDelivery(first, { stamp: stampOf(second) }),
      withDelivery(second, { stamp: stampOf(first) }),
      ...rest,
    ];
  });
  await ada.sync();
  expect(read(ada, id)).toEqual(["one", "two", "three"]);
  const answers = await ada.checkStamps();
  expect(answers.map(({ good }) => good)).toEqual([false, false, true]);
  expect(await ada.checkStamps()).toEqual([]);
  const names = ["one", "three"].map((text) => nameOf(ada, id, text));
  const { verdicts } = await (await ada.prepareReport(selection(id, names))).submit();
  expect(verdicts).toEqual([{ verdict: "failed", check: "stamp" }, { verdict: "verified" }]);
});

test("a stamp or a recipient's tag that the relay spoiled is found by the check", async () => {
  const { ada, ben, id, way } = await adaBehindBadRelay();
  for (const text of ["one", "two", "three"]) await ben.conversation(id).send(text);
  way.tamper = editing((entries) =>
    entries.map((entry, i) => {
      if (!isMessage(entry) || i === 2) return entry;
      const { blind, stamp } = deliveryOf(entry);
      return withDelivery(entry, i === 0 ? { stamp: other(stamp) } : { blind: other(blind) });
    }),
  );
  await ada.sync();
  expect((await ada.checkStamps()).map(({ good }) => good)).toEqual([false, false, true]);
  const good = ada.conversation(id).messages();
  expect(good.map((one) => one.state === "shown" && one.stampIsGood)).toEqual([false, false, true]);
});
