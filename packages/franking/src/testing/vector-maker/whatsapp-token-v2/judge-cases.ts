import { concat, equalBytes } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { Field } from "../../../message.ts";
import { type Json, jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { ModeratorForm } from "../../parties.ts";
import type { JudgeInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { merged } from "../draft.ts";
import type { Changes } from "../draft-form.ts";
import { noon } from "../periods.ts";
import { forwarded, mostFields, positives, quote } from "../positive-messages.ts";
import type { AnyField } from "../suite.ts";
import { type DraftChanges, type Made, make } from "./draft.ts";
import { judgeFaults } from "./judge-faults.ts";
import type { JudgeChanges, Kind } from "./judge-row.ts";
import { draftOf } from "./sender-cases.ts";

const page = "schemes/whatsapp-token-v2/README.md, Judge";

export const usualModerator: ModeratorForm = {
  ...{ moderation: "mod.example", periods: ["the day"], now: noon + 100_000_000 },
  reporter: { kind: "named", relay: "relay.example", account: "b2" },
};

/** The item of a report, as README.md builds it, with `changes` of its members. */
export function itemOf({ delivery, messageSecret, outer, part }: Made, kind: Kind, changes: Changes = {}) {
  const stamped = { kind, outer, delivery };
  return encode(
    merged(kind === "withheld" ? stamped : { ...stamped, messageSecret, reportable: part }, changes),
  );
}

export function judgeCases(): VectorCase[] {
  return [
    ...proven.map(([name, changes]) => provenCase(name, changes)),
    ...judgeFaults().map(({ changes, code, name, place }) => ({
      ...{ name: `${name} is refused`, origin: `${page}, ${place}`, role: "judge" as const },
      input: inputOf(make(changes.draft), changes),
      expects: { refused: code },
    })),
  ];
}

const messages = new Set(["an attachment", "text beyond ASCII", "an edit of the sender's own message"]);
const at = (timestamp: number): DraftChanges => ({ delivery: { timestamp } });
const reporter = (relay: string, account: string): Partial<ModeratorForm> => ({
  reporter: { kind: "named", relay, account },
});

const proven: readonly (readonly [string, JudgeChanges])[] = [
  ["the first vector is verified in part", {}],
  ...positives
    .filter(({ name }) => messages.has(name))
    .map(({ draft, name }): [string, JudgeChanges] => [
      `${name} is verified in part`,
      { draft: draftOf(draft) },
    ]),
  ["a quote is verified with who is quoted", { draft: { fields: quote } }],
  ["a forward is verified as one", { draft: { fields: forwarded } }],
  ["thirty-two attachments are verified", { draft: { fields: mostFields } }],
  [
    "a message of an anonymous reporter is verified in part",
    { moderator: { reporter: { kind: "anonymous" } } },
  ],
  ["a sender's own message is verified as own", { moderator: reporter("relay.example", "a1") }],
  [
    "a message of the sender's namesake at another relay is not its own",
    { moderator: reporter("other-relay.example", "a1") },
  ],
  ["a withheld message is stamped", { kind: "withheld" }],
  ["a message without a token is stamped", { kind: "withheld", draft: { fields: [["sentAt", noon]] } }],
  ["a message of the period's first millisecond is verified", { draft: at(noon) }],
  ["a message of the period's last millisecond is verified", { draft: at(noon + 86_400_000) }],
  [
    "a relay's clock five minutes ahead is verified",
    { draft: at(noon + 300_600), moderator: { now: noon + 600 } },
  ],
  ["the last millisecond of judging is verified", { moderator: { now: noon + 7_862_400_000 } }],
];

function provenCase(name: string, changes: JudgeChanges): VectorCase {
  const made = make(changes.draft);
  return {
    ...{ name, origin: page, role: "judge", input: inputOf(made, changes) },
    expects: judgementOf(made, changes),
  };
}

/** Only what differs from the first vector. */
function inputOf(made: Made, changes: JudgeChanges): JudgeInput {
  const { encoded, item, kind = "message", moderator, trailing = new Uint8Array() } = changes;
  const usual = itemOf(make(), "message");
  const given = encoded ?? concat(itemOf(made, kind, item), trailing);
  return {
    ...(equalBytes(given, usual) ? {} : { item: beside(usual, given) }),
    ...(moderator === undefined ? {} : { moderator }),
  };
}

const hidden = ["group/name", "reaction", "sentAt"];

function judgementOf({ draft, name, said }: Made, { kind, moderator }: JudgeChanges): Json {
  const by = { ...usualModerator, ...moderator }.reporter;
  const { conversation, relay, sender, timestamp } = said;
  const place = { relay, conversation, sender };
  const covered = draft.fields.filter(([path]) => !hidden.includes(path));
  const header = { v: 1, ...place, sent: null, seen: null, kind: "message", refs: [] };
  return jsonOf({
    ...{ verdict: kind === "withheld" ? "stamped" : "verified-partial", commitment: name, tag: null },
    ...{ ...place, seq: null, acceptedAt: timestamp, addressed: null },
    own: by.kind === "named" && by.relay === relay && by.account === sender,
    opened: kind === "withheld" ? null : { header, fields: fieldsOf(covered), hidden },
  });
}

function fieldsOf(fields: readonly AnyField[]): Json {
  // Fields of a message that is verified are of the types that they may have.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return jsonOfFields(fields as readonly Field[]);
}
