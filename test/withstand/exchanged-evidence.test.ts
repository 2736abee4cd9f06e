import { merkleV1, schemes } from "@openfranking/franking";
import type { ReportItem } from "@openfranking/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accountOf } from "../client/world.ts";
import { benAnswers, conversationOfAll, openStage, type Stage } from "./genuine.ts";
import { honestItem, honestReport, type Named, verdictsByName, verdictsOf } from "./hostile-reporter.ts";
import { readItem, writeItem } from "./items.ts";

let stage: Stage;
/** Two conversations of each suite. */
const here: Record<string, string> = {};
const there: Record<string, string> = {};
beforeAll(async () => {
  stage = await openStage();
  for (const { id } of schemes) {
    here[id] = await conversationOfAll(stage, id);
    there[id] = await conversationOfAll(stage, id);
  }
});
afterAll(() => stage.close());

type Parts = Readonly<Record<string, unknown>>;
const partsOf = async (item: Promise<ReportItem>) => readItem(await item) as Parts;

const madeByTheRelay = ["context", "stamp", "addressed", "blind"];
const madeByTheSender = ["outer", "header", "opening"];

/** The verdict on a message of which these parts are those of another one. */
const exchanged = {
  outer: "failed(stamp)",
  context: "failed(stamp)",
  stamp: "failed(stamp)",
  addressed: "failed(addressed)",
  blind: "failed(addressed)",
  header: "failed(commitment)",
  opening: "failed(commitment)",
  [`${madeByTheRelay}`]: "failed(stamp)",
  [`${madeByTheSender}`]: "failed(stamp)",
};
/** Another recipient was sent the same message under the same stamp: of hers alone is what names her. */
const ofAnotherRecipient = {
  ...Object.fromEntries(Object.keys(exchanged).map((name) => [name, "verified"])),
  addressed: "failed(addressed)",
  blind: "failed(addressed)",
  [`${madeByTheRelay}`]: "failed(addressed)",
};
const ofAnotherSuite = { ...exchanged, outer: "failed(suite)", [`${madeByTheSender}`]: "failed(suite)" };

let questions = 0;
const benWrites = (conversation = "") => benAnswers(stage, conversation, `question ${++questions}`);

async function cleoWrites(conversation = ""): Promise<Named> {
  const { commitment } = await stage.cleo.conversation(conversation).send("I know nothing");
  await stage.ada.sync();
  return { conversation, commitment };
}

test.each(schemes)("no part of another message passes for one of a message of $id", async ({ id: suite }) => {
  const { ada, cleo, rosa, world } = stage;
  const otherSuite = suite === "merkle-v1" ? "hmac-v1" : "merkle-v1";
  const message = await benWrites(here[suite]);
  const elsewhere = await benWrites(there[suite]);
  const others = {
    "the same sender and conversation": partsOf(honestItem(ada, await benWrites(here[suite]))),
    "another sender": partsOf(honestItem(ada, await cleoWrites(here[suite]))),
    "another conversation": partsOf(honestItem(ada, elsewhere)),
    "another recipient": partsOf(honestItem(cleo, message)),
    "another suite": partsOf(honestItem(ada, await benWrites(here[otherSuite]))),
  };
  const own = await partsOf(honestItem(ada, message));
  expect(
    Object.keys(own)
      .filter((key) => key !== "kind")
      .sort(),
  ).toEqual([...madeByTheRelay, ...madeByTheSender].sort());
  const changed: (readonly [string, ReportItem])[] = [];
  for (const [of, other] of Object.entries(others)) {
    const theirs = await other;
    for (const names of Object.keys(exchanged)) {
      const parts = Object.fromEntries(names.split(",").map((name) => [name, theirs[name]]));
      changed.push([`${names} of ${of}`, writeItem(suite, { ...own, ...parts })]);
    }
  }
  const expected = {
    "the same sender and conversation": exchanged,
    "another sender": exchanged,
    "another conversation": exchanged,
    "another recipient": ofAnotherRecipient,
    "another suite": ofAnotherSuite,
  };
  expect(await verdictsByName(world, rosa, () => honestReport(ada, message), changed)).toEqual(
    Object.fromEntries(
      Object.entries(expected).flatMap(([of, codes]) =>
        Object.entries(codes).map(([names, code]) => [`${names} of ${of}`, code]),
      ),
    ),
  );
});

test("an item under the name of another suite, or of none, is not judged by it", async () => {
  const { ada, rosa, world } = stage;
  const message = await benWrites(here[merkleV1.id]);
  const { item } = await honestItem(ada, message);
  const items = ["merkle-v1", "hmac-v1", "none-v1", "Merkle-v1"].map((suite) => ({ suite, item }));
  const verdicts = await verdictsOf(world, rosa, await honestReport(ada, message), items);
  expect(verdicts).toEqual(["verified", ...Array(3).fill("failed(suite)")]);
});

test("whoever was not addressed reports nothing, shown or withheld", async () => {
  const { ada, ben, rosa, world } = stage;
  const message = await benWrites(here[merkleV1.id]);
  const items = [await honestItem(ada, message), await honestItem(ada, message, { open: "withheld" })];
  const dora = await world.person("dora");
  const { id } = await ben.createConversation([await ben.contact("dora")]);
  const { commitment } = await ben.conversation(id).send("hello");
  await dora.sync();
  const hers = await honestReport(dora, { conversation: id, commitment });
  expect(hers.reporter).toMatchObject({ assertion: { account: accountOf(dora) } });
  const verdicts = await verdictsOf(world, rosa, hers, [...hers.items, ...items]);
  expect(verdicts).toEqual(["verified", "failed(addressed)", "failed(addressed)"]);
});
