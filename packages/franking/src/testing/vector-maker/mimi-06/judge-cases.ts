import { equalBytes } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { Field } from "../../../message.ts";
import { type Json, jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { ModeratorForm } from "../../parties.ts";
import type { JudgeInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import type { Changes } from "../draft-form.ts";
import { noon } from "../periods.ts";
import { forwarded, mostFields, positives, quote } from "../positive-messages.ts";
import { type DraftChanges, firstContext, type Made, make } from "./draft.ts";
import { type Foreign, foreignContents } from "./foreign-contents.ts";
import { judgeFaults } from "./judge-faults.ts";
import type { JudgeChanges } from "./judge-row.ts";
import { periodNamed } from "./periods.ts";
import { draftOf } from "./sender-cases.ts";

const page = "schemes/mimi-06/README.md, judge";

export const usualModerator: ModeratorForm = {
  ...{ moderation: "mod.example", periods: ["the day"], now: noon + 100_000_000 },
  reporter: { kind: "named", relay: "relay.example", account: "b2" },
};

export function judgeCases(): VectorCase[] {
  return [
    ...verified.map(([name, changes]) => verifiedCase(name, changes)),
    ...foreignContents.map(foreignCase),
    ...judgeFaults().map(({ changes, code, name, place }) => ({
      ...{ name: `${name} is refused`, origin: `${page}, ${place}`, role: "judge" as const },
      input: inputOf(make(changes.draft), changes),
      expects: { refused: code },
    })),
  ];
}

const at = (acceptedAt: number): DraftChanges => ({ context: { ...firstContext, acceptedAt } });
const by = (account: string): JudgeChanges => ({
  moderator: { reporter: { kind: "named", relay: "relay.example", account } },
});

const verified: readonly (readonly [string, JudgeChanges])[] = [
  ["the first vector", {}],
  ...positives
    .filter(({ frankOnly }) => frankOnly !== true)
    .map(({ draft, name }): [string, JudgeChanges] => [name, { draft: draftOf(draft) }]),
  ["a quote with who is quoted", { draft: { fields: quote } }],
  ["a forward", { draft: { fields: forwarded } }],
  ["a message of thirty-two attachments", { draft: { fields: mostFields } }],
  ["a message of an anonymous reporter", { moderator: { reporter: { kind: "anonymous" } } }],
  ["a sender's own message", by("a1")],
  [
    "a message whose sender has seen a later one",
    { draft: { header: { seen: { seq: 999, commitment: new Uint8Array(32) } } } },
  ],
  ["a message of the period's first millisecond", { draft: at(noon) }],
  ["a message of the period's last millisecond", { draft: at(noon + 86_400_000) }],
  [
    "a message of a relay's clock five minutes ahead",
    { draft: at(noon + 300_600), moderator: { now: noon + 600 } },
  ],
  ["a message at the last millisecond of judging", { moderator: { now: noon + 7_862_400_000 } }],
];

function verifiedCase(name: string, changes: JudgeChanges): VectorCase {
  const made = make(changes.draft);
  const { header } = made;
  return {
    ...{ name: `${name} is verified`, origin: page, role: "judge", input: inputOf(made, changes) },
    expects: judgementOf(made, changes, { header, fields: made.draft.fields, hidden: [] }),
  };
}

function foreignCase({ draft, fields, hidden = [], kind = "message", name }: Foreign): VectorCase {
  const made = make(draft);
  const { conversation, relay, sender } = made.draft.context;
  const header = { v: 1, relay, conversation, sender, sent: null, seen: null, kind, refs: [] };
  return {
    ...{ name: `${name} is verified${hidden.length === 0 ? "" : " in part"}`, origin: page, role: "judge" },
    ...{ input: inputOf(made, {}), expects: judgementOf(made, {}, { header, fields, hidden }) },
  };
}

interface Shown {
  readonly header: object;
  readonly fields: readonly (readonly [string, unknown])[];
  readonly hidden: readonly string[];
}

function judgementOf(made: Made, { moderator }: JudgeChanges, { fields, header, hidden }: Shown): Json {
  const { reporter } = { ...usualModerator, ...moderator };
  const { acceptedAt, conversation, relay, sender } = made.draft.context;
  return jsonOf({
    ...{ verdict: hidden.length === 0 ? "verified" : "verified-partial", commitment: made.outer, tag: null },
    ...{ relay, sender, conversation, seq: null, acceptedAt, addressed: null },
    own: reporter.kind === "named" && reporter.account === sender,
    // Fields of a message that is verified are of the types that they may have.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    opened: { header, fields: jsonOfFields(fields as readonly Field[]), hidden },
  });
}

/** Only what differs from the first vector. */
function inputOf(made: Made, { encoded, item, moderator }: JudgeChanges): JudgeInput {
  const usual = make().item;
  const { keyId } = periodNamed(made.draft.period);
  const given =
    encoded ?? (item === undefined ? made.item : itemOf({ keyId, message: made.message, ...item }));
  return {
    ...(equalBytes(given, usual) ? {} : { item: beside(usual, given) }),
    ...(moderator === undefined ? {} : { moderator }),
  };
}

function itemOf(members: Changes): Uint8Array {
  return encode(Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)));
}
