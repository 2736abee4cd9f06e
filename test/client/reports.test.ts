import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type Field, hex, schemeOf } from "@openfranking/franking";
import { decodeAs, moderationRoutes, reportSchema } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { isFor } from "./network.ts";
import { accountOf, adaAndBen, nameOf, reopened, say, selection } from "./world.ts";

const said: readonly Field[] = [
  ["quote/author", "somebody else"],
  ["quote/text", "calm down"],
  ["sentAt", 1_800_000_000_000],
  ["text", "I will find you"],
];

async function adaWasThreatened() {
  const two = await adaAndBen();
  const { ada, ben, id } = two;
  await say(ben, id, "hello");
  await ben.conversation(id).send(said);
  await ada.sync();
  const threat = ada.conversation(id).messages().at(-1);
  if (threat?.state !== "shown") throw new Error("the message is not shown");
  return { ...two, threat };
}

/** What the encoded report shows, read without the client. */
function readBack(encoded: Uint8Array) {
  const { category, items, note, reporter } = decodeAs(reportSchema, encoded);
  return {
    category,
    note: note ?? null,
    reporter: reporter.kind === "named" ? reporter.assertion.account : null,
    items: items.map(({ item, suite }) => schemeOf(suite).preview(item)),
  };
}

const legible = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);

test("a whole message is verified, and the preview is what is sent, sealed", async () => {
  const { ada, ben, id, threat, ways } = await adaWasThreatened();
  const before = nameOf(ada, id, "hello");
  const prepared = await ada.prepareReport(
    selection(id, [before, threat.commitment], { note: "please look" }),
  );
  expect(prepared.preview).toEqual(readBack(prepared.encoded));
  expect(prepared.preview).toMatchObject({
    category: "threats",
    note: "please look",
    reporter: accountOf(ada),
  });
  const [, shown] = prepared.preview.items;
  expect(shown).toMatchObject({ sender: accountOf(ben), seq: threat.seq, acceptedAt: threat.acceptedAt });
  expect(shown?.opened).toMatchObject({ fields: said, hidden: [] });
  const sent: string[] = [];
  ways.ada.tap = (asked) => {
    if (isFor(moderationRoutes.submitReport, asked)) sent.push(legible(asked.body));
    return asked.goOn();
  };
  const { verdicts } = await prepared.submit();
  expect(verdicts).toEqual([{ verdict: "verified" }, { verdict: "verified" }]);
  expect(legible(prepared.encoded)).toContain("find you");
  expect(sent).toEqual([expect.not.stringContaining("find you")]);
});

test("a report that is sent again is the same report, is kept, and can be asked after", async () => {
  const two = await adaWasThreatened();
  const { id, threat } = two;
  const prepared = await two.ada.prepareReport(selection(id, [threat.commitment]));
  const summary = await prepared.submit();
  expect(await prepared.submit()).toMatchObject({ reportNumber: summary.reportNumber });
  const ada = await reopened(two, two.ada);
  expect(await ada.reports()).toMatchObject([{ reportNumber: summary.reportNumber }]);
  const outcome = { state: "received", outcome: null };
  expect(await ada.outcome(summary.reportNumber)).toMatchObject(outcome);
});

test("a message in part is verified in part, and nothing hidden is in what is sent", async () => {
  const { ada, id, threat } = await adaWasThreatened();
  const items = [{ commitment: threat.commitment, open: { paths: ["quote/author", "text"] } }];
  const prepared = await ada.prepareReport({ ...selection(id, []), items });
  expect(prepared.preview).toEqual(readBack(prepared.encoded));
  expect(prepared.preview.items[0]?.opened).toMatchObject({
    fields: [
      ["quote/author", "somebody else"],
      ["text", "I will find you"],
    ],
    hidden: ["quote/text", "sentAt"],
  });
  expect(legible(prepared.encoded)).not.toContain("calm down");
  expect((await prepared.submit()).verdicts).toEqual([{ verdict: "verified-partial" }]);
});

test("a withheld message is only said to be stamped", async () => {
  const { ada, ben, id, threat } = await adaWasThreatened();
  const items = [{ commitment: threat.commitment, open: "withheld" as const }];
  const prepared = await ada.prepareReport({ ...selection(id, []), items });
  expect(prepared.preview).toEqual(readBack(prepared.encoded));
  expect(prepared.preview.items[0]).toMatchObject({ sender: accountOf(ben), opened: null });
  expect(legible(prepared.encoded)).not.toContain("find you");
  expect((await prepared.submit()).verdicts).toEqual([{ verdict: "stamped" }]);
});

test("an anonymous report is verified, and names its reporter nowhere", async () => {
  const { ada, id, threat, world } = await adaWasThreatened();
  const prepared = await ada.prepareReport(selection(id, [threat.commitment], { anonymous: true }));
  expect(prepared.preview).toMatchObject({ reporter: null });
  expect(prepared.preview).toEqual(readBack(prepared.encoded));
  expect(hex(prepared.encoded)).not.toContain(accountOf(ada));
  expect(legible(prepared.encoded)).not.toContain(accountOf(ada));
  const { reportNumber, verdicts } = await prepared.submit();
  expect(verdicts).toEqual([{ verdict: "verified" }]);

  const reviewer = await world.firstReviewer("Rosa");
  const [item] = await reviewer.open(reportNumber);
  expect(item).toBeDefined();
  await reviewer.api.decide({
    params: { reportNumber },
    body: { outcome: "action-taken", reason: "a threat" },
  });
  expect(await ada.outcome(reportNumber)).toMatchObject({ outcome: "action-taken" });
});

test("what was never received cannot be reported", async () => {
  const { ada, id } = await adaWasThreatened();
  await expect(ada.prepareReport(selection(id, ["0".repeat(64)]))).rejects.toMatchObject({
    code: "no-such-message",
  });
  await expect(ada.prepareReport(selection("0".repeat(32), []))).rejects.toMatchObject({
    code: "no-such-conversation",
  });
});

test("no file of a client, a relay or a moderation holds what was said", async () => {
  const { ada, id, threat, world } = await adaWasThreatened();
  await (await ada.prepareReport(selection(id, [threat.commitment]))).submit();
  const files = readdirSync(world.directory, { recursive: true, encoding: "utf8" })
    .map((name) => join(world.directory, name))
    .filter((file) => statSync(file).isFile());
  const databases = files.map((file) => file.slice(world.directory.length + 1));
  expect(databases).toEqual(expect.arrayContaining(["moderation.db", "people/ada/device.db", "relay.db"]));
  expect(files.filter((file) => readFileSync(file).includes("I will find you"))).toEqual([]);
});
