import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import {
  decodeAbuseReport,
  generateIdentity,
  hmacV1,
  mimi06,
  roomUri,
  schemes as shipped,
  userUri,
} from "@openfranking/franking";
import { createModeration, serveModeration } from "@openfranking/moderation";
import {
  type CaseItem,
  decodeAs,
  encodeAs,
  itemEvidenceSchema,
  mediaTypes,
  mimiItemsComponent,
  mimiItemsSchema,
  openItem,
  sealItems,
} from "@openfranking/protocol";
import { abuseReportsOf } from "@openfranking/review";
import { enrolReviewer, type Reviewer, type World } from "@openfranking/testbed";
import { expect, onTestFinished, test } from "vitest";
import { accountOf, nameOf, newWorld, selection } from "./client/world.ts";

const schemes = [...shipped, mimi06];
const rng = (size: number) => crypto.getRandomValues(new Uint8Array(size));
const identities = { relay: generateIdentity(rng), moderation: generateIdentity(rng) };
const origin = "http://localhost:8604";

/** Ben's “hello”, said in a conversation of each of these suites, and Ada's reports of it. */
async function reported(world: World, suites: readonly string[]) {
  const ada = await world.person("ada");
  const ben = await world.person("ben");
  const ids: string[] = [];
  for (const suite of suites) {
    const { id } = await ben.createConversation([await ben.contact("ada")], { suite });
    await ben.conversation(id).send("hello");
    ids.push(id);
  }
  await ada.sync();
  const another = await anotherModeration(world);
  const numbers: string[] = [];
  for (const id of ids) {
    const prepared = await ada.prepareReport(
      selection(id, [nameOf(ada, id, "hello")], { note: "Ada's words" }),
    );
    numbers.push((await prepared.submit()).reportNumber);
  }
  return { ada, another, ben, ids, numbers };
}

/** Another moderation, with a copy of all that the first has kept until now. */
async function anotherModeration({ directory }: World): Promise<{ url: string; reviewer: Reviewer }> {
  const file = join(directory, "another.db");
  for (const end of ["", "-wal"]) {
    const kept = join(directory, `moderation.db${end}`);
    if (existsSync(kept)) copyFileSync(kept, file + end);
  }
  const moderation = await createModeration({
    ...{ name: "moderation.example", identity: identities.moderation.secretKey, schemes, rng },
    ...{ database: { kind: "sqlite", file }, clock: Date.now, log: () => undefined },
    ...{ consoleOrigin: origin, origins: [] },
    relays: [{ name: "relay.example", identityKey: identities.relay.publicKey }],
  });
  const { close, url } = await serveModeration(moderation, { hostname: "127.0.0.1", port: 0 });
  onTestFinished(async () => {
    await close();
    await moderation.close();
  });
  const link = await moderation.enrolmentLink();
  return { url, reviewer: await enrolReviewer({ name: "Olga", moderationUrl: url, origin, link, schemes }) };
}

/** The items of these cases, as the service hands them out. */
async function itemsOf({ api }: Reviewer, numbers: readonly string[]): Promise<CaseItem[]> {
  const items: CaseItem[] = [];
  for (const reportNumber of numbers) {
    await api.claim({ params: { reportNumber } });
    items.push(...(await api.openEvidence({ params: { reportNumber } })).items);
  }
  return items;
}

async function plaintextOf({ team }: Reviewer, { itemId, sealed }: CaseItem): Promise<Uint8Array> {
  const plaintext = await openItem(itemId, sealed, team);
  if (plaintext === null) throw new Error("the item does not open");
  return plaintext;
}

/** The item with another first letter of what was said, sealed as the service would have. */
async function forged(reviewer: Reviewer, genuine: CaseItem): Promise<CaseItem> {
  const { item, ...rest } = decodeAs(itemEvidenceSchema, await plaintextOf(reviewer, genuine));
  const at = Buffer.from(item).indexOf("hello");
  const altered = item.map((byte, i) => (i === at ? byte ^ 1 : byte));
  const plaintext = encodeAs(itemEvidenceSchema, { ...rest, item: altered });
  const [sealed] = await sealItems([{ id: "forged", plaintext }], reviewer.team.publicKey);
  if (sealed === undefined) throw new Error("unreachable: one item was sealed");
  return { itemId: "forged", suite: genuine.suite, verdict: { verdict: "failed", check: "stamp" }, sealed };
}

const details = { category: "threats", note: "as you asked" } as const;

