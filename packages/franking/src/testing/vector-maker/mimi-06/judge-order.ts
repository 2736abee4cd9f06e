import { bytes, noon } from "../periods.ts";
import type { DraftChanges } from "./draft.ts";
import { at, elsewhere, type JudgeRow, namedRelay, ofPeriod, uris } from "./judge-row.ts";

/** Two faults, of which the first counts. */
export function judgeOrder(): JudgeRow[] {
  const wrongMac: DraftChanges = { serverFrank: bytes(1, 32) };
  return [
    [
      "a broken content, before its place",
      "inner",
      { draft: { body: [1, "", 4], extensions: namedRelay("x") } },
    ],
    ["the sender, before the relay", "header", { draft: uris(1, "mimi://other-relay.example/u/") }],
    [
      "two relays, before the period",
      "relay",
      { draft: { extensions: namedRelay("other-relay.example") }, moderator: { periods: [] } },
    ],
    [
      "the moderation, before the algorithm",
      "moderation",
      ofPeriod("one of another algorithm's for another moderation"),
    ],
    [
      "the algorithm, before the end of judging",
      "key",
      {
        draft: { period: "another algorithm's" },
        moderator: { periods: ["another algorithm's"], now: noon + 7_862_400_001 },
      },
    ],
    [
      "the end of judging, before the time",
      "expired",
      { draft: at(noon - 1), moderator: { now: noon + 7_862_400_001 } },
    ],
    ["the time, before the frank's suite", "time", { draft: { ...at(noon - 1), ciphersuite: 3 } }],
    ["the frank's suite, before the MAC", "suite", { draft: { ...wrongMac, ciphersuite: 3 } }],
    [
      "the MAC, before the franking key",
      "stamp",
      {
        draft: { ...wrongMac, period: "one without a franking key" },
        moderator: { periods: ["one without a franking key"] },
      },
    ],
    ["the MAC, before the reporter", "stamp", { draft: wrongMac, moderator: elsewhere }],
    [
      "the signature, before the reporter",
      "stamp",
      { draft: { signature: bytes(1, 64) }, moderator: elsewhere },
    ],
  ];
}
