import { concat, equalBytes, hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { DiscloseInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { bytes } from "../periods.ts";
import { quote, withAttachment } from "../positive-messages.ts";
import { type DraftChanges, make, page } from "./draft.ts";

type Choice = DiscloseInput["choice"];

const anonymous = { kind: "anonymous", account: "b2" } as const;
const secret = { key: bytes(0x11, 16), seed: bytes(0x12, 32), locator: "blobs/1" };

const shown: readonly (readonly [name: string, draft: DraftChanges, open: Choice["open"]])[] = [
  ["a whole message is opened", {}, "all"],
  ["a message of which every path is named is opened", {}, { paths: ["text", "sentAt"] }],
  ["a quote is opened", { fields: quote }, "all"],
  ["an attachment is opened without its secrets", { fields: withAttachment, secrets: [secret] }, "all"],
];

type Row = readonly [name: string, code: RefusalCode, evidence: Uint8Array, choice?: Choice];

export function discloseCases(): VectorCase[] {
  const opened = shown.map(([name, draft, open]): VectorCase => {
    const { item } = make(draft);
    return { name, ...rest(item, chosen(open)), expects: hex(item) };
  });
  const refused = faults().map(
    ([name, code, evidence, choice = chosen("all")]): VectorCase => ({
      name: `${name} is not disclosed`,
      ...rest(evidence, choice),
      expects: { refused: code },
    }),
  );
  return [...opened, ...refused];
}

function faults(): Row[] {
  const { item } = make();
  const behind = concat(item, Uint8Array.of(0));
  const code = "not-disclosable";
  const paths = (...named: string[]) => chosen({ paths: named });
  return [
    ["a message without a name", code, item, chosen("all", anonymous)],
    ["a withheld message", code, item, chosen("withheld")],
    ["a withheld message of broken evidence", code, behind, chosen("withheld")],
    ["a message without a name, of broken evidence,", code, behind, chosen("all", anonymous)],
    ["a part of a message", code, item, paths("text")],
    ["no field", code, item, paths()],
    ["a field that the message has not", code, item, paths("sentAt", "text", "reaction")],
    ["evidence with a byte behind it", "encoding", behind],
    ["a part of broken evidence", "encoding", behind, paths("text")],
    ["evidence with a member too many", "item", make({ item: { more: 1 } }).item],
    ["evidence without kf", "item", make({ item: { kf: undefined } }).item],
    ["evidence beyond the limit of an item", "size", make({ item: { more: "a".repeat(140_000) } }).item],
  ];
}

function chosen(open: Choice["open"], reporter: Choice["reporter"] = { kind: "named" }): Choice {
  return { open, reporter };
}

function rest(evidence: Uint8Array, choice: Choice) {
  const usual = make().item;
  const kept = equalBytes(evidence, usual) ? {} : { evidence: beside(usual, evidence) };
  return { origin: `${page}, disclose`, role: "disclose", input: { ...kept, choice } } as const;
}
