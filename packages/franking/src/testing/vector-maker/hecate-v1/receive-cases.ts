import { equalBytes, hex } from "../../../bytes.ts";
import type { Field } from "../../../message.ts";
import { jsonOf, jsonOfFields } from "../../json-forms.ts";
import type { ReceiveInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { device } from "../draft.ts";
import { bytes, noon } from "../periods.ts";
import { type DraftChanges, type Made, make } from "./draft.ts";
import { forwarding, forwardingOf } from "./forwards.ts";
import { said } from "./messages.ts";
import { acceptedAt, receiveFaults } from "./receive-faults.ts";
import { foreign, ownBefore, type ReceiveChanges, remembering } from "./receive-row.ts";

const page = "schemes/hecate-v1/README.md, receive";

export function receiveCases(): VectorCase[] {
  return [
    ...accepted.map(([name, changes]) => acceptedCase(name, changes)),
    ...repeated(),
    ...receiveFaults().map(({ changes, code, name, place }) => ({
      ...{ name: `${name} is refused`, origin: `${page}, ${place}`, role: "receive" as const },
      input: inputOf(make(changes.draft), changes),
      expects: { refused: code },
    })),
  ];
}

const asSaid = said
  .filter(({ frankOnly }) => !frankOnly)
  .map(({ draft, name }): [string, ReceiveChanges] => {
    const isEdit = name.startsWith("an edit");
    return [name, { draft, ...(isEdit ? remembering(foreign, ownBefore) : {}) }];
  });

const secrets = [{ key: bytes(0x11, 16), seed: bytes(0x12, 32), locator: "blobs/1" }];
const seen = (seq: number, value: number): DraftChanges => ({
  header: { seen: { seq, commitment: bytes(value, 32) } },
});
const longId = bytes(3, 64);

const accepted: readonly (readonly [string, ReceiveChanges])[] = [
  ["the first vector", {}],
  ...asSaid,
  ["what the sender itself receives", { recipient: { account: "a1" } }],
  ["a message with an attachment's key", { draft: { secrets } }],
  [
    "a message of a token of another account's, which shows to the moderation alone,",
    { draft: { account: "c3" } },
  ],
  ["a message of the period's first millisecond", { draft: acceptedAt(noon) }],
  [
    "a message of the period's last millisecond",
    { draft: acceptedAt(noon + 86_400_000), recipient: { now: noon + 86_400_000 } },
  ],
  ["a message of a relay's clock five minutes ahead", { draft: acceptedAt(noon + 300_600) }],
  ["a message that can be reported just long enough", { recipient: { minReportMs: 7_862_400_000 - 600 } }],
  ["a message of a token that ends with it", { draft: { issued: { expiry: noon + 456 } } }],
  ["a message of a moderation's clock five minutes ahead", { draft: { issued: { t1: noon + 300_456 } } }],
  [
    "a message in a conversation of 64 random bytes",
    { draft: { header: { conversation: longId } }, channel: { conversation: hex(longId) } },
  ],
  ["a message with an inner part of 64 KiB", { draft: { fields: [["text", filling()]] } }],
  ["a message in another epoch", { channel: { epoch: 2 } }],
  ["a message whose sender has seen a later one", { draft: seen(999, 5) }],
  ["a sender who saw another message at a number", { draft: seen(6, 0x17), warnings: ["seen-mismatch"] }],
  [
    "a message after a missing one of its device",
    {
      draft: { header: { sent: { device, n: 2 } } },
      ...remembering(foreign, ownBefore),
      warnings: ["sent-gap"],
    },
  ],
  [
    "a reply to an unknown message",
    {
      draft: { header: { refs: [{ rel: "reply", commitment: bytes(0x16, 32) }] } },
      warnings: ["refers-to-unknown"],
    },
  ],
  ["a forward", { draft: forwarding }],
  ["a forward with an attachment's key", { draft: { ...forwarding, secrets } }],
  [
    "a forward of a message that is marked as forwarded",
    {
      draft: forwardingOf({
        fields: [
          ["forwarded", true],
          ["text", "passed on"],
        ],
      }),
    },
  ],
  [
    "a forward of a message of the day before",
    {
      draft: forwardingOf({ stamped: { acceptedAt: noon }, period: "the day before" }),
      recipient: { periods: ["the day", "the day before"] },
    },
  ],
  ["a forward of a message of a token of another account's", { draft: forwardingOf({ account: "d4" }) }],
  ["a forward of an edit", { draft: forwardingOf({ header: edit() }) }],
  [
    "a forward of the sender's own message",
    { draft: forwardingOf({ header: { sender: "a1" }, account: "a1" }) },
  ],
];

function edit(): DraftChanges["header"] & object {
  return { sender: "c3", kind: "edit", refs: [{ rel: "edit", commitment: bytes(0x18, 32) }] };
}

/** Text with which the inner part has exactly 64 KiB. */
function filling(): string {
  const sample = "a".repeat(60_000);
  return "a".repeat(sample.length + 65_536 - make({ fields: [["text", sample]] }).inner.length);
}

function repeated(): VectorCase[] {
  const rows: readonly (readonly [string, DraftChanges])[] = [
    ["the same message again is a duplicate", {}],
    ["the same forward again is a duplicate", forwarding],
  ];
  const again = rows.map(([name, draft]): VectorCase => {
    const made = make(draft);
    const commitment = hex(made.commitment);
    return {
      ...{ name, origin: `${page}, step 3`, role: "receive" },
      input: inputOf(made, remembering(foreign, { ...ownBefore, seq: 7, commitment })),
      expects: { kind: "duplicate", commitment },
    };
  });
  const commitment = hex(make().commitment);
  const gone: VectorCase = {
    ...{ name: "a duplicate of which the inner part is gone is one", role: "receive" },
    origin: `${page}, order`,
    input: { ...remembering({ ...ownBefore, commitment }), arrival: { inner: "" } },
    expects: { kind: "duplicate", commitment },
  };
  return [...again, gone];
}

function acceptedCase(name: string, changes: ReceiveChanges): VectorCase {
  const made = make(changes.draft);
  const { commitment, draft, header } = made;
  // Fields of a message that is accepted are of the types that they may have.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const fields = made.fields as readonly Field[];
  const at = draft.stamped.acceptedAt ?? noon + 456;
  return {
    ...{ name: `${name} is accepted`, origin: page, role: "receive", input: inputOf(made, changes) },
    expects: jsonOf({
      ...{ kind: "message", commitment, secrets: draft.secrets, seq: null, acceptedAt: at },
      ...{ warnings: changes.warnings ?? [], message: { header, fields: jsonOfFields(fields) } },
    }),
  };
}

/** Only what differs from the first vector. */
function inputOf(made: Made, { bytes: own, channel, recipient }: ReceiveChanges): ReceiveInput {
  const usual = make();
  const parts = (["outer", "inner", "delivery"] as const).flatMap((part) => {
    const given = own?.[part] ?? made[part];
    return equalBytes(given, usual[part]) ? [] : [[part, beside(usual[part], given)]];
  });
  return {
    ...(parts.length === 0 ? {} : { arrival: Object.fromEntries(parts) }),
    ...(channel === undefined ? {} : { channel }),
    ...(recipient === undefined ? {} : { recipient }),
  };
}
