import { concat } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { ModeratorForm } from "../../parties.ts";
import { bytes, noon } from "../periods.ts";
import { type DraftChanges, make } from "./draft.ts";
import { formFaults } from "./form-faults.ts";
import { acceptedAt } from "./receive-faults.ts";
import { identityFaults, type VerifyRow, verifyFaults, verifyOrder } from "./verify-faults.ts";

/** Where a case differs from the first vector, opened by b2 under her name. */
export interface JudgeChanges {
  readonly draft?: DraftChanges;
  /** In place of the item. */
  readonly encoded?: Uint8Array;
  readonly moderator?: Partial<ModeratorForm>;
}

type JudgeRow = readonly [name: string, code: RefusalCode, changes: JudgeChanges];

export interface JudgeFault {
  readonly name: string;
  readonly code: RefusalCode;
  readonly place: string;
  readonly changes: JudgeChanges;
}

/** One fault each, and the order of two; all else is as an honest reporter would send it. */
export function judgeFaults(): JudgeFault[] {
  const steps: readonly (readonly [place: string, rows: readonly JudgeRow[]])[] = [
    ["step 1", itemFaults()],
    ["step 2", keyFaults],
    ...verifyFaults().map((rows, i) => [`step 3, step ${i + 1} of Verify`, rows.map(inItsPeriod)] as const),
    ["step 4", tokenFaults],
    ["step 5", [["a reporter of another relay", "reporter", { moderator: elsewhere }]]],
    ["order", [...verifyOrder().map(inItsPeriod), ...order()]],
  ];
  return steps.flatMap(([place, rows]) =>
    rows.map(([name, code, changes]) => ({ name, code, place, changes })),
  );
}

function inItsPeriod([name, code, draft]: VerifyRow): JudgeRow {
  return [name, code, held(draft)];
}

function held(draft: DraftChanges, moderator: Partial<ModeratorForm> = {}): JudgeChanges {
  const periods = [draft.period ?? "the day"];
  return { draft, moderator: { ...moderator, periods } };
}

const elsewhere: Partial<ModeratorForm> = {
  reporter: { kind: "named", relay: "other-relay.example", account: "b2" },
};

function itemFaults(): JudgeRow[] {
  const { item } = make();
  return [
    ["an item beyond its limit", "size", { draft: { proof: { more: bytes(1, 131_072) } } }],
    ["an item with a byte behind it", "encoding", { encoded: concat(item, bytes(0, 1)) }],
    ["an item that is no CBOR", "encoding", { encoded: bytes(0xff, 1) }],
    ["an item with a member too many", "item", { draft: { proof: { more: 1 } } }],
    ["an item without envelope", "item", { draft: { proof: { envelope: undefined } } }],
    ["an item of a commitment of 31 bytes", "item", { draft: { proof: { commitment: bytes(1, 31) } } }],
    ["an envelope with a member too many", "item", { draft: { envelope: { more: 1 } } }],
    ["an envelope without signature", "item", { draft: { envelope: { signature: undefined } } }],
    ["a key id of 31 bytes", "item", { draft: { envelope: { keyId: bytes(1, 31) } } }],
    ...formFaults.map(([name, draft]): JudgeRow => [name, "item", { draft }]),
  ];
}

const keyFaults: readonly JudgeRow[] = [
  [
    "a stamp for another moderation",
    "moderation",
    { draft: { stamped: { moderation: "other-mod.example" } } },
  ],
  ["a stamp of an unknown period", "unknown-key", { moderator: { periods: [] } }],
  ["a stamp with the period of another relay", "relay", held({ period: "another relay's" })],
  ["a stamp with the period of another moderation", "moderation", held({ period: "another moderation's" })],
  ["a stamp with a period of another algorithm", "key", held({ period: "another algorithm's" })],
  ["a stamp whose period may no longer be judged", "expired", { moderator: { now: noon + 7_862_400_001 } }],
  ["a message before its period", "time", { draft: acceptedAt(noon - 1) }],
  ["a message after its period", "time", { draft: acceptedAt(noon + 86_400_001) }],
  [
    "a message more than five minutes ahead",
    "time",
    { draft: acceptedAt(noon + 300_601), moderator: { now: noon + 600 } },
  ],
];

const tokenFaults: readonly JudgeRow[] = [
  ["a token of a period without a sealing key", "key", held({ period: "one without a sealing key" })],
  ...identityFaults.map(([name, draft]): JudgeRow => [name, "token", { draft }]),
];

/** Two faults, of which the first counts. */
function order(): JudgeRow[] {
  const overNow: Partial<ModeratorForm> = { now: noon + 7_862_400_001 };
  const early = acceptedAt(noon - 1);
  return [
    ["a large item, before its form", "size", { encoded: bytes(0xff, 131_073) }],
    [
      "the item's form, before its moderation",
      "item",
      { draft: { proof: { more: 1 }, stamped: { moderation: "other-mod.example" } } },
    ],
    [
      "the moderation, before the period",
      "moderation",
      { draft: { stamped: { moderation: "other-mod.example" } }, moderator: { periods: [] } },
    ],
    [
      "the moderation, before the algorithm",
      "moderation",
      held({ period: "one of another algorithm's for another moderation" }),
    ],
    ["the algorithm, before the end of judging", "key", held({ period: "another algorithm's" }, overNow)],
    ["the end of judging, before the time", "expired", { draft: early, moderator: overNow }],
    ["the time, before the header", "time", { draft: { ...early, header: { v: 2 } } }],
    [
      "the spending, before the account",
      "token",
      { draft: { spentBy: bytes(9, 32), sealingKey: bytes(9, 32) }, moderator: elsewhere },
    ],
    [
      "the account, before the reporter",
      "token",
      { draft: { sealingKey: bytes(9, 32) }, moderator: elsewhere },
    ],
  ];
}
