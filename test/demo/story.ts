import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Client, ReportSelection } from "@openfranking/client";
import type { FrankingScheme } from "@openfranking/franking";
import { type Reviewer, startWorld, type World } from "@openfranking/testbed";
import { filesBelow, filesWith } from "./files.ts";
import { alteredReport, partOf, submitEncoded, withParts } from "./forger.ts";
import { messageSenders, relayTables, stolenKeysOpenNothing } from "./looking.ts";
import type { Telling } from "./telling.ts";

/** What must be found nowhere but on the devices that it was written on and for. */
const said = {
  friendly: "Shall we meet at the harbour at six, canary-7f3a?",
  threat: "If you tell anyone I will find you, canary-91c2.",
  group: "Who brings the lanterns tonight, canary-b60e?",
  note: "He wrote this after I asked him to stop, canary-e81d.",
} as const;

const texts = Object.values(said);

/** Tells how two people talk, one reports one message, and a reviewer sees it verified. Every claim is checked as it is made. */
export async function tellStory(directory: string, scheme: FrankingScheme, telling: Telling): Promise<void> {
  const world = await startWorld({ directory, schemes: [scheme] });
  try {
    const people = {
      ada: await world.person("ada"),
      ben: await world.person("ben"),
      cleo: await world.person("cleo"),
    };
    const conversation = await talk(world, people, scheme, telling);
    const threat = await theThreat(people.ada, conversation);
    const report = await reportIt(people.ada, conversation, threat, scheme, telling);
    await forge(world, people, conversation, threat, telling);
    if (scheme.traits.bindsRecipient) await borrow(world, people, conversation, threat, telling);
    const reviewer = await review(world, report, telling);
    await learnOutcome(people.ada, report, telling);
    if (scheme.blindCheck !== null) await checkBlindly(people, telling);
    await stealEverything(world, reviewer, telling);
  } finally {
    await world.close();
  }
}

type People = Readonly<Record<"ada" | "ben" | "cleo", Client>>;

async function talk(
  world: World,
  { ada, ben, cleo }: People,
  scheme: FrankingScheme,
  telling: Telling,
): Promise<string> {
  const suite = scheme.id;
  const { id } = await ben.createConversation([await ben.contact("ada")], { suite });
  await ben.conversation(id).send(said.friendly);
  await ada.sync();
  await ada.conversation(id).send("Please do not write to me again.");
  await ben.sync();
  await ben.conversation(id).send(said.threat);
  const group = await cleo.createConversation([await cleo.contact("ada"), await cleo.contact("ben")], {
    suite,
  });
  await group.send(said.group);
  lookAtRelay(world, scheme, telling);
  await Promise.all([ada.sync(), ben.sync()]);
  const shown = shownTexts(ada, id);
  telling.step(
    "Ada and Ben fetch, check and read what was written to them.",
    { Ada: shown, Ben: shownTexts(ben, id) },
    {
      "Ada reads what Ben wrote": shown.includes(said.friendly) && shown.includes(said.threat),
      "Ben reads what Ada wrote": shownTexts(ben, id).includes("Please do not write to me again."),
      "the group's message reaches both": [ada, ben].every((one) =>
        shownTexts(one, group.id).includes(said.group),
      ),
      "each side sees the same safety number":
        ada.safetyNumber(accountOf(ben)) === ben.safetyNumber(accountOf(ada)),
    },
  );
  return id;
}

function shownTexts(person: Client, conversation: string): string[] {
  return person
    .conversation(conversation)
    .messages()
    .flatMap((message) =>
      message.state === "shown"
        ? message.fields.flatMap(([path, value]) => (path === "text" ? [String(value)] : []))
        : [],
    );
}

function accountOf(person: Client): string {
  if (person.identity === null) throw new Error("unreachable: everybody here is registered");
  return person.identity.account;
}

