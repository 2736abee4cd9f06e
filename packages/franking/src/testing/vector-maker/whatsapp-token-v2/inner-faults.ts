import { device } from "../draft.ts";
import { attachment } from "../malformed.ts";
import { bytes, noon } from "../periods.ts";
import { type AnyField, spoiled } from "../suite.ts";
import { lenientlyRead } from "./broken-messages.ts";
import { type DraftChanges, make } from "./draft.ts";
import { held, messagePieces } from "./protobuf.ts";
import type { ReceiveChanges, ReceiveRow } from "./receive-row.ts";

const zero = Uint8Array.of(0);

const headers: readonly (readonly [string, DraftChanges["header"]])[] = [
  ["a message without kind", { kind: undefined }],
  ["a kind that does not exist", { kind: "whisper" }],
  ["a message without its device", { sent: undefined }],
  ["a device of 7 bytes", { sent: { device: bytes(4, 7), n: 0 } }],
  ["a device without a message number", { sent: { device } }],
  ["a last seen message without commitment", { seen: { seq: 6 } }],
  ["a last seen message without number", { seen: { commitment: bytes(5, 32) } }],
  [
    "seventeen references",
    { refs: Array.from({ length: 17 }, () => ({ rel: "reply", commitment: bytes(5, 32) })) },
  ],
  ["a reference of a kind that does not exist", { refs: [{ rel: "like", commitment: bytes(5, 32) }] }],
  ["a reference to nothing", { refs: [{ rel: "reply" }] }],
  ["a reference of no kind", { refs: [{ commitment: bytes(5, 32) }] }],
];

/** Inner parts that are none, or have a message that is none. */
export const innerFaults: readonly ReceiveRow[] = [
  ["an inner part with a byte behind it", "encoding", { draft: { trailing: { inner: zero } } }],
  ["an inner part with a member too many", "inner", { draft: { inner: { more: 1 } } }],
  ["an inner part without message", "inner", { draft: { inner: { message: undefined } } }],
  ["an inner part without secrets", "inner", { draft: { inner: { secrets: undefined } } }],
  ["a message's secret of 31 bytes", "inner", { draft: { inner: { messageSecret: bytes(6, 31) } } }],
  ["a message that is text", "inner", { draft: { inner: { message: "hello" } } }],
  [
    "an attachment's key of 15 bytes",
    "inner",
    { draft: { secrets: [{ key: bytes(1, 15), seed: bytes(2, 32), locator: "blobs/1" }] } },
  ],
  ...lenientlyRead.map(
    ([name, message, part]): ReceiveRow => [name, "encoding", { draft: { pieces: { message, part } } }],
  ),
  ["a message without context", "header", { draft: { pieces: whole([held(1, "hello")]) } }],
  ["an empty message", "header", { draft: { pieces: whole([]) } }],
  ...headers.map(([name, header = {}]): ReceiveRow => [name, "header", { draft: { header } }]),
  ["a message without fields", "inner", { draft: { fields: [] } }],
  [
    "a message of 132 fields",
    "inner",
    { draft: { fields: Array.from({ length: 33 }, (_, i) => attachment(i)).flat() } },
  ],
];

/** A message that is, as it stands, its reportable part. */
export function whole(message: readonly Uint8Array[]) {
  return { message, part: message };
}

const text: AnyField = ["text", "hello"];

/** Messages that are not those of their token. */
export function tokenFaults(): ReceiveRow[] {
  const { header, messageSecret, token } = make();
  if (token === null) throw new Error("unreachable: there is a text");
  const part = (fields: readonly AnyField[]) => messagePieces(fields, null);
  const swapped = (message: readonly Uint8Array[], covered: readonly AnyField[]): ReceiveChanges => ({
    draft: { pieces: { message, part: part(covered) } },
  });
  const message = (fields: readonly AnyField[]) => messagePieces(fields, header);
  return [
    ["a text that the token does not cover", "commitment", swapped(message([["text", "hallo"]]), [text])],
    [
      "a forward that the token does not cover",
      "commitment",
      swapped(message([["forwarded", true], text]), [text]),
    ],
    [
      "a message of which a field is gone",
      "commitment",
      swapped(message([text]), [["forwarded", true], text]),
    ],
    [
      "values that have changed places",
      "commitment",
      swapped(
        message([
          ["quote/author", "b"],
          ["quote/text", "a"],
        ]),
        [
          ["quote/author", "a"],
          ["quote/text", "b"],
        ],
      ),
    ],
    [
      "a token over the whole message",
      "commitment",
      { draft: { pieces: whole(message([["sentAt", noon], text])) } },
    ],
    [
      "a secret that is another message's",
      "commitment",
      { draft: { inner: { messageSecret: spoiled(messageSecret) } } },
    ],
    ["a token with one bit turned", "commitment", { draft: { outer: { token: spoiled(token) } } }],
    ["an id of another message", "commitment", { draft: { outer: { id: "1b".repeat(16) } } }],
    ["a message with something to report and no token", "commitment", { draft: { outer: { token: null } } }],
    [
      "a message with a token and nothing to report",
      "commitment",
      { draft: { fields: [["sentAt", noon]], outer: { token } } },
    ],
    [
      "the token of another's message",
      "commitment",
      { draft: { outer: { token: make({ header: { sender: "c3" } }).token } } },
    ],
    [
      "the token of a message in another conversation",
      "commitment",
      { draft: { outer: { token: make({ header: { conversation: bytes(0x13, 16) } }).token } } },
    ],
  ];
}
