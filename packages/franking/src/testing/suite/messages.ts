import fc from "fast-check";
import { compareBytes, utf8 } from "../../bytes.ts";
import type { AttachmentSecret, Field, Header, Message } from "../../message.ts";
import { noon, type World } from "./world.ts";

const text = fc.string({ unit: "grapheme", maxLength: 40 });
const name = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 });
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 });
const count = fc.nat();

const attachment = fc.record({ bytes: count, commitment: digest, mediaType: name, name: text });

const groups = fc.record({
  plain: fc.record({ sentAt: count, text }, { requiredKeys: [] }),
  quote: fc.option(
    fc.record({ "quote/author": name, "quote/text": text }, { requiredKeys: ["quote/author"] }),
  ),
  preview: fc.option(fc.record({ "preview/title": text, "preview/url": text, "preview/description": text })),
  forwarded: fc.option(fc.record({ forwarded: fc.constant(true) })),
  attachments: fc.array(attachment, { maxLength: 3 }),
});

/** Fields of known paths and types, in order, attachments whole. */
const fields: fc.Arbitrary<Field[]> = groups
  .map(({ plain, quote, preview, forwarded, attachments }) => {
    const flat = { ...plain, ...quote, ...preview, ...forwarded };
    const files = attachments.flatMap((file, i) =>
      Object.entries(file).map(([key, value]): Field => [`attachments/${i}/${key}`, value]),
    );
    const all: Field[] = [...Object.entries(flat), ...files];
    return all.sort(([a], [b]) => compareBytes(utf8(a), utf8(b)));
  })
  .filter((all) => all.length > 0);

export const secrets: fc.Arbitrary<AttachmentSecret[]> = fc.array(
  fc.record({ key: fc.uint8Array({ minLength: 16, maxLength: 16 }), seed: digest, locator: name }),
  { maxLength: 2 },
);

/** Messages of a1 that an honest client could send in `world` before number 7. */
export function messageIn({ record, conversation }: World): fc.Arbitrary<Message> {
  const header = fc.record({
    device: fc.uint8Array({ minLength: 8, maxLength: 8 }),
    n: count,
    seen: fc.option(fc.record({ seq: fc.nat(6), commitment: digest })),
    refs: fc.array(fc.record({ rel: fc.constantFrom("reply", "forward"), commitment: digest }), {
      maxLength: 3,
    }),
  });
  return fc.tuple(header, fields).map(([{ device, n, seen, refs }, said]) => ({
    header: {
      ...{ v: 1, relay: record.relay, conversation, sender: "a1", sent: { device, n } },
      ...{ seen, kind: "message", refs },
    } satisfies Header,
    fields: said,
  }));
}

/** One message of a1, with these fields. */
export function messageOf({ record, conversation, rng }: World, said: readonly Field[]): Message {
  return {
    header: {
      ...{ v: 1, relay: record.relay, conversation, sender: "a1", sent: { device: rng(8), n: 0 } },
      ...{ seen: null, kind: "message", refs: [] },
    },
    fields: said,
  };
}

export const hello: readonly Field[] = [
  ["sentAt", noon],
  ["text", "hello"],
];
