import { type Field, hex, schemeOf } from "@openfranking/franking";
import { decodeAs, type Report, reportSchema } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { accountOf, adaAndBen, nameOf, selection } from "./setting.ts";

const said: readonly Field[] = [
  ["preview/title", "a title"],
  ["sentAt", 1_800_000_000_000],
  ["text", "I will find you"],
];

async function adaWasThreatened() {
  const two = await adaAndBen();
  const { ada, ben, id } = two;
  await ben.conversation(id).send("hello");
  await ben.conversation(id).send(said);
  await ada.sync();
  const threat = ada.conversation(id).messages().at(-1);
  if (threat?.state !== "shown") throw new Error("the message is not shown");
  return { ...two, threat };
}

/** What the encoded report shows, read without the client. */
function readBack(encoded: Uint8Array) {
  const report: Report = decodeAs(reportSchema, encoded);
  const { category, items, note, reporter } = report;
  return {
    category,
    note: note ?? null,
    reporter: reporter.kind === "named" ? reporter.assertion.account : null,
    items: items.map(({ item, suite }) => schemeOf(suite).preview(item)),
  };
}

test("a whole message is verified, and the preview is what is sent", async () => {
  const { ada, ben, id, threat } = await adaWasThreatened();
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
  const summary = await prepared.submit();
  const verified = { verdict: "verified" };
  expect(summary.verdicts).toEqual([verified, verified]);
  expect(await ada.reports()).toEqual([summary]);
  expect(await prepared.submit()).toMatchObject({ reportNumber: summary.reportNumber });
});

test("a message in part is verified in part, and nothing hidden is in what is sent", async () => {
  const { ada, id, threat } = await adaWasThreatened();
  const items = [{ commitment: threat.commitment, open: { paths: ["text"] } }];
  const prepared = await ada.prepareReport({ ...selection(id, []), items });
  expect(prepared.preview).toEqual(readBack(prepared.encoded));
  expect(prepared.preview.items[0]?.opened).toMatchObject({
    fields: [["text", "I will find you"]],
    hidden: ["preview/title", "sentAt"],
  });
  expect(new TextDecoder("latin1").decode(prepared.encoded)).not.toContain("a title");
  expect((await prepared.submit()).verdicts).toEqual([{ verdict: "verified-partial" }]);
});

test("a withheld message is only said to be stamped", async () => {
  const { ada, ben, id, threat } = await adaWasThreatened();
  const items = [{ commitment: threat.commitment, open: "withheld" as const }];
  const prepared = await ada.prepareReport({ ...selection(id, []), items });
  expect(prepared.preview).toEqual(readBack(prepared.encoded));
  expect(prepared.preview.items[0]).toMatchObject({ sender: accountOf(ben), opened: null });
  expect(new TextDecoder("latin1").decode(prepared.encoded)).not.toContain("find you");
  expect((await prepared.submit()).verdicts).toEqual([{ verdict: "stamped" }]);
});

test("an anonymous report is verified, and names its reporter nowhere", async () => {
  const { ada, id, threat, world } = await adaWasThreatened();
  const prepared = await ada.prepareReport(selection(id, [threat.commitment], { anonymous: true }));
  expect(prepared.preview).toMatchObject({ reporter: null });
  expect(prepared.preview).toEqual(readBack(prepared.encoded));
  expect(hex(prepared.encoded)).not.toContain(accountOf(ada));
  expect(new TextDecoder("latin1").decode(prepared.encoded)).not.toContain(accountOf(ada));
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
