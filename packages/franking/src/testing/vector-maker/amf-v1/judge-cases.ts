import { equalBytes, hex } from "../../../bytes.ts";
import { hash } from "../../../frame.ts";
import type { Field } from "../../../message.ts";
import { type Json, jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { ModeratorForm } from "../../parties.ts";
import type { JudgeInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { bytes, noon } from "../periods.ts";
import { positives } from "../positive-messages.ts";
import { draftOf, type Made, make, page } from "./draft.ts";
import { judgeFaults } from "./judge-faults.ts";
import { directory, type JudgeChanges } from "./rows.ts";
import { forgedByJudge } from "./signature-faults.ts";

export function usualModerator(): ModeratorForm {
  return {
    ...{ moderation: "mod.example", periods: ["the day"], now: noon + 100_000_000 },
    ...{ reporter: { kind: "named", relay: "relay.example", account: "b2" }, accountKeys: directory() },
  };
}

export function judgeCases(): VectorCase[] {
  const proven = [...verified(), ...boundaries].map(([name, changes]): VectorCase => {
    const made = make(changes.draft);
    const input = inputOf(made, changes);
    return { name, origin: `${page}, judge`, role: "judge", input, expects: judgementOf(made) };
  });
  const refused = judgeFaults().map(({ name, origin, code, changes }): VectorCase => {
    const input = inputOf(make(changes.draft), changes);
    return { name: `${name} is refused`, origin, role: "judge", input, expects: { refused: code } };
  });
  return [...proven, ...refused];
}

type Row = readonly [name: string, changes: JudgeChanges];

/** What a judge does not treat like any other message. */
const verifiedToo = new Set(["a quote", "an attachment", "text beyond ASCII"]);
const bySender: JudgeChanges = {
  draft: { recipients: ["b2", "a1"] },
  moderator: { reporter: { kind: "named", relay: "relay.example", account: "a1" } },
};

function verified(): Row[] {
  return [
    ["the first vector is verified", {}],
    ...positives
      .filter(({ name }) => verifiedToo.has(name))
      .map((positive): Row => [`${positive.name} is verified`, { draft: draftOf(positive) }]),
    ["a sender's own message is verified as own", bySender],
    ["a message that the moderation has made is verified", { draft: forgedByJudge }],
    [
      "a message of another conversation is verified, and says so",
      { draft: { header: { conversation: bytes(0x13, 16) } } },
    ],
    [
      "a sender who says to have seen a later message is verified",
      { draft: { header: { seen: { seq: 8, commitment: bytes(5, 32) } } } },
    ],
    [
      "a message to another pk_J is verified by whoever has its sk_J",
      { draft: { period: "one of another pk_J" }, moderator: { periods: ["one of another pk_J"] } },
    ],
  ];
}

const boundaries: readonly Row[] = [
  ["the last millisecond of judging is verified", { moderator: { now: noon + 7_862_400_000 } }],
  ["a moderation's clock five minutes behind is verified", { moderator: { now: noon - 300_000 } }],
];

/** Only what differs from the first vector. */
function inputOf(made: Made, { encoded = made.item, moderator }: JudgeChanges): JudgeInput {
  const usual = make().item;
  return {
    ...(equalBytes(encoded, usual) ? {} : { item: beside(usual, encoded) }),
    ...(moderator === undefined ? {} : { moderator }),
  };
}

function judgementOf({ commitment, draft, header }: Made): Json {
  const recipient = draft.recipients.at(-1) ?? "";
  const { conversation, relay, sender } = header;
  return jsonOf({
    ...{ verdict: "verified", commitment, relay, sender, conversation, seq: null, acceptedAt: null },
    ...{ tag: tagOf(commitment, relay, recipient), addressed: "named", own: recipient === sender },
    // Fields of a message that is verified are of the types that they may have.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    opened: { header, fields: jsonOfFields(draft.fields as readonly Field[]), hidden: [] },
  });
}

function tagOf(commitment: Uint8Array, relay: string, recipient: string): string {
  return hex(hash("openfranking amf-v1 reporter v1", commitment, relay, recipient));
}
