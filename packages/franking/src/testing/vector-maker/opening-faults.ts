import { make } from "./draft.ts";
import type { JudgeRow } from "./judge-row.ts";
import { attachment } from "./malformed.ts";
import { forwarded, quote, withAttachment } from "./positive-messages.ts";
import type { Suite } from "./stamped-suite.ts";
import { type AnyField, allSpoiled, at } from "./suite.ts";

/** Openings that are none, or do not lead to the commitment. */
export function openingFaults(suite: Suite): JudgeRow[] {
  const part: JudgeRow[] = suite.partialReveal ? [] : [["a part of a message", "item", { open: [0] }]];
  return [...formFaults(suite), ...wholeFaults(suite), ...part, ...suite.openingFaults];
}

function formFaults(suite: Suite): JudgeRow[] {
  const { committed, draft } = make(suite);
  return [
    ["an opening of nothing", "item", { item: { opening: {} } }],
    [
      "an opening with a member too many",
      "item",
      { item: { opening: { ...committed.opensWith, fields: draft.fields, more: 1 } } },
    ],
    ["an opening without fields", "item", { draft: { fields: [] } }],
    [
      "an opening of 129 fields",
      "item",
      { draft: { fields: Array.from({ length: 129 }, () => ["text", ""] as const) } },
    ],
    ["a field that is a list", "item", { draft: { fields: [["text", ["hello"]]] } }],
  ];
}

function wholeFaults(suite: Suite): JudgeRow[] {
  const { committed, draft, header } = make(suite);
  const opening = (fields: readonly AnyField[]) => ({
    item: { opening: { ...committed.opensWith, fields } },
  });
  return [
    ["a text that was not committed to", "commitment", opening([at(draft.fields, 0), ["text", "hallo"]])],
    ["a field that was not committed to", "commitment", opening([["forwarded", true], ...draft.fields])],
    ["a message of which a field is gone", "commitment", opening(draft.fields.slice(1))],
    [
      "a header that was not committed to",
      "commitment",
      { item: { header: { ...header, sent: { ...header.sent, n: 1 } } } },
    ],
    [
      "an opening key with one bit turned",
      "commitment",
      { item: { opening: { ...allSpoiled(committed.opensWith), fields: draft.fields } } },
    ],
  ];
}

export const mustOpenFaults: readonly JudgeRow[] = [
  ["an opening that hides who is quoted", "must-open", { draft: { fields: quote }, open: [1, 3] }],
  [
    "an opening that hides that it was forwarded",
    "must-open",
    { draft: { fields: forwarded }, open: [1, 2] },
  ],
  [
    "an opening of a part of an attachment",
    "must-open",
    { draft: { fields: withAttachment }, open: [0, 1, 3] },
  ],
  [
    "an opening of one attachment and a part of another",
    "must-open",
    { draft: { fields: [...attachment(0), ...attachment(1)] }, open: [0, 1, 2, 3, 4] },
  ],
];