test("a case that is handed to another moderation as MIMI's report is judged there as it was here", async () => {
  const world = await newWorld({ schemes, identities });
  const { another, ben, ids, numbers } = await reported(world, [mimi06.id]);
  const rosa = await world.firstReviewer("Rosa");
  const genuine = await itemsOf(rosa, numbers);
  const [first] = genuine;
  if (first === undefined) throw new Error("the case has no item");
  const items = [...genuine, await forged(rosa, first)];
  const [handed, ...more] = await abuseReportsOf(items, rosa.team, details, schemes);
  if (handed === undefined || handed.roomId === null) throw new Error("there is no report");
  expect(more).toEqual([]);
  const conversation = Uint8Array.from(Buffer.from(ids[0] ?? "", "hex"));
  expect(handed.roomId).toBe(roomUri({ relay: "relay.example", conversation }));
  expect(decodeAbuseReport(handed.report)).toMatchObject({
    ...{ reportingUser: "", note: "as you asked", abuseExtensions: [] },
    allegedAbuserUri: userUri({ relay: "relay.example", account: accountOf(ben) }),
  });
  const { status } = await fetch(`${another.url}/reportAbuse/${encodeURIComponent(handed.roomId)}`, {
    method: "POST",
    headers: { "content-type": mediaTypes.bytes },
    body: Uint8Array.from(handed.report),
  });
  expect(status).toBe(201);
  const [there] = await another.reviewer.queue("open");
  expect(there?.category).toBe("threats");
  expect(there?.verdicts).toEqual(items.map(({ verdict }) => verdict));
  const [opened] = await another.reviewer.open(there?.reportNumber ?? "");
  expect(opened?.here).toMatchObject({ holds: true, preview: { sender: accountOf(ben) } });
});

test("items of other suites, and such as MIMI cannot read, travel in a component of ours, without who reported", async () => {
  const world = await newWorld({ schemes, identities });
  const { ada, numbers } = await reported(world, [hmacV1.id, mimi06.id]);
  const rosa = await world.firstReviewer("Rosa");
  const items = await itemsOf(rosa, numbers);
  const garbage = { suite: mimi06.id, item: Uint8Array.of(0xff), note: null, reporter: null };
  const plaintext = encodeAs(itemEvidenceSchema, garbage);
  const [sealed] = await sealItems([{ id: "garbage", plaintext }], rosa.team.publicKey);
  if (sealed === undefined) throw new Error("unreachable: one item was sealed");
  const broken = { itemId: "garbage", suite: mimi06.id, verdict: { verdict: "expired" as const }, sealed };
  const reports = await abuseReportsOf([...items, broken], rosa.team, details, schemes);
  // One conversation each, and one for what names none.
  expect(reports.map(({ roomId }) => roomId === null)).toEqual([false, false, true]);
  const decoded = reports.map(({ report }) => decodeAbuseReport(report));
  expect(decoded.map(({ messages }) => messages.length)).toEqual([0, 1, 0]);
  expect(decoded[2]?.allegedAbuserUri).toBe("");
  const components = decoded.flatMap(({ abuseExtensions }) => abuseExtensions);
  expect(components.map(({ componentId }) => componentId)).toEqual([mimiItemsComponent, mimiItemsComponent]);
  const carried = components.flatMap(({ data }) => decodeAs(mimiItemsSchema, data));
  const [hmac] = items;
  if (hmac === undefined) throw new Error("there is no item");
  const kept = decodeAs(itemEvidenceSchema, await plaintextOf(rosa, hmac));
  // So that what follows can fail: here, the evidence says who reported, and what she said.
  expect(kept).toMatchObject({ note: "Ada's words", reporter: { account: accountOf(ada) } });
  expect(carried).toEqual([{ ...kept, note: null, reporter: null }, garbage]);
  const all = Buffer.concat(reports.map(({ report }) => report));
  expect([all.includes("Ada's words"), all.includes(accountOf(ada))]).toEqual([false, false]);
});

test("a case that another team's key is needed for is not handed on", async () => {
  const world = await newWorld({ schemes, identities });
  const { another, numbers } = await reported(world, [mimi06.id]);
  const rosa = await world.firstReviewer("Rosa");
  const items = await itemsOf(rosa, numbers);
  await expect(abuseReportsOf(items, another.reviewer.team, details, schemes)).rejects.toThrow(
    "wrong-team-key",
  );
});
