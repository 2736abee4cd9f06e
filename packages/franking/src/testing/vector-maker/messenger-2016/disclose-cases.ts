import { concat, equalBytes, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { DiscloseInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { bytes } from "../periods.ts";
import { quote, withAttachment } from "../positive-messages.ts";
import { type DraftChanges, make, type Open, page } from "./draft.ts";

type Choice = DiscloseInput["choice"];

const secret = { key: bytes(0x11, 16), seed: bytes(0x12, 32), locator: "blobs/1" };

const shown: readonly (readonly [name: string, draft: DraftChanges, open: Open])[] = [
  ["a whole message is opened under the reporter's name", {}, "all"],
  ["a quote is opened whole", { fields: quote }, "all"],
  ["an attachment is opened without its secrets", { fields: withAttachment, secrets: [secret] }, "all"],
  ["a message is withheld", {}, "withheld"],
  ["a message with a broken inner part is withheld", { inner: { more: 1 } }, "withheld"],
];

export function discloseCases(): VectorCase[] {
  const opened = shown.map(([name, draft, open]): VectorCase => {
    const made = make(draft);
    return { name, ...rest(made.evidence, chosen(open)), expects: hex(made.item(open)) };
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
    ["a withheld message of an anonymous reporter", code, evidence, chosen("withheld", anonymous)],
    ["a part of a message", code, evidence, some],
    ["every part of a message by its name", code, evidence, chosen({ paths: ["sentAt", "text"] })],
    ["a part of broken evidence", code, broken, some],
    ["broken evidence of an anonymous reporter", code, broken, chosen("all", anonymous)],
  ];
}

function evidenceFaults(): Row[] {
  const { evidence, inner, outer } = make();
  const of = (draft: DraftChanges) => make(draft).evidence;
  const tooMany = { more: 1 };
  return [
    ["evidence with a byte behind it", "encoding", concat(evidence, zero)],
    ["evidence without delivery", "item", encode({ outer, inner })],
    ["a delivery with a byte behind it", "encoding", of({ trailing: { delivery: zero } })],
    ["a delivery with a member too many", "delivery", of({ delivery: tooMany })],
    ["a delivery and an inner part at fault", "delivery", of({ delivery: tooMany, inner: tooMany })],
    ["an inner part with a byte behind it", "encoding", of({ trailing: { inner: zero } })],
    ["an inner part without NF", "inner", of({ inner: { nf: undefined } })],
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
