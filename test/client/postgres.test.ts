import { type RunningPostgres, startPostgres } from "@openfranking/database/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOf, adaAndBen, membersOf, nameOf, read, selection, syncAll } from "./world.ts";

let postgres: RunningPostgres;
let url: string;

beforeAll(async () => {
  postgres = await startPostgres();
  url = await postgres.createDatabase("openfranking");
});

afterAll(() => postgres.stop());

test("the whole way works over PostgreSQL: writing, changing members, reporting, deciding", async () => {
  const databaseOf = (schema: "relay" | "moderation") => ({ kind: "postgres" as const, url, schema });
  const { ada, ben, id, world } = await adaAndBen({}, { databaseOf });
  const [cleo, dora] = [await world.person("cleo"), await world.person("dora")];
  const [forAda, forBen] = [await ada.contact("cleo"), await ben.contact("dora")];
  await Promise.all([ada.conversation(id).add([forAda]), ben.conversation(id).add([forBen])]);
  await syncAll(ada, ben, cleo, dora);
  const all = [ada, ben, cleo, dora];
  await Promise.all(all.map((one) => one.conversation(id).send(`from ${one.identity?.name}`)));
  await syncAll(...all);
  for (const one of all) {
    expect(membersOf(one, id)).toEqual(all.map(accountOf).sort());
    expect(read(one, id)).toEqual(read(ada, id));
  }
  expect([...read(ada, id)].sort()).toEqual(["from ada", "from ben", "from cleo", "from dora"]);

  const prepared = await ada.prepareReport(selection(id, [nameOf(ada, id, "from ben")]));
  const { reportNumber, verdicts } = await prepared.submit();
  expect(verdicts).toEqual([{ verdict: "verified" }]);
  const reviewer = await world.firstReviewer("Rosa");
  expect((await reviewer.queue("open")).map((one) => one.reportNumber)).toEqual([reportNumber]);
  await reviewer.open(reportNumber);
  const body = { outcome: "action-taken" as const, reason: "a threat" };
  await reviewer.api.decide({ params: { reportNumber }, body });
  expect(await ada.outcome(reportNumber)).toMatchObject({ outcome: "action-taken" });
});
