import { concat, equalBytes } from "../../bytes.ts";
import type { Field } from "../../message.ts";
import { type Json, jsonOf, jsonOfFields } from "../json-forms.ts";
import type { ModeratorForm } from "../parties.ts";
import type { JudgeInput, VectorCase } from "../vectors.ts";
import { beside } from "./beside.ts";
import { type Made, make } from "./draft.ts";
import { itemOf } from "./item.ts";
import { judgeFaults } from "./judge-faults.ts";
import type { JudgeChanges } from "./judge-row.ts";
import { noon } from "./periods.ts";
import { mostFields, positives, quote, withAttachment } from "./positive-messages.ts";
import type { Suite } from "./stamped-suite.ts";
import type { AnyField } from "./suite.ts";

export function judgeCases(suite: Suite): VectorCase[] {
  const faults = judgeFaults(suite).map(
    ({ name, code, origin, changes }): VectorCase => ({
      ...{ name: `${name} is refused`, origin, role: "judge" },
      input: inputOf(make(suite, changes.draft), changes),
      expects: { refused: code },
    }),
  );
  const partial = suite.partialReveal ? partialOpenings : [];
  const verified = [...wholeOpenings, ...boundaries, ...partial].map(([name, changes]) =>
    verifiedCase(suite, name, changes),
  );
  return [...verified, ...faults];
}

export function usualItem(suite: Suite): Uint8Array {
  return itemOf(make(suite), "all", "named");
}

export const usualModerator: ModeratorForm = {
  ...{ moderation: "mod.example", periods: ["the day"], now: noon + 100_000_000 },
  reporter: { kind: "named", relay: "relay.example", account: "b2" },
};

type Row = readonly [name: string, changes: JudgeChanges];

const sender = { relay: "relay.example", account: "a1" };
const anonymous: JudgeChanges = { kind: "anonymous", moderator: { reporter: { kind: "anonymous" } } };

/** What a judge does not treat like any other message. */
const verifiedToo = new Set([
  "a quote",
  "an attachment",
  "text beyond ASCII",
  "the first message of a conversation",
]);

const wholeOpenings: readonly Row[] = [
  ["the first vector is verified", {}],
  ...positives
    .filter(({ name }) => verifiedToo.has(name))
    .map(({ name, draft }): Row => [`${name} is verified`, { draft }]),
  ["a message of an anonymous reporter is verified", anonymous],
  [
    "a sender's own message is verified as own",
    { draft: { recipient: sender }, moderator: { reporter: { kind: "named", ...sender } } },
  ],
  ["a withheld message is stamped", { open: "withheld" }],
  ["a withheld message of an anonymous reporter is stamped", { open: "withheld", ...anonymous }],
];

const boundaries: readonly Row[] = [
  ["a message of the period's first millisecond is verified", { draft: { context: { acceptedAt: noon } } }],
  [
    "a message of the period's last millisecond is verified",
    { draft: { context: { acceptedAt: noon + 86_400_000 } } },
  ],
  [
    "a relay's clock five minutes ahead is verified",
    { draft: { context: { acceptedAt: noon + 300_600 } }, moderator: { now: noon + 600 } },
  ],
  ["the last millisecond of judging is verified", { moderator: { now: noon + 7_862_400_000 } }],
];

const partialOpenings: readonly Row[] = [
  ["one field of two is verified in part", { open: [1] }],
  ["one field of two, by an anonymous reporter, is verified in part", { open: [0], ...anonymous }],
  ["a quote without its words is verified in part", { draft: { fields: quote }, open: [0, 3] }],
  ["an attachment alone is verified in part", { draft: { fields: withAttachment }, open: [0, 1, 2, 3] }],
  ["a text without its attachment is verified in part", { draft: { fields: withAttachment }, open: [5] }],
  [
    "one attachment of thirty-two is verified in part",
    { draft: { fields: mostFields }, open: [124, 125, 126, 127] },
  ],
  ["leaves of all fields are verified as the whole", { open: [0, 1] }],
];

function verifiedCase(suite: Suite, name: string, changes: JudgeChanges): VectorCase {
  const made = make(suite, changes.draft);
  const input = inputOf(made, changes);
  const expects = judgementOf(made, changes);
  return { name, origin: "docs/spec/judge.md", role: "judge", input, expects };
}

function inputOf(made: Made, changes: JudgeChanges): JudgeInput {
  const { open = "all", kind = "named", item, encoded, trailing, moderator } = changes;
  const usual = usualItem(made.suite);
  const bytesOfItem = encoded ?? concat(itemOf(made, open, kind, item), trailing ?? new Uint8Array());
  return {
    ...(equalBytes(bytesOfItem, usual) ? {} : { item: beside(usual, bytesOfItem) }),
    ...(moderator === undefined ? {} : { moderator }),
  };
}

function judgementOf(made: Made, { open = "all", moderator }: JudgeChanges): Json {
  const { reporter } = { ...usualModerator, ...moderator };
  const { relay, sender: from, conversation, seq, acceptedAt } = made.context;
  const opened = open === "withheld" ? null : openedOf(made, open);
  const verdict = opened === null ? "stamped" : opened.hidden.length === 0 ? "verified" : "verified-partial";
  return jsonOf({
    ...{ verdict, commitment: made.committed.commitment, tag: made.tag },
    ...{ relay, sender: from, conversation, seq, acceptedAt },
    addressed: reporter.kind === "named" ? "named" : "bearer",
    own: reporter.kind === "named" && reporter.account === from,
    opened,
  });
}

function openedOf({ draft, header }: Made, open: "all" | readonly number[]) {
  const isShown = (_: AnyField, i: number) => open === "all" || open.includes(i);
  const shown = draft.fields.filter(isShown);
  return {
    header,
    // Fields of a message that is verified are of the types that they may have.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    fields: jsonOfFields(shown as readonly Field[]),
    hidden: draft.fields.filter((field, i) => !isShown(field, i)).map(([path]) => path),
  };
}
