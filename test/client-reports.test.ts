import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { schemeOf } from "@openfranking/franking";
import { decodeAs, reportSchema } from "@openfranking/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ClientWorld, type Person, startClientWorld, twoPeople } from "./client/world.ts";

let world: ClientWorld;
beforeEach(async () => {
  world = await startClientWorld();
});
afterEach(() => world.close());

const threat = [
  ["quote/author", "somebody else"],
  ["quote/text", "calm down"],
  ["text", "I know where you live"],
] as const;

async function threatened(): Promise<{ bob: Person; id: string; commitment: string }> {
  const { alice, bob, id } = await twoPeople(world);
  await alice.client.conversation(id).send(threat);
  await bob.client.sync();
  const message = bob.client.conversation(id).messages()[0];
  if (message?.state !== "shown") throw new Error("not shown");
  return { bob, id, commitment: message.commitment };
}

test.each([false, true])(
  "a report is verified, and its preview is what is sent (anonymous: %s)",
  async (anonymous) => {
    const { bob, id, commitment } = await threatened();
    const prepared = await bob.client.prepareReport({
      conversation: id,
      items: [{ commitment, open: "all" }],
      category: "threats",
      note: "again",
      anonymous,
    });
    const report = decodeAs(reportSchema, prepared.encoded);
    expect(prepared.preview).toEqual({
      category: report.category,
      note: report.note,
      reporter: anonymous ? null : bob.account,
      items: report.items.map(({ item, suite }) => schemeOf(suite).preview(item)),
    });
    expect(prepared.preview.items[0]?.opened?.fields).toEqual(threat);
    const summary = await prepared.submit();
    expect(summary.verdicts).toEqual([{ verdict: "verified" }]);
    const readable = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    expect(world.toModeration.map(readable).join()).not.toContain("where you live");
  },
);

test("only what was chosen is opened", async () => {
  const { bob, id, commitment } = await threatened();
  const prepared = await bob.client.prepareReport({
    conversation: id,
    items: [{ commitment, open: { paths: ["quote/author", "text"] } }],
    category: "threats",
  });
  expect(new TextDecoder().decode(prepared.encoded)).not.toContain("calm down");
  expect(prepared.preview.items[0]?.opened?.hidden).toEqual(["quote/text"]);
  expect((await prepared.submit()).verdicts).toEqual([{ verdict: "verified-partial" }]);
});

test("a report that is sent again is the same report, is kept, and can be asked after", async () => {
  const { bob, id, commitment } = await threatened();
  const prepared = await bob.client.prepareReport({
    conversation: id,
    items: [{ commitment, open: "withheld" }],
    category: "threats",
  });
  const [first, again] = [await prepared.submit(), await prepared.submit()];
  expect(again.reportNumber).toBe(first.reportNumber);
  await bob.reopen();
  expect((await bob.client.reports()).map(({ reportNumber }) => reportNumber)).toEqual([first.reportNumber]);
  expect(await bob.client.outcome(first.reportNumber)).toMatchObject({ state: "received", outcome: null });
});

test("no file of a client, a relay or a moderation holds what was said", async () => {
  await threatened();
  const files = readdirSync(world.directory).filter((name) =>
    readFileSync(join(world.directory, name)).includes("where you live"),
  );
  expect(files).toEqual([]);
});
