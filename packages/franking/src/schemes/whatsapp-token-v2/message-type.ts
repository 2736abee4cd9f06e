import { compareBytes, equalBytes, utf8 } from "../../bytes.ts";
import { check } from "../../errors.ts";
import type { Field, Header } from "../../message.ts";
import type { Content } from "../../stamped/commitment.ts";
import {
  type AllowList,
  decodeValues,
  encodeValues,
  type MessageType,
  project,
  type Values,
} from "./wire.ts";

// README.md, "The message": ours, because there is no WhatsApp message here.
const messageType: MessageType = [
  { number: 1, name: "text", holds: "text" },
  {
    number: 2,
    members: [
      { number: 1, name: "quote/author", holds: "text" },
      { number: 2, name: "quote/text", holds: "text" },
    ],
  },
  {
    number: 3,
    members: [
      { number: 1, name: "preview/url", holds: "text" },
      { number: 2, name: "preview/title", holds: "text" },
      { number: 3, name: "preview/description", holds: "text" },
    ],
  },
  {
    number: 4,
    list: "attachments",
    members: [
      { number: 1, name: "commitment", holds: "bytes" },
      { number: 2, name: "mediaType", holds: "text" },
      { number: 3, name: "name", holds: "text" },
      { number: 4, name: "bytes", holds: "count" },
    ],
  },
  {
    number: 5,
    members: [
      { number: 1, name: "forwarded", holds: "flag" },
      { number: 2, name: "sentAt", holds: "count" },
      { number: 3, name: "header/kind", holds: "text" },
      {
        number: 4,
        members: [
          { number: 1, name: "header/sent/device", holds: "bytes" },
          { number: 2, name: "header/sent/n", holds: "count" },
        ],
      },
      {
        number: 5,
        members: [
          { number: 1, name: "header/seen/seq", holds: "count" },
          { number: 2, name: "header/seen/commitment", holds: "bytes" },
        ],
      },
      {
        number: 6,
        list: "header/refs",
        members: [
          { number: 1, name: "rel", holds: "text" },
          { number: 2, name: "commitment", holds: "bytes" },
        ],
      },
    ],
  },
  { number: 6, name: "reaction", holds: "text" },
  { number: 7, name: "group/name", holds: "text" },
];

/** What a token covers: no reaction, no name of a group, no time of the sender's clock, nothing of the header. */
const reportable: AllowList = { 1: "whole", 2: "whole", 3: "whole", 4: "whole", 5: { 1: "whole" } };

/** The paths that no token covers. */
export const uncoveredPaths: readonly string[] = ["group/name", "reaction", "sentAt"];

export function encodeContent({ fields, header }: Content): Uint8Array {
  return encodeValues(messageType, new Map([...fields, ...valuesOf(header)]));
}

function valuesOf({ kind, refs, seen, sent }: Header): Field[] {
  return [
    ["header/kind", kind],
    ["header/sent/device", sent.device],
    ["header/sent/n", sent.n],
    ...(seen === null ? [] : seenValues(seen)),
    ...refs.flatMap(({ commitment, rel }, i): Field[] => [
      [`header/refs/${i}/rel`, rel],
      [`header/refs/${i}/commitment`, commitment],
    ]),
  ];
}

function seenValues({ commitment, seq }: NonNullable<Header["seen"]>): Field[] {
  return [
    ["header/seen/seq", seq],
    ["header/seen/commitment", commitment],
  ];
}

/** A message by its values; what they may be is not checked. Throws `encoding`. */
export function decodeContent(bytes: Uint8Array): { header: Record<string, unknown>; fields: Field[] } {
  const values = decodeValues(messageType, bytes);
  return { header: headerIn(values), fields: fieldsIn(values) };
}

function fieldsIn(values: Values): Field[] {
  return [...values]
    .filter(([name]) => !name.startsWith("header/"))
    .sort(([a], [b]) => compareBytes(utf8(a), utf8(b)));
}

/** The members of a header that a message has. Those that it leaves out are undefined. */
function headerIn(values: Values): Record<string, unknown> {
  const seen = { seq: values.get("header/seen/seq"), commitment: values.get("header/seen/commitment") };
  return {
    kind: values.get("header/kind"),
    sent: { device: values.get("header/sent/device"), n: values.get("header/sent/n") },
    seen: seen.seq === undefined && seen.commitment === undefined ? null : seen,
    refs: referencesIn(values),
  };
}

function referencesIn(values: Values): unknown[] {
  const refs: unknown[] = [];
  for (;;) {
    const at = `header/refs/${refs.length}/`;
    const [rel, commitment] = [values.get(`${at}rel`), values.get(`${at}commitment`)];
    if (rel === undefined && commitment === undefined) return refs;
    refs.push({ rel, commitment });
  }
}

/** The part of an encoded message that a token covers, encoded. Empty where it covers nothing. */
export function reportablePart(message: Uint8Array): Uint8Array {
  return project(message, reportable);
}

/** The fields of a reportable part, and nothing else. Throws `encoding` or `item`. */
export function decodeReportable(bytes: Uint8Array): Field[] {
  const { fields } = decodeContent(bytes);
  check(equalBytes(reportablePart(bytes), bytes), "item");
  return fields;
}
