import { encode } from "../../../canonical.ts";
import type { RefusalCode } from "../../../errors.ts";
import { attachment } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { type DraftChanges, make } from "./draft.ts";
import type { JudgeChanges, JudgeRow } from "./judge-row.ts";
import { ownPeriod, type PeriodName } from "./periods.ts";
import { messagePieces } from "./protobuf.ts";

const zero = Uint8Array.of(0);
const other = "merkle-v1";
const otherRelay = { relay: "other-relay.example" };
const otherModeration = { moderation: "other-mod.example" };
const text: AnyField = ["text", "hello"];
const under = (period: PeriodName, delivery: DraftChanges["delivery"] = {}): JudgeChanges => ({
  draft: { period, delivery },
  moderator: { periods: [period] },
});
const at = (timestamp: number): DraftChanges => ({ delivery: { timestamp } });
const late = { now: noon + 7_862_400_001 };
const of = (part: readonly Uint8Array[]): JudgeChanges => ({ draft: { pieces: { message: [], part } } });

/** Two faults each, of checks that follow one another: the first gives the code. */
export function judgeOrder(): JudgeRow[] {
  const { stampValues, token } = make();
  const badTag = { tag: spoiled(stampValues.tag) };
  const badToken = { token: spoiled(token ?? zero) };
  const early = at(noon - 1);
  const unlisted = messagePieces([text, ["reaction", "x"]], {});
  const foreignPair = ownPeriod("another pair's").keyId;
  const ofAnotherPair = (
    delivery: DraftChanges["delivery"],
    moderator: JudgeChanges["moderator"] = {},
  ): JudgeChanges => ({
    draft: { period: "another pair's", delivery: { keyId: foreignPair, ...delivery } },
    moderator: { periods: ["another pair's"], ...moderator },
  });
  const rows: readonly (readonly [RefusalCode, string, JudgeChanges])[] = [
    ["size", "encoding", { item: { outer: bytes(0, 131_000) }, trailing: zero }],
    ["encoding", "item", { item: { kind: "rumour" }, trailing: zero }],
    ["item", "outer", { item: { more: 1, outer: encode({}) } }],
    ["outer", "suite", { draft: { outer: { suite: other, more: 1 } } }],
    ["suite", "delivery", { draft: { outer: { suite: other }, delivery: { more: 1 } } }],
    ["delivery", "moderation", { draft: { delivery: { more: 1 } }, moderator: otherModeration }],
    ["moderation", "unknown-key", { moderator: { ...otherModeration, periods: [] } }],
    ["relay", "moderation", ofAnotherPair({})],
    ["moderation", "key", ofAnotherPair(otherRelay)],
    [
      "key",
      "expired",
      { ...under("another algorithm's"), moderator: { periods: ["another algorithm's"], ...late } },
    ],
    ["expired", "time", { draft: early, moderator: late }],
    ["time", "stamp", { draft: { delivery: { timestamp: noon - 1, ...badTag } } }],
    ["item", "stamp", { draft: { delivery: badTag }, item: { reportable: new Uint8Array() } }],
    ["stamp", "encoding", { draft: { delivery: badTag }, item: { reportable: Uint8Array.of(0xff) } }],
    [
      "encoding",
      'item" of its opening',
      of([...messagePieces([["reaction", "x"]], {}), ...messagePieces([text], {})]),
    ],
    ["item", "commitment", { draft: { pieces: { message: [], part: unlisted }, outer: badToken } }],
    [
      "commitment",
      "shape-incomplete",
      { draft: { fields: attachment(0, { name: undefined }), outer: badToken } },
    ],
    [
      "shape-unknown",
      "field-type",
      {
        draft: {
          fields: [
            ...Array.from({ length: 101 }, (_, i): AnyField => [`attachments/${i}/name`, "x"]),
            ["forwarded", false],
          ],
        },
      },
    ],
    [
      "shape-incomplete",
      "field-type",
      { draft: { fields: [...attachment(0, { name: undefined }), ["forwarded", false]] } },
    ],
  ];
  return rows.map(([first, second, changes]) => [
    `an item at fault in "${first}" and in "${second}"`,
    first,
    changes,
  ]);
}
