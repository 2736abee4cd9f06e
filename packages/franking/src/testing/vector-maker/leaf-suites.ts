import { firstRandom } from "./draft.ts";
import type { JudgeRow } from "./judge-row.ts";
import { commitToLeaves, type Leaves, leafOfEach, oneLeaf } from "./leaf-commitment.ts";
import { partialOpeningFaults } from "./leaf-faults.ts";
import { bytes, noon } from "./periods.ts";
import type { ReceiveRow } from "./receive-row.ts";
import type { Suite } from "./stamped-suite.ts";
import { type AnyField, spoiled } from "./suite.ts";

const kf = firstRandom;
const fields: readonly AnyField[] = [
  ["sentAt", noon + 123],
  ["text", "hello"],
];

const innerFaults: readonly ReceiveRow[] = [
  ["an opening key of 31 bytes", "inner", { draft: { inner: { kf: bytes(6, 31) } } }],
];

const inner = (changes: object): ReceiveRow[2] => ({ draft: { inner: { ...changes } } });

const commitmentFaults: readonly ReceiveRow[] = [
  ["a text that was not committed to", "commitment", inner({ fields: [["text", "hallo"]] })],
  ["a field that was not committed to", "commitment", inner({ fields: [["forwarded", true], ...fields] })],
  ["a message of which a field is gone", "commitment", inner({ fields: fields.slice(1) })],
  ["an opening key that was not committed to", "commitment", inner({ kf: spoiled(kf) })],
  [
    "values that have changed places",
    "commitment",
    {
      draft: {
        fields: [
          ["quote/author", "a"],
          ["quote/text", "b"],
        ],
        inner: {
          fields: [
            ["quote/author", "b"],
            ["quote/text", "a"],
          ],
        },
      },
    },
  ],
];

const keyOfDevice: JudgeRow = [
  "the opening key of the device in place of the message's",
  "commitment",
  { item: { opening: { messageKey: kf, fields } } },
];

function leafSuite(leaves: Leaves, other: string, partialReveal: boolean): Suite {
  return {
    ...{ id: leaves.id, page: "docs/spec/message.md", other, partialReveal, encrypts: false, random: kf },
    commit: (header, said, random) => commitToLeaves(leaves, header, said, random),
    ...{ innerFaults, commitmentFaults },
    openingFaults: [keyOfDevice, ...(partialReveal ? partialOpeningFaults : [])],
  };
}

export const leafSuites: readonly Suite[] = [
  leafSuite(oneLeaf, "merkle-v1", false),
  leafSuite(leafOfEach, "hmac-v1", true),
];