function lookAtRelay(world: World, { traits }: FrankingScheme, telling: Telling): void {
  const senders = messageSenders(join(world.directory, "relay.db"));
  const known = senders.filter((sender) => sender !== "");
  const files = filesBelow(world.directory).filter((file) => file.includes("relay.db"));
  const leaked = filesWith(texts, files);
  telling.step(
    "Ben writes to Ada, and Cleo to both in a group. Before anyone has fetched it, this is what the relay keeps.",
    {
      "The relay": [
        ...relayTables(join(world.directory, "relay.db")),
        `of ${senders.length} messages in its mailboxes it knows the sender of ${known.length}`,
      ],
    },
    {
      [traits.relayLearnsSender ? "it knows who sent each message" : "it does not know who sent any message"]:
        senders.length > 0 && known.length === (traits.relayLearnsSender ? senders.length : 0),
      "nothing that anybody wrote stands in its files": leaked.length === 0,
      "the search finds what is there: the name ada": filesWith(["ada"], files).length > 0,
      "nothing that anybody wrote stands in its log": !world.log.some((line) =>
        texts.some((text) => line.includes(text)),
      ),
    },
  );
}

async function theThreat(ada: Client, conversation: string): Promise<string> {
  const messages = ada.conversation(conversation).messages();
  const found = messages.find(
    (message) => message.state === "shown" && message.fields.some(([, value]) => value === said.threat),
  );
  if (found?.state !== "shown") throw new Error("unreachable: Ada has read it");
  return found.commitment;
}

async function reportIt(
  ada: Client,
  conversation: string,
  threat: string,
  { traits }: FrankingScheme,
  telling: Telling,
): Promise<string> {
  const whole = traits.bindsEverything ? "verified" : "verified-partial";
  const prepared = await ada.prepareReport({
    conversation,
    items: [{ commitment: threat, open: "all" }],
    category: "threats",
    note: said.note,
  });
  const [item] = prepared.preview.items;
  const shown = item?.opened?.fields.map(([path, value]) => `${path}: ${String(value)}`) ?? [];
  const report = await prepared.submit();
  telling.step(
    "Ada reports the one message. She sees exactly what will be sent, and sends it.",
    {
      Ada: [...shown, `note: ${prepared.preview.note ?? ""}`, `report number ${report.reportNumber}`],
      "The moderation": report.verdicts.map(({ verdict }) => `one message: ${verdict}`),
    },
    {
      "the preview is the message that she chose": shown.includes(`text: ${said.threat}`),
      "the report holds that message and no other":
        mentions(prepared.encoded, said.threat) && !mentions(prepared.encoded, said.friendly),
      "the moderation verified it": report.verdicts.every(({ verdict }) => verdict === whole),
    },
  );
  return report.reportNumber;
}

function mentions(encoded: Uint8Array, text: string): boolean {
  return Buffer.from(encoded).includes(Buffer.from(text));
}

async function forge(
  world: World,
  people: People,
  conversation: string,
  threat: string,
  telling: Telling,
): Promise<void> {
  const altered = await people.ada.prepareReport(wholly(conversation, threat));
  const words = await submitEncoded(
    world.moderationUrl,
    alteredReport(altered.encoded, said.threat, "If you tell anyone I will kill you, canary-91c2."),
  );
  telling.step(
    "Ada puts other words in Ben's mouth.",
    { "The moderation": [`other words: ${words}`] },
    { "other words are not what Ben committed to": /^failed: (?:commitment|stamp|signature)$/u.test(words) },
  );
}

function wholly(conversation: string, commitment: string): ReportSelection {
  return { conversation, items: [{ commitment, open: "all" }], category: "threats" };
}

async function borrow(
  world: World,
  people: People,
  conversation: string,
  threat: string,
  telling: Telling,
): Promise<void> {
  const { ada, cleo } = people;
  const genuine = await ada.prepareReport(wholly(conversation, threat));
  const asCleo = await submitEncoded(
    world.moderationUrl,
    await withReporterOf(genuine.encoded, cleo, people),
  );
  telling.step(
    "Cleo, to whom it was not written, reports Ada's copy.",
    { "The moderation": [`Cleo's report: ${asCleo}`] },
    { "a message is proven to those alone to whom it was addressed": asCleo === "failed: addressed" },
  );
}

