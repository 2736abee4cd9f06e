import { merkleV1, unhex } from "@openfranking/franking";
import { limits, type MailboxEntry, relayRoutes } from "@openfranking/protocol";
import { describe, expect, test } from "vitest";
import {
  altering,
  answering,
  changing,
  deliveryOf,
  editing,
  honest,
  isMessage,
  type MessageEntry,
  withDelivery,
} from "./network.ts";
import { adaAndBen, add, nameOf, read, reopened, say, selection } from "./world.ts";

/** Decides by chance as it is told: a device asks about the first stamp of a sender, and about one in eight by a byte below 32. */
const rngThatDraws = (byte: number) => (size: number) =>
  size === 1 ? Uint8Array.of(byte) : crypto.getRandomValues(new Uint8Array(size));
const adaAsksAlways = () => adaAndBen({ ada: { rng: rngThatDraws(31) } });

type Alter = (entry: MessageEntry) => MessageEntry;
const other = (value: Uint8Array) => value.map((byte, i) => (i === value.length - 1 ? byte ^ 1 : byte));
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
  ["what was encrypted, all of it", "channel", (entry) => ({ ...entry, wire: Uint8Array.of(1) })],
  ["the delivery, beyond reading", "encoding", (entry) => ({ ...entry, delivery: Uint8Array.of(1, 2) })],
];

describe("a message", () => {
  test("that the relay altered is hidden with its number and the reason, and the next one is shown", async () => {
    const two = await adaAndBen();
    const { ada, ben, id, ways } = two;
    for (const [, , alter] of alterations) {
      await say(ben, id, "as Ben wrote it");
      ways.ada.tap = altering(alter);
      await ada.sync();
    }
    ways.ada.tap = honest;
    await say(ben, id, "untouched");
    await ada.sync();
    const expected = alterations.map(([, code], i) => ({
      state: "hidden",
      code,
      seq: code === "encoding" ? null : i + 1,
    }));
    const shown = { state: "shown", fields: [["text", "untouched"]], seq: alterations.length + 1 };
    expect(ada.conversation(id).messages()).toMatchObject([...expected, shown]);
    const again = await reopened(two, ada);
    expect(again.conversation(id).messages()).toMatchObject([...expected, shown]);
  });

  test("that could not be reported for an hour any more is hidden", async () => {
    let ahead = 0;
    const { ada, ben, id } = await adaAndBen({ ada: { clock: () => Date.now() + ahead } });
    await say(ben, id, "in time");
    await ada.sync();
    await say(ben, id, "too late");
    // A key stamps for a day, and is judged for ninety more.
    ahead = 91 * 86_400_000 - 1_800_000;
    await ada.sync();
    expect(read(ada, id)).toEqual(["in time", "hidden: time"]);
  });

  test("under a number that was taken is hidden, and the first keeps it", async () => {
    const { ada, ben, id, ways, world } = await adaAndBen();
    const cleo = await world.person("cleo");
    await add(ben, id, "cleo");
    await say(ben, id, "one");
    await ada.sync();
    await cleo.sync();
    await say(ben, id, "two");
    await say(cleo, id, "in answer to one");
    ways.ada.tap = altering((entry, i) => (i === 0 ? withContext(entry, { seq: 1 }) : entry));
    await ada.sync();
    expect(read(ada, id)).toEqual(["one", "hidden: equivocation", "in answer to one"]);
    expect(ada.conversation(id).messages().at(-1)).toMatchObject({ warnings: [] });
  });

  test("under the number of one that was hidden is hidden too", async () => {
    const { ada, ben, id, ways } = await adaAndBen();
    await say(ben, id, "one", "two");
    ways.ada.tap = altering((entry, i) =>
      i === 0 ? { ...entry, wire: other(entry.wire) } : withContext(entry, { seq: 1 }),
    );
    await ada.sync();
    expect(read(ada, id)).toEqual(["hidden: channel", "hidden: equivocation"]);
  });

  test("that is delivered again under another cursor is shown once, and hidden once", async () => {
    const { ada, ben, id, ways } = await adaAndBen();
    await say(ben, id, "once", "altered");
    ways.ada.tap = editing((entries) =>
      entries.flatMap<MailboxEntry>((entry, i) => {
        if (!isMessage(entry)) return [entry];
        const first = i === 0 ? entry : { ...entry, outer: other(entry.outer) };
        return [first, { ...first, cursor: entry.cursor + 1000 }];
      }),
    );
    await ada.sync();
    expect(read(ada, id)).toEqual(["once", "hidden: channel"]);
  });

  test("that is left out is missed when the next one comes", async () => {
    const { ada, ben, id, ways } = await adaAndBen();
    await say(ben, id, "first");
    await ada.sync();
    await say(ben, id, "left out", "next");
    ways.ada.tap = editing((entries) => entries.filter((entry, i) => !(isMessage(entry) && i === 0)));
    await ada.sync();
    expect(read(ada, id)).toEqual(["first", "next"]);
    expect(ada.conversation(id).messages().at(-1)).toMatchObject({ warnings: ["sent-gap"] });
  });

  test("that comes late is put where it belongs, and nothing is missed after it", async () => {
    const { ada, ben, id, ways } = await adaAndBen();
    await say(ben, id, "first", "second", "third");
    ways.ada.tap = editing(([first, ...rest]) => [...rest, ...(first === undefined ? [] : [first])]);
    await ada.sync();
    await say(ada, id, "an answer");
    const seen = { seq: 3, commitment: unhex(nameOf(ada, id, "third")) };
    expect(ada.conversation(id).messages().at(-1)).toMatchObject({ header: { seen } });
    ways.ada.tap = honest;
    await say(ben, id, "fourth");
    await ada.sync();
    expect(read(ada, id)).toEqual(["first", "second", "third", "an answer", "fourth"]);
    expect(ada.conversation(id).messages().at(-1)).toMatchObject({ warnings: [] });
  });

  test("of another conversation is hidden where it does not belong", async () => {
    const { ada, ben, id, ways } = await adaAndBen();
    const other = await ben.createConversation([await ben.contact("ada")]);
    await other.send("said elsewhere");
    ways.ada.tap = altering((entry) => ({ ...entry, conversation: unhex(id) }));
    await ada.sync();
    expect(read(ada, id)).toEqual(["hidden: channel"]);
    expect(read(ada, other.id)).toEqual([]);
  });

  test("of a conversation that nobody is in, and a mailbox that promises more than it has, hold nothing up", async () => {
    const { ada, ben, id, ways } = await adaAndBen();
    await say(ben, id, "lost", "comes");
    ways.ada.tap = changing(relayRoutes.mailbox, ({ entries: [first, ...rest] }) => {
      if (first === undefined) return { entries: [], more: true };
      return { entries: [{ ...first, conversation: new Uint8Array(16) }, ...rest], more: true };
    });
    await ada.sync();
    expect(read(ada, id)).toEqual(["comes"]);
  });

  test("of one's own whose delivery the relay altered is hidden, and one that it gives none for waits", async () => {
    const { ben, id, ways } = await adaAndBen();
    ways.ben.tap = changing(relayRoutes.send, ({ deliveries }) => ({
      deliveries: deliveries.map(() => Uint8Array.of(1, 2)),
    }));
    await say(ben, id, "altered");
    ways.ben.tap = answering(relayRoutes.send, () => ({ deliveries: [] }));
    await say(ben, id, "unanswered");
    expect(read(ben, id)).toEqual(["hidden: encoding", "pending"]);
    ways.ben.tap = honest;
    await ben.sync();
    expect(read(ben, id)).toEqual(["hidden: encoding", "unanswered"]);
  });
});

