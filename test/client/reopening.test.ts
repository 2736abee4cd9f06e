import { turnedClock } from "@openfranking/testbed";
import { expect, test } from "vitest";
import { down, honest } from "./network.ts";
import { accountOf, adaAndBen, membersOf, nameOf, read, reopened, say, selection } from "./world.ts";

test("a client that is closed and opened again has everything, and goes on", async () => {
  const two = await adaAndBen();
  const { ada, ben, id, ways } = two;
  await say(ben, id, "from Ben");
  await ada.sync();
  await say(ada, id, "from Ada");
  const report = await (await ada.prepareReport(selection(id, [nameOf(ada, id, "from Ben")]))).submit();
  ways.ada.tap = down;
  await say(ada, id, "waits");
  const before = [ada.identity, membersOf(ada, id), ada.conversation(id).messages()];

  const again = await reopened(two, ada);
  expect([again.identity, membersOf(again, id), again.conversation(id).messages()]).toEqual(before);
  expect(await again.reports()).toEqual([report]);
  ways.ada.tap = honest;
  await say(ben, id, "meanwhile");
  await again.sync();
  await ben.sync();
  for (const one of [again, ben])
    expect(read(one, id)).toEqual(["from Ben", "from Ada", "meanwhile", "waits"]);
  expect(await again.outcome(report.reportNumber)).toMatchObject({ outcome: null });
});

test("what is said is seen on both sides by clients that are opened again at every step", async () => {
  const two = await adaAndBen();
  const { id } = two;
  let [writer, reader] = [two.ada, two.ben];
  const said: string[] = [];
  for (let i = 0; i < 6; i++) {
    writer = await reopened(two, writer);
    said.push(`${i} of ${accountOf(writer)}`);
    await say(writer, id, said[i] ?? "");
    await reader.sync();
    [writer, reader] = [await reopened(two, reader), writer];
  }
  for (const one of [writer, reader]) expect(read(one, id)).toEqual(said);
});

test("a session that is over is opened again", async () => {
  const clock = turnedClock(Date.now());
  const { ada, ben, id } = await adaAndBen({}, { clock: clock.now });
  clock.turn(2 * 3_600_000);
  await say(ben, id, "two hours later");
  await ada.sync();
  expect(read(ada, id)).toEqual(["two hours later"]);
});

test("a device is opened once at a time: a second tab is refused", async () => {
  const { world } = await adaAndBen();
  await expect(world.person("ada")).rejects.toMatchObject({ code: "in-use" });
});
