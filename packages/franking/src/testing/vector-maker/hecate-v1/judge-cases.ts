import { equalBytes } from "../../../bytes.ts";
import type { Field } from "../../../message.ts";
import { jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { ModeratorForm } from "../../parties.ts";
import type { JudgeInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { noon } from "../periods.ts";
import { forwarded, mostFields } from "../positive-messages.ts";
import { type DraftChanges, type Made, make } from "./draft.ts";
import { source } from "./forwards.ts";
import { type JudgeChanges, judgeFaults } from "./judge-faults.ts";
import { said } from "./messages.ts";
import { acceptedAt } from "./receive-faults.ts";

const page = "schemes/hecate-v1/README.md, judge";

export const usualModerator: ModeratorForm = {
  ...{ moderation: "mod.example", periods: ["the day"], now: noon + 100_000_000 },
  reporter: { kind: "named", relay: "relay.example", account: "b2" },
};

export function judgeCases(): VectorCase[] {
  return [
    ...verified.map(([name, changes]) => verifiedCase(name, changes)),
    ...judgeFaults().map(({ changes, code, name, place }) => ({
      ...{ name: `${name} is refused`, origin: `${page}, ${place}`, role: "judge" as const },
      input: inputOf(make(changes.draft), changes),
      expects: { refused: code },
    })),
  ];
}

const by = (account: string): JudgeChanges => ({
  moderator: { reporter: { kind: "named", relay: "relay.example", account } },
});
const of = (account: string): DraftChanges => ({ account });

const verified: readonly (readonly [string, JudgeChanges])[] = [
  ["the first vector", {}],
  ...said
    .filter(({ frankOnly }) => !frankOnly)
    .map(({ draft, name }): [string, JudgeChanges] => [name, { draft }]),
  ["a message that its sender marked as forwarded", { draft: { fields: forwarded } }],
  ["a message of thirty-two attachments", { draft: { fields: mostFields } }],
  ["a message of an anonymous reporter", { moderator: { reporter: { kind: "anonymous" } } }],
  ["a sender's own message", by("a1")],
  ["a message that somebody forwarded, as its source's,", { draft: source }],
  ["a message of a token of another account's, as that account's,", { draft: of("c3") }],
  ["a token's own account's report, whatever the header says,", { draft: of("c3"), ...by("c3") }],
  ["a report by whom the header names, of a token of another account's,", { draft: of("c3"), ...by("a1") }],
  ["a message of a token of a name of 512 bytes", { draft: of("🐈".repeat(128)) }],
  ["a message of the period's first millisecond", { draft: acceptedAt(noon) }],
  ["a message of the period's last millisecond", { draft: acceptedAt(noon + 86_400_000) }],
  [
    "a message of a relay's clock five minutes ahead",
    { draft: acceptedAt(noon + 300_600), moderator: { now: noon + 600 } },
  ],
  ["a message of a token that ends with it", { draft: { issued: { expiry: noon + 456 } } }],
  ["a message of a moderation's clock five minutes ahead", { draft: { issued: { t1: noon + 300_456 } } }],
  ["a message at the last millisecond of judging", { moderator: { now: noon + 7_862_400_000 } }],
];

function verifiedCase(name: string, changes: JudgeChanges): VectorCase {
  const made = make(changes.draft);
  const { commitment, draft, header } = made;
  const { reporter } = { ...usualModerator, ...changes.moderator };
  // Fields of a message that is verified are of the types that they may have.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const fields = jsonOfFields(draft.fields as readonly Field[]);
  return {
    ...{ name: `${name} is verified`, origin: page, role: "judge", input: inputOf(made, changes) },
    expects: jsonOf({
      ...{ verdict: "verified", commitment, tag: null, addressed: null, relay: "relay.example" },
      ...{ sender: draft.account, conversation: null, seq: null },
      acceptedAt: draft.stamped.acceptedAt ?? noon + 456,
      own: reporter.kind === "named" && reporter.account === draft.account,
      opened: { header, fields, hidden: [] },
    }),
  };
}

/** Only what differs from the first vector. */
function inputOf(made: Made, { encoded, moderator }: JudgeChanges): JudgeInput {
  const usual = make().item;
  const given = encoded ?? made.item;
  return {
    ...(equalBytes(given, usual) ? {} : { item: beside(usual, given) }),
    ...(moderator === undefined ? {} : { moderator }),
  };
}
