import { concat, equalBytes } from "../../../bytes.ts";
import type { Field } from "../../../message.ts";
import { type Json, jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { ModeratorForm } from "../../parties.ts";
import type { JudgeInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import { draftOf, type Made, make, page } from "./draft.ts";
import { judgeFaults } from "./judge-faults.ts";
import type { JudgeChanges } from "./rows.ts";

export const usualModerator: ModeratorForm = {
  ...{ moderation: "mod.example", periods: ["the day"], now: noon + 100_000_000 },
  reporter: { kind: "named", relay: "relay.example", account: "b2" },
};

export function judgeCases(): VectorCase[] {
  const proven = [...verified(), ...boundaries].map(([name, changes]): VectorCase => {
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

const anonymous = { reporter: { kind: "anonymous" } } as const;
const sender = { kind: "named", relay: "relay.example", account: "a1" } as const;

/** What a judge does not treat like any other message. */
const verifiedToo = new Set(["a quote", "an attachment", "text beyond ASCII"]);

function verified(): Row[] {
  return [
    ["the first vector is verified", {}],
    ...positives
      .filter(({ name }) => verifiedToo.has(name))
      .map((positive): Row => [`${positive.name} is verified`, { draft: draftOf(positive) }]),
    ["a sender's own message is verified as own", { moderator: { reporter: sender } }],
    ["a message of an anonymous reporter is verified", { moderator: anonymous }],
    ["a message of any reporter is verified", { moderator: { reporter: { ...sender, account: "c3" } } }],
    ["a withheld message is stamped", { open: "withheld" }],
    ["a withheld message of an anonymous reporter is stamped", { open: "withheld", moderator: anonymous }],
    [
      "a withheld message whose s1 is of another message is stamped",
      { open: "withheld", draft: { outer: { s1: bytes(0x24, 16) } } },
    ],
    [
      "a message of any conversation is verified, and the place left open",
      { draft: { header: { conversation: bytes(0x13, 16) } } },
    ],
    [
      "a sender who says to have seen a later message is verified",
      { draft: { header: { seen: { seq: 8, commitment: bytes(5, 32) } } } },
    ],
  ];
}

const boundaries: readonly Row[] = [
  ["a message of the period's first millisecond is verified", { draft: { context: { timestamp: noon } } }],
  [
    "a message of the period's last millisecond is verified",
    { draft: { context: { timestamp: noon + 86_400_000 } } },
  ],
  [
    "a relay's clock five minutes ahead is verified",
    { draft: { context: { timestamp: noon + 300_600 } }, moderator: { now: noon + 600 } },
  ],
  ["the last millisecond of judging is verified", { moderator: { now: noon + 7_862_400_000 } }],
];

export function usualItem(): Uint8Array {
  return make().item("all");
}

/** Only what differs from the first vector. */
function inputOf(made: Made, { encoded, item, moderator, open = "all", trailing }: JudgeChanges): JudgeInput {
  const usual = usualItem();
  const given = encoded ?? concat(made.item(open, item), trailing ?? new Uint8Array());
  return {
    ...(equalBytes(given, usual) ? {} : { item: beside(usual, given) }),
    ...(moderator === undefined ? {} : { moderator }),
  };
}

function judgementOf(made: Made, { moderator, open }: JudgeChanges): Json {
  const { context, draft, header } = made;
  const { reporter } = { ...usualModerator, ...moderator };
  // Fields of a message that is verified are of the types that they may have.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const fields = jsonOfFields(draft.fields as readonly Field[]);
  return jsonOf({
    verdict: open === "withheld" ? "stamped" : "verified",
    commitment: made.commitment,
    ...{ tag: null, relay: "relay.example", sender: context.sender, acceptedAt: context.timestamp },
    ...{ conversation: null, seq: null, addressed: null },
    own: reporter.kind === "named" && reporter.account === context.sender,
    opened: open === "withheld" ? null : { header, fields, hidden: [] },
  });
}
