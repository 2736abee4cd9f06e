import { hex } from "../../../bytes.ts";
import { oneOfEachCode } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { spoiled } from "../suite.ts";
import { type DraftChanges, make } from "./draft.ts";
import {
  at,
  foreign,
  otherRoom,
  ownBefore,
  type ReceiveRow,
  remembering,
  shapes,
  uris,
} from "./receive-row.ts";

/** Two faults, of which the first counts. */
export function receiveOrder(): ReceiveRow[] {
  const wrongTag: DraftChanges = { tag: spoiled(make().outer) };
  const wrongSignature: DraftChanges = { signature: bytes(1, 64) };
  const known = { ...foreign, commitment: hex(make().outer) };
  return [
    [
      "a large inner part, before the suite",
      "size",
      { draft: { fields: [["text", "a".repeat(66_000)]] }, channel: { suite: "x" } },
    ],
    ["the suite, before the tag", "suite", { outer: bytes(1, 31), channel: { suite: "x" } }],
    ["the tag's size, before the delivery", "outer", { outer: bytes(1, 31), delivery: bytes(0xff, 1) }],
    [
      "a broken frank, before its period",
      "encoding",
      { draft: { frank: () => bytes(1, 8) }, recipient: { periods: [] } },
    ],
    [
      "the period, before the frank's suite",
      "key",
      { draft: { ciphersuite: 3 }, recipient: { periods: [] } },
    ],
    ["the time, before the frank's suite", "time", { draft: { ...at(noon - 1), ciphersuite: 3 } }],
    ["the frank's suite, before the history", "suite", { draft: { ciphersuite: 3 }, ...remembering(known) }],
    [
      "another's message again, before its content",
      "sender",
      { draft: { trailing: bytes(0, 1), tag: make().outer }, ...remembering(known) },
    ],
    [
      "a broken content, before its place",
      "inner",
      { draft: { body: [1, "", 4] }, channel: { sender: "c3" } },
    ],
    ["the sender, before the room", "sender", { channel: { sender: "c3", conversation: "13".repeat(16) } }],
    [
      "the room, before the signature",
      "conversation",
      { draft: { ...uris(2, otherRoom), ...wrongSignature } },
    ],
    ["the signature, before the tag", "stamp", { draft: { ...wrongSignature, ...wrongTag } }],
    ["the tag, before the statement", "commitment", { draft: { statement: null, ...wrongTag } }],
    ["the header, before the fields", "header", { draft: { header: { v: 2 }, fields: [] } }],
    [
      "the shape, before the types",
      "shape-unknown",
      {
        draft: {
          fields: [
            ["colour", "red"],
            ["sentAt", "now"],
          ],
        },
      },
    ],
    [
      "the types, before the form of the whole",
      "field-type",
      { draft: { fields: [["sentAt", "now"]], extensions: new Map([[256, 1]]) } },
    ],
    [
      "the form of the whole, before the history",
      "inner",
      { draft: { extensions: new Map([[256, 1]]) }, ...remembering(ownBefore) },
    ],
    ...oneOfEachCode(shapes).map(
      ({ code, made, name }): ReceiveRow => [
        `${name}, before the form of the whole,`,
        code,
        { draft: { fields: made, extensions: new Map([[256, 1]]) } },
      ],
    ),
  ];
}
