import type { ClientDeps } from "@openfranking/client";
import {
  type Arrival,
  decode,
  encode,
  type FrankingScheme,
  hex,
  schemeOf,
  schemes,
} from "@openfranking/franking";
import type { ReportItem } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { newWorld, read } from "../client/world.ts";
import { type FrankedAnything, frankAnything, type Said } from "./franker.ts";
import { honestReport, verdictsOf } from "./hostile-reporter.ts";

/** What Ben sends, and what he commits to: the same unless it says otherwise. */
interface Lie {
  readonly said: Said;
  readonly committed?: Said;
}
type Lying = (honest: Said & { readonly header: object }) => Lie;

const honestly: Lying = (honest) => ({ said: honest });
const withHeader =
  (changes: object): Lying =>
  ({ fields, header }) => ({ said: { fields, header: { ...header, ...changes } } });
const withFields =
  (...fields: Said["fields"]): Lying =>
  ({ header }) => ({ said: { header, fields } });

/** A lie, the code with which an honest recipient hides it, and the verdict where she reports it nevertheless. */
const lies: readonly (readonly [what: string, hidden: string, verdict: string, lie: Lying])[] = [
  [
    "a field that is not committed",
    "commitment",
    "commitment",
    ({ fields, header }) => ({
      said: { header, fields: [["quote/text", "a threat"], ...fields] },
      committed: { header, fields },
    }),
  ],
  [
    "another text than the committed",
    "commitment",
    "commitment",
    ({ fields, header }) => ({
      said: { header, fields: [["text", "a threat"]] },
      committed: { header, fields },
    }),
  ],
  ["no field at all", "inner", "item", withFields()],
  ["a path that no client renders", "shape-unknown", "shape-unknown", withFields(["whisper", "a threat"])],
  ["paths in another order", "shape-order", "shape-order", withFields(["text", "a"], ["sentAt", 1])],
  ["a path twice", "shape-order", "shape-order", withFields(["text", "a"], ["text", "b"])],
  [
    "a part of an attachment",
    "shape-incomplete",
    "shape-incomplete",
    withFields(["attachments/0/name", "a.png"], ["text", "a"]),
  ],
  ["a number for a text", "field-type", "field-type", withFields(["text", 7])],
  ["bytes for a text", "field-type", "field-type", withFields(["text", Uint8Array.of(7)])],
  ["a text for a time", "field-type", "field-type", withFields(["sentAt", "7"])],
  ["a list for a text", "inner", "item", withFields(["text", ["a"]])],
  ["a header of another version", "header", "header", withHeader({ v: 2 })],
  ["a header with a part more", "header", "header", withHeader({ more: 1 })],
  ["the name of another sender", "sender", "header", withHeader({ sender: "0".repeat(64) })],
  ["the name of another relay", "relay", "header", withHeader({ relay: "other.example" })],
  ["another conversation", "conversation", "header", withHeader({ conversation: new Uint8Array(16) })],
  [
    "that she has seen what was not sent yet",
    "seen",
    "seen",
    withHeader({ seen: { seq: 1000, commitment: new Uint8Array(32) } }),
  ],
];

/** Ben's client, which franks what a lie makes of what he writes. */
interface Liar {
  lie: Lying;
  /** Goes in the place of what was franked. */
  instead: { readonly outer?: Uint8Array };
  readonly franked: (FrankedAnything & { readonly said: Said })[];
  readonly deps: Partial<ClientDeps>;
}

function liar(scheme: FrankingScheme): Liar {
  const frank: FrankingScheme["frank"] = (message) => {
    const { committed, said } = self.lie(message);
    const made = frankAnything(scheme.id, committed ?? said);
    const { kf } = decode(made.inner) as { kf: Uint8Array };
    const franked = { ...made, inner: encode({ ...said, kf, secrets: [] }) };
    self.franked.push({ ...franked, said });
    return { ...franked, ...self.instead };
  };
  const self: Liar = { lie: honestly, instead: {}, franked: [], deps: { schemes: [{ ...scheme, frank }] } };
  return self;
}

/** Ada's client, which keeps what it hides. */
function hoarder(scheme: FrankingScheme) {
  const arrivals = new Map<string, Arrival>();
  const receive: FrankingScheme["receive"] = (arrival, recipient) => {
    arrivals.set(hex(arrival.outer), arrival);
    return scheme.receive(arrival, recipient);
  };
  return { arrivals, deps: { schemes: [{ ...scheme, receive }] } satisfies Partial<ClientDeps> };
}

async function liarAndHoarder(suite: string) {
  const scheme = schemeOf(suite);
  const [sender, recipient] = [liar(scheme), hoarder(scheme)];
  const world = await newWorld();
  const ada = await world.person("ada", recipient.deps);
  const ben = await world.person("ben", sender.deps);
  const { id } = await ben.createConversation([await ben.contact("ada")], { suite });
  const says = async (text: string, lie: Lying) => {
    sender.lie = lie;
    return ben.conversation(id).send(text);
  };
  return { world, ada, ben, id, says, sender, recipient };
}

test.each(schemes)(
  "a sender of $id who breaks a rule is hidden for it, and proves nothing",
  async ({ id: suite }) => {
    const { ada, id, recipient, says, sender, world } = await liarAndHoarder(suite);
    const { commitment } = await says("honest", honestly);
    for (const [what, , , lie] of lies) await says(what, lie);
    await says("honest again", honestly);
    await ada.sync();
    expect(read(ada, id)).toEqual(["honest", ...lies.map(([, code]) => `hidden: ${code}`), "honest again"]);
    const items = sender.franked.map(({ messageKey, outer, said }): ReportItem => {
      const arrival = recipient.arrivals.get(hex(outer));
      if (arrival === undefined) throw new Error("unreachable: all of them arrived");
      const opening = { messageKey, fields: said.fields };
      const stamped = { outer, ...(decode(arrival.delivery) as object) };
      return { suite, item: encode({ kind: "message", ...stamped, header: said.header, opening }) };
    });
    const report = await honestReport(ada, { conversation: id, commitment });
    const verdicts = await verdictsOf(world, await world.firstReviewer("Rosa"), report, items);
    expect(verdicts).toEqual(["verified", ...lies.map(([, , code]) => `failed(${code})`), "verified"]);
  },
);

test("a sender who sends another message under the commitment of an earlier one sends nothing new", async () => {
  const { ada, id, says, sender } = await liarAndHoarder("merkle-v1");
  await says("a promise", honestly);
  const [first] = sender.franked;
  if (first === undefined) throw new Error("unreachable: one message was franked");
  sender.instead = { outer: first.outer };
  await says("a threat", honestly);
  sender.instead = {};
  await says("a promise kept", honestly);
  await ada.sync();
  expect(read(ada, id)).toEqual(["a promise", "a promise kept"]);
  const seqs = ada
    .conversation(id)
    .messages()
    .map((one) => one.state === "shown" && one.seq);
  expect(seqs).toEqual([1, 2]);
});
