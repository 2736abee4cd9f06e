import { concat, equalBytes } from "../../../bytes.ts";
import type { Field } from "../../../message.ts";
import { type Json, jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { ModeratorForm } from "../../parties.ts";
import type { JudgeInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import { draftOf, type Made, make, page, reporterTagOf } from "./draft.ts";
import { judgeFaults } from "./judge-faults.ts";
import { keptOf, paths } from "./paths.ts";
import type { JudgeChanges } from "./rows.ts";

export const usualModerator: ModeratorForm = {
  ...{ moderation: "mod.example", periods: ["the day"], now: noon + 100_000_000 },
  reporter: { kind: "named", relay: "relay.example", account: "b2" },
  traces: make().traces,
};

export function judgeCases(): VectorCase[] {
  const proven = [...verified(), ...boundaries, ...paths].map(([name, changes]): VectorCase => {
    const made = make(changes.draft);
    const input = inputOf(made, changes);
    return { name, origin: `${page}, judge`, role: "judge", input, expects: judgementOf(made, changes) };
  });
  const refused = judgeFaults().map(({ name, origin, code, changes }): VectorCase => {
    const input = inputOf(make(changes.draft), changes);
    return { name: `${name} is refused`, origin, role: "judge", input, expects: { refused: code } };
  });
  return [...proven, ...refused];
}

type Row = readonly [name: string, changes: JudgeChanges];

const sender = { kind: "named", relay: "relay.example", account: "a1" } as const;

/** What a judge does not treat like any other message. */
const verifiedToo = new Set(["a quote", "an attachment", "text beyond ASCII", "a forwarded message"]);

function verified(): Row[] {
  return [
    ["the first vector is verified", {}],
    ...positives
      .filter(({ name }) => verifiedToo.has(name))
      .map((positive): Row => [`${positive.name} is verified`, { draft: draftOf(positive) }]),
    [
      "a message of nothing but the mark of a forward is stamped",
      { draft: { fields: [["forwarded", true]] } },
    ],
    [
      "a sender's own message is verified as own",
      { draft: { recipient: "a1" }, moderator: { reporter: sender } },
    ],
    [
      "a message whose header says other things is verified without them",
      { draft: { header: { kind: "group", sender: "c3" } } },
    ],
  ];
}

const boundaries: readonly Row[] = [
  ["a message of the period's first millisecond is verified", { draft: { facts: { timestamp: noon } } }],
  [
    "a message of the period's last millisecond is verified",
    { draft: { facts: { timestamp: noon + 86_400_000 } } },
  ],
  [
    "a relay's clock five minutes ahead is verified",
    { draft: { facts: { timestamp: noon + 300_600 } }, moderator: { now: noon + 600 } },
  ],
  ["the last millisecond of judging is verified", { moderator: { now: noon + 7_862_400_000 } }],
];

export function usualItem(): Uint8Array {
  return make().item();
}

/** Only what differs from the first vector. */
function inputOf(made: Made, changes: JudgeChanges): JudgeInput {
  const { before = [], draft = {}, encoded, item, trailing = new Uint8Array() } = changes;
  const usual = usualItem();
  const given = encoded ?? concat(made.item(item), trailing);
  const traces = changes.traces ?? keptOf([draft, ...before]);
  const isUsual = JSON.stringify(traces) === JSON.stringify(usualModerator.traces);
  const moderator = { ...changes.moderator, ...(isUsual ? {} : { traces }) };
  return {
    ...(equalBytes(given, usual) ? {} : { item: beside(usual, given) }),
    ...(Object.keys(moderator).length === 0 ? {} : { moderator }),
  };
}

function judgementOf(made: Made, { moderator, source }: JudgeChanges): Json {
  const { facts, outerParts, traced } = made;
  const { reporter } = { ...usualModerator, ...moderator };
  const account = reporter.kind === "named" ? reporter.account : "";
  const { conversation, relay, sender: last, timestamp } = facts;
  const found = source ?? last;
  const nothingElse = { sent: null, seen: null, kind: "message", refs: [] };
  // Fields of a message that is verified are of the types that they may have.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const fields = jsonOfFields(traced as readonly Field[]);
  return jsonOf({
    verdict: traced.length === 0 ? "stamped" : "verified-partial",
    commitment: outerParts.address,
    tag: reporterTagOf(made, "relay.example", account),
    ...{ relay, sender: found, conversation, seq: null, acceptedAt: timestamp },
    ...{ addressed: "named", own: account === found },
    opened: {
      header: { v: 1, relay, conversation, sender: last, ...nothingElse },
      fields,
      hidden: ["forwarded"],
    },
  });
}