/** Ada's items under an assertion that is really Cleo's. */
async function withReporterOf(encoded: Uint8Array, cleo: Client, { ada }: People): Promise<Uint8Array> {
  const group = cleo.conversations().find(({ members }) => members.includes(accountOf(ada)));
  const own =
    group === undefined
      ? undefined
      : cleo
          .conversation(group.id)
          .messages()
          .find(({ state }) => state === "shown");
  if (group === undefined || own?.state !== "shown")
    throw new Error("unreachable: Cleo has written to a group");
  const hers = await cleo.prepareReport({
    conversation: group.id,
    items: [{ commitment: own.commitment, open: "all" }],
    category: "threats",
  });
  return withParts(encoded, { reporter: partOf(hers.encoded, "reporter") });
}

async function review(world: World, reportNumber: string, telling: Telling): Promise<Reviewer> {
  const reviewer = await world.firstReviewer("rita");
  const queue = await reviewer.queue("open");
  const items = await reviewer.open(reportNumber);
  const opened = items.flatMap(({ here }) => (here.holds ? (here.preview.opened?.fields ?? []) : []));
  const read = opened.map(([path, value]) => `${path}: ${String(value)}`);
  await reviewer.api.decide({
    params: { reportNumber },
    body: { outcome: "action-taken", reason: "A threat." },
  });
  const { views } = await reviewer.api.readCase({ params: { reportNumber } });
  telling.step(
    "Rita, the first reviewer, makes the team's key, claims the case, opens the evidence, checks it again, and decides.",
    {
      "The queue": queue.map(
        (one) =>
          `${one.reportNumber}: ${one.category}, ${one.verdicts.map(({ verdict }) => verdict).join(", ")}`,
      ),
      Rita: [
        ...read,
        ...items.map(({ service }) => `the service's word: ${service.verdict}`),
        ...items.map(
          ({ here }) => `checked here: ${here.holds ? "the opening fits the commitment" : here.check}`,
        ),
      ],
    },
    {
      "she reads the reported message": read.includes(`text: ${said.threat}`),
      "she reads nothing that was not reported": !read.some(
        (line) => line.includes(said.friendly) || line.includes(said.group),
      ),
      "the opening holds where she sits": items.every(({ here }) => here.holds),
      "her view is on record": views.length === 1,
    },
  );
  return reviewer;
}

async function learnOutcome(ada: Client, reportNumber: string, telling: Telling): Promise<void> {
  const { outcome, state } = await ada.outcome(reportNumber);
  telling.step(
    "Ada asks what became of it.",
    { Ada: [`${state}: ${outcome ?? ""}`] },
    { "she learns the outcome": outcome === "action-taken" },
  );
}

async function checkBlindly({ ada }: People, telling: Telling): Promise<void> {
  const checks = await ada.checkStamps();
  telling.step(
    "Ada's client asks the moderation, blindly, whether the relay's stamps are good.",
    { Ada: checks.map(({ commitment, good }) => `${commitment.slice(0, 8)}…: ${good ? "good" : "spoiled"}`) },
    { "at least one was asked for, and all are good": checks.length > 0 && checks.every(({ good }) => good) },
  );
}

async function stealEverything(world: World, { team }: Reviewer, telling: Telling): Promise<void> {
  const stolen = join(world.directory, "stolen");
  for (const file of filesBelow(world.directory)) {
    if (/(?:relay|moderation)\.db/u.test(file))
      cpSync(file, join(stolen, file.slice(world.directory.length)));
  }
  const files = filesBelow(stolen);
  const leaked = filesWith(texts, files);
  const { opened, openedWithTeamKey, tried } = await stolenKeysOpenNothing(
    join(stolen, "moderation.db"),
    team,
  );
  telling.step(
    "A thief copies everything that both services keep, with every key in it.",
    {
      "The thief": [
        `${files.length} files`,
        `${tried} keys tried on sealed evidence: ${opened} opened`,
        `with the team's key, which is on no server: ${openedWithTeamKey} opened`,
      ],
    },
    {
      "nothing that anybody wrote stands in the files": leaked.length === 0,
      "no key in them opens the evidence": opened === 0 && tried > 0,
      "the team's key does": openedWithTeamKey > 0,
    },
  );
}
