import { concat, equalBytes, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { DiscloseInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { merged } from "../draft.ts";
import { bytes } from "../periods.ts";
import { forwarded, quote, withAttachment } from "../positive-messages.ts";
import { type DraftChanges, make, otherSuite, page } from "./draft.ts";

type Choice = DiscloseInput["choice"];

const secret = { key: bytes(0x11, 16), seed: bytes(0x12, 32), locator: "blobs/1" };

const shown: readonly (readonly [name: string, draft: DraftChanges])[] = [
  ["a whole message is opened under the reporter's name", {}],
  ["a forwarded message is opened without its mark", { fields: forwarded }],
  ["a message of nothing but its mark is opened", { fields: [["forwarded", true]] }],
  ["a quote is opened whole", { fields: quote }],
  ["an attachment is opened without its secrets", { fields: withAttachment, secrets: [secret] }],
  ["a message with a broken header is opened", { header: { v: 2 } }],
];

export function discloseCases(): VectorCase[] {
  const opened = shown.map(([name, draft]): VectorCase => {
    const made = make(draft);
    return { name, ...rest(made.evidence, chosen("all")), expects: hex(made.item()) };
  });
  const refused = [...choiceFaults(), ...evidenceFaults()].map(
    ([name, code, evidence, choice = chosen("all")]): VectorCase => ({
      name: `${name} is not disclosed`,
      ...rest(evidence, choice),
      expects: { refused: code },
    }),
  );
  return [...opened, ...refused];
}

type Row = readonly [name: string, code: RefusalCode, evidence: Uint8Array, choice?: Choice];

const zero = Uint8Array.of(0);
const anonymous = { kind: "anonymous", account: "b2" } as const;

function choiceFaults(): Row[] {
  const { evidence } = make();
  const broken = concat(evidence, zero);
  const code = "not-disclosable";
  const some = chosen({ paths: ["text"] });
  return [
    ["a whole message of an anonymous reporter", code, evidence, chosen("all", anonymous)],
    ["a withheld message", code, evidence, chosen("withheld")],
    ["a part of a message", code, evidence, some],
    ["every part of a message by its name", code, evidence, chosen({ paths: ["sentAt", "text"] })],
    ["a part of broken evidence", code, broken, some],
    ["broken evidence of an anonymous reporter", code, broken, chosen("all", anonymous)],
  ];
}

function evidenceFaults(): Row[] {
  const { evidence, inner, outer, delivery, outerParts } = make();
  const of = (draft: DraftChanges) => make(draft).evidence;
  const tooMany = { more: 1 };
  return [
    ["evidence with a byte behind it", "encoding", concat(evidence, zero)],
    ["evidence without delivery", "item", encode({ outer, inner })],
    ["an outer part with a byte behind it", "encoding", of({ trailing: { outer: zero } })],
    [
      "an outer part without ct",
      "outer",
      encode({ outer: encode(merged(outerParts, { ct: undefined })), inner, delivery }),
    ],
    ["an outer part of another suite", "suite", of({ outer: { suite: otherSuite } })],
    [
      "an outer part of another suite and a delivery at fault",
      "suite",
      of({ outer: { suite: otherSuite }, delivery: tooMany }),
    ],
    ["a delivery with a byte behind it", "encoding", of({ trailing: { delivery: zero } })],
    ["a delivery with a member too many", "delivery", of({ delivery: tooMany })],
    ["a delivery and an inner part at fault", "delivery", of({ delivery: tooMany, inner: tooMany })],
    ["an inner part with a byte behind it", "encoding", of({ trailing: { inner: zero } })],
    ["an inner part without k", "inner", of({ inner: { k: undefined } })],
  ];
}

function chosen(open: Choice["open"], reporter: Choice["reporter"] = { kind: "named" }): Choice {
  return { open, reporter };
}

function rest(evidence: Uint8Array, choice: Choice) {
  const usual = make().evidence;
  const kept = equalBytes(evidence, usual) ? {} : { evidence: beside(usual, evidence) };
  return { origin: `${page}, disclose`, role: "disclose", input: { ...kept, choice } } as const;
}
