import { hex } from "../../../bytes.ts";
import { bytes, noon } from "../periods.ts";
import { type DraftChanges, make } from "./draft.ts";
import { forwarding } from "./forwards.ts";
import { foreign, ownBefore, type ReceiveRow, remembering } from "./receive-row.ts";

const zero = Uint8Array.of(0);
const elsewhere = "other-relay.example";

/** Two faults, of which the first counts. */
export function receiveOrder(): ReceiveRow[] {
  return [...stampOrder(), ...forwardOrder(), ...headerOrder];
}

function stampOrder(): ReceiveRow[] {
  const known = { ...foreign, commitment: hex(make().commitment) };
  const early: DraftChanges = { stamped: { acceptedAt: noon - 1 } };
  return [
    [
      "a large inner part, before the outer part",
      "size",
      { bytes: { outer: zero, inner: bytes(0, 65_537) } },
    ],
    ["the outer part, before its suite", "outer", { draft: { outer: { suite: "merkle-v1", more: 1 } } }],
    [
      "the suite, before the delivery",
      "suite",
      { bytes: { delivery: zero }, channel: { suite: "merkle-v1" } },
    ],
    [
      "the delivery's form, before its relay",
      "delivery",
      { draft: { envelope: { more: 1 } }, recipient: { relay: elsewhere } },
    ],
    ["the relay, before the moderation", "relay", { recipient: { relay: elsewhere, moderation: elsewhere } }],
    [
      "the moderation, before the period",
      "moderation",
      { recipient: { moderation: elsewhere, periods: [] } },
    ],
    [
      "the period, before the time",
      "key",
      {
        draft: { ...early, period: "another algorithm's" },
        recipient: { periods: ["another algorithm's"] },
      },
    ],
    ["the time, before the history", "time", { draft: early, ...remembering(known) }],
    [
      "another's message again, before its inner part",
      "sender",
      { bytes: { inner: zero }, ...remembering(known) },
    ],
    [
      "the inner part's form, before the header",
      "inner",
      { draft: { inner: { more: 1 }, header: { v: 2 } } },
    ],
  ];
}

function forwardOrder(): ReceiveRow[] {
  const forward = (changes: DraftChanges): DraftChanges => ({ ...forwarding, ...changes });
  return [
    [
      "the forward's header, before its kind",
      "header",
      { draft: forward({ header: { v: 2, kind: "edit" } }) },
    ],
    [
      "the forward's kind, before its relay",
      "header",
      { draft: forward({ header: { kind: "edit", relay: elsewhere } }) },
    ],
    [
      "the forward's relay, before its stamp",
      "relay",
      { draft: forward({ header: { relay: elsewhere }, relaySeed: bytes(9, 32) }) },
    ],
    [
      "the forward's stamp, before its source's period",
      "stamp",
      {
        draft: forward({
          relaySeed: bytes(9, 32),
          forwards: { ...forwarding.forwards, period: "the day before" },
        }),
      },
    ],
    [
      "the source's period, before its header",
      "key",
      {
        draft: forward({ forwards: { ...forwarding.forwards, period: "the day before", header: { v: 2 } } }),
      },
    ],
  ];
}

const headerOrder: readonly ReceiveRow[] = [
  [
    "the spending, before the conversation",
    "token",
    { draft: { spentBy: bytes(9, 32), header: { conversation: bytes(0x13, 16) } } },
  ],
  [
    "the conversation, before the sender",
    "conversation",
    { draft: { header: { conversation: bytes(0x13, 16), sender: "c3" } } },
  ],
  ["the sender, before the history", "sender", { draft: { header: { kind: "edit", sender: "c3" } } }],
  [
    "the number, before the references",
    "sent",
    { draft: { header: { kind: "edit" } }, ...remembering(ownBefore) },
  ],
];
