import type { RefusalCode } from "../../../errors.ts";
import { attachment } from "../malformed.ts";
import { bytes } from "../periods.ts";
import type { AnyField } from "../suite.ts";
import type { DraftChanges } from "./draft.ts";

/** More attachments than a path can number, each of one member. */
export const manyAttachments: readonly AnyField[] = Array.from(
  { length: 101 },
  (_, i): AnyField => [`attachments/${i}/name`, "x"],
);

const text: AnyField = ["text", "hello"];

/** What README.md's message type can say that no path takes. */
export const fieldFaults: readonly (readonly [
  name: string,
  code: RefusalCode,
  changes: { readonly draft: DraftChanges },
])[] = [
  ["a hundred and first attachment", "shape-unknown", { draft: { fields: manyAttachments } }],
  [
    "an attachment without its media type",
    "shape-incomplete",
    { draft: { fields: [...attachment(0, { mediaType: undefined }), text] } },
  ],
  ["a forward that says it is none", "field-type", { draft: { fields: [["forwarded", false], text] } }],
  ["a quote of nobody", "field-type", { draft: { fields: [["quote/author", ""], text] } }],
  [
    "a quote of a name of 129 characters",
    "field-type",
    { draft: { fields: [["quote/author", "n".repeat(129)], text] } },
  ],
  [
    "a short commitment of an attachment",
    "field-type",
    { draft: { fields: [...attachment(0, { commitment: bytes(9, 31) }), text] } },
  ],
];
