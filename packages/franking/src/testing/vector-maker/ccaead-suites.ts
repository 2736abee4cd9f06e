import { concat } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { ccaeadPages, type Page } from "./ccaead-pages.ts";
import { firstHeader } from "./draft.ts";
import type { Changes, Positive } from "./draft-form.ts";
import type { JudgeRow } from "./judge-row.ts";
import { bytes, noon } from "./periods.ts";
import type { ReceiveRow } from "./receive-row.ts";
import type { Committed, Suite } from "./stamped-suite.ts";
import { type AnyField, spoiled } from "./suite.ts";

const key = bytes(9, 32);
const header = encode(firstHeader);
const fields: readonly AnyField[] = [
  ["sentAt", noon + 123],
  ["text", "hello"],
];
const message = encode(fields);

function ccaeadSuite(page: Page): Suite {
  return {
    ...{ id: page.id, page: `packages/franking/src/schemes/${page.id}/README.md`, other: "merkle-v1" },
    ...{ partialReveal: false, encrypts: true, random: concat(key, page.drawn) },
    commit: (said, saidFields, random) => commit(page, said, saidFields, random),
    positives: [wholeBlocks],
    innerFaults,
    commitmentFaults: [...sealedFaults(page), ...hiddenFaults(page), ...lies(page)],
    openingFaults: openingFaults(page),
  };
}

/** docs/design/ccaead-schemes.md: K is drawn first, then what `Enc` draws. */
function commit(page: Page, said: unknown, saidFields: readonly AnyField[], random: Uint8Array): Committed {
  const [K, drawn] = [random.subarray(0, 32), random.subarray(32)];
  const { kf, values } = page.enc(K, encode(said), encode(saidFields), drawn);
  return {
    ...{ commitment: values.C, values, inner: { key: K, sealed: values.C1 } },
    opensWith: { openingKey: kf },
    // There is none: what a suite with partial openings would send.
    openPart: (indexes) => ({
      openingKey: kf,
      shape: saidFields.map(([path]) => path),
      fields: indexes.map((index) => ({ index, value: saidFields[index]?.[1] })),
    }),
  };
}

/** A header of 192 bytes and fields of 64: neither leaves a part of a block. */
const wholeBlocks: Positive = {
  name: "a message that fills its blocks",
  frankOnly: true,
  draft: {
    header: { sender: "s".repeat(29) },
    fields: [["text", "a".repeat(55)]],
  },
};

const changed = (inner: Changes, outer: Changes = {}): ReceiveRow[2] => ({ draft: { inner, outer } });

const innerFaults: readonly ReceiveRow[] = [
  ["a key of 31 bytes", "inner", changed({ key: bytes(9, 31) })],
  ["a ciphertext that is text", "inner", changed({ sealed: "hello" })],
  ["an inner part with its fields in the open", "inner", changed({ fields })],
];

/** Ciphertexts that no sender made, or under another key. */
function sealedFaults(page: Page): ReceiveRow[] {
  const { C1 } = page.enc(key, header, message, page.drawn).values;
  const row = (name: string, inner: Changes): ReceiveRow => [name, "commitment", changed(inner)];
  const textAt = page.id === "hfc" ? 0 : 12;
  const tagAt = C1.length - 1;
  const nonceAt = page.id === "hfc" ? message.length : 0;
  return [
    row("a ciphertext of nothing", { sealed: new Uint8Array() }),
    row("a ciphertext without its last byte", { sealed: C1.subarray(0, -1) }),
    row("a ciphertext with a byte behind it", { sealed: concat(C1, Uint8Array.of(0)) }),
    row("a ciphertext with a bit of its text turned", { sealed: turned(C1, textAt) }),
    row("a ciphertext with a bit of its nonce turned", { sealed: turned(C1, nonceAt) }),
    row("a ciphertext with a bit of its tag turned", { sealed: turned(C1, tagAt) }),
    row("a key that is not the ciphertext's", { key: spoiled(key) }),
  ];
}

/** Ciphertexts of what is no list of fields, well committed to. */
function hiddenFaults(page: Page): ReceiveRow[] {
  const row = (name: string, code: "encoding" | "inner", hidden: Uint8Array): ReceiveRow => {
    const { C, C1 } = page.enc(key, header, hidden, page.drawn).values;
    return [name, code, changed({ sealed: C1 }, { commitment: C })];
  };
  return [
    row("a ciphertext of an empty message", "encoding", new Uint8Array()),
    row("a ciphertext of fields with a byte behind them", "encoding", concat(message, Uint8Array.of(0))),
    row("a ciphertext of one text in place of fields", "inner", encode("hello")),
  ];
}

/** What a sender can seal who wants to be read and not to be reported. */
function lies(page: Page): ReceiveRow[] {
  const { C1, C } = page.enc(key, header, message, page.drawn).values;
  const other = page.enc(key, header, encode([["text", "hallo"]]), page.drawn).values.C;
  const vouching = page.enc(key, header, message, page.drawn, { vouchesFor: other }).values.C1;
  const rows: ReceiveRow[] = [
    [
      "a ciphertext that vouches for the commitment to another text",
      "commitment",
      changed({ sealed: vouching }, { commitment: other }),
    ],
    [
      "the commitment to another text beside an honest ciphertext",
      "commitment",
      changed({ sealed: C1 }, { commitment: other }),
    ],
  ];
  if (page.id === "cep") return rows;
  const carrying = (carries: Uint8Array, vouchesFor = C) =>
    page.enc(key, header, message, page.drawn, { carries, vouchesFor }).values.C1;
  const kf = page.drawn.subarray(0, -12);
  const withAnother: ReceiveRow = [
    "a ciphertext that carries an opening key that was not committed to",
    "commitment",
    changed({ sealed: carrying(spoiled(kf)) }),
  ];
  if (page.id === "hfc") return [...rows, withAnother];
  const nothing = page.enc(key, header, new Uint8Array(), page.drawn, {
    carries: kf.subarray(1),
    vouchesFor: C,
  });
  return [
    ...rows,
    withAnother,
    [
      "a ciphertext of a part of an opening key and of nothing more",
      "commitment",
      changed({ sealed: nothing.values.C1 }),
    ],
  ];
}

function openingFaults(page: Page): JudgeRow[] {
  const { kf } = page.enc(key, header, message, page.drawn);
  const opening = (changes: object): JudgeRow[2] => ({
    item: { opening: { openingKey: kf, fields, ...changes } },
  });
  return [
    ["an opening key that lacks a byte", "item", opening({ openingKey: kf.subarray(1) })],
    ["an opening key with a byte behind it", "item", opening({ openingKey: concat(kf, Uint8Array.of(0)) })],
    [
      "the key of the encryption in the place of the opening key",
      page.id === "hfc" ? "item" : "commitment",
      opening({ openingKey: key }),
    ],
    ["an opening without its key", "item", { item: { opening: { fields } } }],
  ];
}

function turned(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
}

export const ccaeadSuites: readonly Suite[] = ccaeadPages.map(ccaeadSuite);