describe("stamps", () => {
  /** The first two messages change places in what came with them. */
  const exchanging = (taking: (entry: MessageEntry, from: MessageEntry) => MessageEntry) =>
    editing((entries) => {
      const [first, second, ...rest] = entries.filter(isMessage);
      if (first === undefined || second === undefined) return entries;
      return [taking(first, second), taking(second, first), ...rest];
    });

  test("that the relay exchanged are found by the check, and what they stamp is not proven", async () => {
    const { ada, ben, id, ways } = await adaAsksAlways();
    await say(ben, id, "one", "two", "three");
    ways.ada.tap = exchanging((entry, from) => withDelivery(entry, { stamp: deliveryOf(from).stamp }));
    await ada.sync();
    expect(read(ada, id)).toEqual(["one", "two", "three"]);
    const names = ["one", "two", "three"].map((text) => nameOf(ada, id, text));
    const answers = [false, false, true].map((good, i) => ({ conversation: id, commitment: names[i], good }));
    expect(await ada.checkStamps()).toEqual(answers);
    expect(await ada.checkStamps()).toEqual([]);
    const { verdicts } = await (
      await ada.prepareReport(selection(id, [names[0] ?? "", names[2] ?? ""]))
    ).submit();
    expect(verdicts).toEqual([{ verdict: "failed", check: "stamp" }, { verdict: "verified" }]);
  });

  test("that came with the whole delivery of another message are found by the check", async () => {
    const { ada, ben, id, ways } = await adaAsksAlways();
    await say(ben, id, "one", "two", "three");
    ways.ada.tap = exchanging((entry, { delivery }) => ({ ...entry, delivery }));
    await ada.sync();
    // The second had seen the first, whose number it would now have.
    expect(read(ada, id)).toEqual(["one", "hidden: seen", "three"]);
    expect((await ada.checkStamps()).map(({ good }) => good)).toEqual([false, true]);
  });

  test("that the relay spoiled, or recipients' tags, are found by the check", async () => {
    const { ada, ben, id, ways } = await adaAsksAlways();
    await say(ben, id, "one", "two", "three");
    ways.ada.tap = altering((entry, i) => {
      const { blind, stamp } = deliveryOf(entry);
      if (i === 2) return entry;
      return withDelivery(entry, i === 0 ? { stamp: other(stamp) } : { blind: other(blind) });
    });
    await ada.sync();
    expect((await ada.checkStamps()).map(({ good }) => good)).toEqual([false, false, true]);
    const good = ada.conversation(id).messages();
    expect(good.map((one) => one.state === "shown" && one.stampIsGood)).toEqual([false, false, true]);
  });

  test("are asked about for the first message of each sender, whatever chance says", async () => {
    const { ada, ben, id } = await adaAndBen({ ada: { rng: rngThatDraws(32) } });
    await say(ben, id, "first", "second");
    await ada.sync();
    const commitment = nameOf(ada, id, "first");
    expect(await ada.checkStamps()).toEqual([{ conversation: id, commitment, good: true }]);
  });

  test("are asked about as many at a time as the moderation answers", async () => {
    const { ada, ben, id } = await adaAsksAlways();
    for (let i = 0; i <= limits.stampChecks; i++) await say(ben, id, `message ${i}`);
    await ada.sync();
    expect(await ada.checkStamps()).toHaveLength(limits.stampChecks);
    expect(await ada.checkStamps()).toHaveLength(1);
  });

  test("of a scheme that has no blind check are asked about never", async () => {
    const { ada, ben, id } = await adaAndBen({ ada: { schemes: [{ ...merkleV1, blindCheck: null }] } });
    await say(ben, id, "first");
    await ada.sync();
    expect(await ada.checkStamps()).toEqual([]);
  });
});
