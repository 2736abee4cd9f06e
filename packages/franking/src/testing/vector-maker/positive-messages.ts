import { device } from "./draft.ts";
import type { Positive } from "./draft-form.ts";
import { attachment } from "./malformed.ts";
import { bytes, noon } from "./periods.ts";
import type { AnyField } from "./suite.ts";

const secret = { key: bytes(0x11, 16), seed: bytes(0x12, 32), locator: "blobs/1" };

export const quote: readonly AnyField[] = [
  ["quote/author", "c3"],
  ["quote/text", "I will find you"],
  ["sentAt", noon + 5],
  ["text", "look what he wrote"],
];

export const forwarded: readonly AnyField[] = [
  ["forwarded", true],
  ["sentAt", noon + 5],
  ["text", "passed on"],
];

export const withAttachment: readonly AnyField[] = [
  ...attachment(0),
  ["sentAt", noon + 5],
  ["text", "a cat"],
];

/** As many fields as a message may have: thirty-two attachments. */
export const mostFields: readonly AnyField[] = Array.from({ length: 32 }, (_, i) => i)
  .sort((a, b) => (String(a) < String(b) ? -1 : 1))
  .flatMap((i) => attachment(i));

/** Good messages that differ from the first vector. */
export const positives: readonly Positive[] = [
  { name: "a message of one field", frankOnly: true, draft: { fields: [["text", "hi"]] } },
  { name: "an empty text", frankOnly: true, draft: { fields: [["text", ""]] } },
  { name: "text beyond ASCII", draft: { fields: [["text", "zażółć 猫 🐈"]] } },
  { name: "a quote", draft: { fields: quote } },
  {
    name: "a name of 128 characters beyond U+FFFF",
    draft: { fields: [["quote/author", "🐈".repeat(128)], ...quote.slice(1)] },
  },
  { name: "a forwarded message", draft: { fields: forwarded } },
  { name: "an attachment", draft: { fields: withAttachment, secrets: [secret] } },
  {
    name: "a link with its preview",
    frankOnly: true,
    draft: {
      fields: [
        ["preview/description", "news"],
        ["preview/title", "A page"],
        ["preview/url", "https://example.org/"],
        ["text", "see here"],
      ],
    },
  },
  { name: "the first message of a conversation", draft: { header: { seen: null }, context: { seq: 0 } } },
  { name: "the name of a group", draft: { header: { kind: "group" }, fields: [["group/name", "Chess"]] } },
  {
    name: "a reply",
    draft: { header: { refs: [{ rel: "reply", commitment: bytes(5, 32) }] } },
  },
  {
    name: "a reaction to another's message",
    draft: {
      header: { kind: "reaction", refs: [{ rel: "react", commitment: bytes(5, 32) }] },
      fields: [["reaction", "👍"]],
    },
  },
  {
    name: "an edit of the sender's own message",
    draft: {
      header: {
        kind: "edit",
        sent: { device, n: 1 },
        refs: [{ rel: "edit", commitment: bytes(0x15, 32) }],
      },
    },
  },
];
