import { expect, test } from "vitest";
import { network } from "./network.ts";
import { adaAndBen, membersOf, nameOf, read, selection } from "./setting.ts";

test("a client that is closed and opened again has everything, and goes on", async () => {
  const way = network();
  const { ada, ben, id, world } = await adaAndBen({ ada: { fetch: way.fetch } });
  await ben.conversation(id).send("from Ben");
  await ada.sync();
  await ada.conversation(id).send("from Ada");
  const report = await (await ada.prepareReport(selection(id, [nameOf(ada, id, "from Ben")]))).submit();
  way.isDown = true;
  await ada.conversation(id).send("waits");
  const before = {
    identity: ada.identity,
    members: membersOf(ada, id),
    messages: ada.conversation(id).messages(),
  };
  await ada.close();

  const again = await world.person("ada", { fetch: way.fetch });
  const after = {
    identity: again.identity,
    members: membersOf(again, id),
    messages: again.conversation(id).messages(),
  };
  expect(after).toEqual(before);
  expect(await again.reports()).toEqual([report]);
  way.isDown = false;
  await ben.conversation(id).send("meanwhile");
  await again.sync();
  await ben.sync();
  for (const one of [again, ben])
    expect(read(one, id)).toEqual(["from Ben", "from Ada", "meanwhile", "waits"]);
  expect(await again.outcome(report.reportNumber)).toMatchObject({ outcome: null });
});

test("a device is opened once at a time", async () => {
  const { world } = await adaAndBen();
  await expect(world.person("ada")).rejects.toMatchObject({ code: "in-use" });
});
