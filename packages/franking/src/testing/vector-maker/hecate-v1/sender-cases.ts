import { concat, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { FieldValue } from "../../../message.ts";
import { formOf, formOfValue, jsonOf, type SecretForm, secretOf } from "../../json-forms.ts";
import type { SenderForm } from "../../parties.ts";
import type { VectorCase } from "../../vectors.ts";
import { conversation, firstRandom } from "../draft.ts";
import { inHex } from "../first-vector.ts";
import { noon } from "../periods.ts";
import { mostFields } from "../positive-messages.ts";
import type { AnyField } from "../suite.ts";
import { type DraftChanges, dummy, type Made, make } from "./draft.ts";
import { forwarding, forwardingOf } from "./forwards.ts";
import { frankFaults } from "./frank-faults.ts";
import { asSaid, type Said, said } from "./messages.ts";
import { type PeriodName, recordNamed, reporterKeyOf } from "./periods.ts";

const page = "schemes/hecate-v1/README.md, frank";

const secret: SecretForm = { key: "11".repeat(16), seed: "12".repeat(32), locator: "blobs/1" };

/** What a sender of the first vector has. */
function enrolled({ draft, issued }: Made, period: PeriodName = draft.period): SenderForm {
  return { moderation: hex(encode(recordNamed(period))), token: hex(issued) };
}

export function frankCases(): VectorCase[] {
  const first = make();
  const values = { ...first.values, KA: reporterKeyOf("the day"), issued: first.issued };
  return [
    { ...frankCase("the first vector is committed to", {}), intermediates: inHex(values) },
    ...said.map(({ draft, name }: Said) => frankCase(`${name} is committed to`, draft)),
    frankCase("a message with an attachment's key is committed to", { secrets: [secretOf(secret)] }),
    frankCase("a message of a token of another account's is committed to", { account: "c3" }),
    frankCase("a message of a token of a name of 512 bytes is committed to", { account: "🐈".repeat(128) }),
    frankCase("a forward is committed to", forwarding),
    frankCase("a forward with an attachment's key is committed to", {
      ...forwarding,
      secrets: [secretOf(secret)],
    }),
    frankCase("a forward of a message that is marked as forwarded is committed to", {
      ...forwardingOf({
        fields: [
          ["forwarded", true],
          ["text", "passed on"],
        ],
      }),
    }),
    frankCase("a forward of an attachment is committed to", forwardingOf({ fields: mostFields.slice(0, 4) })),
    frankCase("a forward of a forward is committed to", forwarding, {
      forwards: hex(make({ ...forwarding, header: { sender: "b2", kind: "message" } }).evidence),
    }),
    ...frankFaults().map(({ code, draft, name, sender }) => ({
      ...inputOf(
        `${name} not committed to`,
        asSaid(draft),
        sender,
        hex(draft.forwards ? dummy : firstRandom),
      ),
      expects: { refused: code },
    })),
  ];
}

function frankCase(name: string, draft: DraftChanges, more: SenderForm = {}): VectorCase {
  const made = make(draft);
  const { commitment, header, inner, outer } = made;
  const forwards = draft.forwards ? make(draft.forwards).evidence : null;
  const has = forwards === null ? enrolled(made) : { forwards: hex(forwards) };
  const secrets = made.draft.secrets.length === 0 ? {} : { secrets: [secret] };
  return {
    ...inputOf(
      name,
      { header, fields: made.fields },
      { ...has, ...secrets, ...more },
      hex(forwards ? dummy : firstRandom),
    ),
    expects: jsonOf({ commitment, outer, inner }),
  };
}

interface Spoken {
  readonly header: object;
  readonly fields: readonly AnyField[];
}

function inputOf(name: string, { fields, header }: Spoken, sender: SenderForm, random: string) {
  return {
    ...{ name, origin: page, role: "frank" as const },
    input: { message: { header: jsonOf(header), fields: fields.map(formOfField) }, sender, random },
  };
}

function formOfField([path, value]: AnyField): readonly [string, ReturnType<typeof formOfValue>] {
  // Cases of a wrong type have a value that belongs to another path.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return [path, formOfValue(value as FieldValue)];
}

export function stampCases(): VectorCase[] {
  const { delivery, outer } = make();
  const refused = (
    name: string,
    code: string,
    of: Uint8Array,
    period: PeriodName = "the day",
  ): VectorCase => ({
    ...stampCase(name, of, [], { period }),
    expects: { refused: code },
  });
  return [
    stampCase("a message of a sender whom the relay does not know is stamped", outer, [delivery, delivery]),
    stampCase("a message of a sender whom the relay knows is stamped alike", outer, [delivery, delivery], {
      sender: "a1",
    }),
    refused(
      "an outer part with a byte behind it is not stamped",
      "encoding",
      concat(outer, Uint8Array.of(0)),
    ),
    refused(
      "an outer part with a member too many is not stamped",
      "outer",
      make({ outer: { more: 1 } }).outer,
    ),
    refused(
      "an outer part of another suite is not stamped",
      "suite",
      make({ outer: { suite: "merkle-v1" } }).outer,
    ),
    refused(
      "a message in a period of another algorithm's is not stamped",
      "key",
      outer,
      "one of another algorithm's, not held",
    ),
    refused(
      "a message in a period without an agreement is not stamped",
      "key",
      outer,
      "one without an agreement",
    ),
  ];
}

function stampCase(
  name: string,
  outer: Uint8Array,
  deliveries: readonly Uint8Array[],
  { period = "the day", sender = null }: { period?: PeriodName; sender?: string | null } = {},
): VectorCase {
  return {
    ...{ name, origin: "schemes/hecate-v1/README.md, stamp", role: "stamp" },
    input: {
      ...{ outer: formOf(outer), period },
      facts: {
        ...{ relay: "relay.example", moderation: "mod.example", conversation: hex(conversation), epoch: 1 },
        ...{ sender, seq: 7, acceptedAt: noon + 456, recipients: ["b2", "a1"] },
      },
    },
    expects: deliveries.map(hex),
  };
}
