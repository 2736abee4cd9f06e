import { concat, equalBytes, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { DiscloseInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { bytes } from "../periods.ts";
import { quote, withAttachment } from "../positive-messages.ts";
import { spoiled } from "../suite.ts";
import { type DraftChanges, make, type Open, otherSuite, page } from "./draft.ts";

type Choice = DiscloseInput["choice"];

const secret = { key: bytes(0x11, 16), seed: bytes(0x12, 32), locator: "blobs/1" };
const anonymous = { kind: "anonymous", account: "b2" } as const;

const shown: readonly (readonly [
  name: string,
  draft: DraftChanges,
  open: Open,
  reporter?: Choice["reporter"],
])[] = [
  ["a whole message is opened under the reporter's name", {}, "all"],
  ["a whole message is opened without a name", {}, "all", anonymous],
  ["a quote is opened whole", { fields: quote }, "all"],
  ["an attachment is opened without its secrets", { fields: withAttachment, secrets: [secret] }, "all"],
  ["a message is withheld", {}, "withheld"],
  ["a message is withheld without a name", {}, "withheld", anonymous],
  ["a message with a broken inner part is withheld", { inner: { more: 1 } }, "withheld"],
];

export function discloseCases(): VectorCase[] {
  const opened = shown.map(([name, draft, open, reporter]): VectorCase => {
    const made = make(draft);
    return { name, ...rest(made.evidence, chosen(open, reporter)), expects: hex(made.item(open)) };
  });
  const refused = [...choiceFaults(), ...evidenceFaults(), ...orderFaults()].map(
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
const of = (draft: DraftChanges) => make(draft).evidence;

function choiceFaults(): Row[] {
  const { evidence } = make();
  const some = chosen({ paths: ["text"] });
  const code = "not-disclosable";
  return [
    ["a part of a message", code, evidence, some],
    ["every part of a message by its name", code, evidence, chosen({ paths: ["sentAt", "text"] })],
    ["a part of broken evidence", code, concat(evidence, zero), some],
  ];
}

function evidenceFaults(): Row[] {
  const { evidence, inner, masked, outer, share } = make();
  const { h: _, ...withoutH } = share;
  const unlike = spoiled(masked);
  return [
    ["evidence with a byte behind it", "encoding", concat(evidence, zero)],
    ["evidence without delivery", "item", encode({ outer, inner })],
    ["an outer part with a byte behind it", "encoding", of({ trailing: { outer: zero } })],
    ["an outer part without h", "outer", encode({ ...partsOf(make()), outer: encode(withoutH) })],
    ["an outer part of another suite", "suite", of({ outer: { suite: otherSuite } })],
    ["a delivery with a byte behind it", "encoding", of({ trailing: { delivery: zero } })],
    ["a delivery with a member too many", "delivery", of({ delivery: { more: 1 } })],
    ["a mask with one bit turned", "stamp", of({ delivery: { masked: unlike } })],
    ["a context with a byte behind it", "encoding", of({ trailing: { context: zero } })],
    ["a context with a member too many", "delivery", of({ context: { seq: 7 } })],
    ["an inner part with a byte behind it", "encoding", of({ trailing: { inner: zero } })],
    ["an inner part without K", "inner", of({ inner: { key: undefined } })],
    ["an inner part of which the shares do not join", "commitment", of({ inner: { key: bytes(0x24, 16) } })],
  ];
}

function orderFaults(): Row[] {
  const masked = spoiled(make().masked);
  const tooMany = { more: 1 };
  const at = (first: RefusalCode, second: RefusalCode, draft: DraftChanges): Row => [
    `evidence at fault in "${first}" and in "${second}"`,
    first,
    of(draft),
  ];
  return [
    at("suite", "delivery", { outer: { suite: otherSuite }, delivery: tooMany }),
    at("delivery", "stamp", { delivery: { more: 1, masked } }),
    at("stamp", "inner", { delivery: { masked }, inner: tooMany }),
    at("delivery", "inner", { context: tooMany, inner: tooMany }),
    at("inner", "commitment", { inner: { more: 1, key: bytes(0x24, 16) } }),
  ];
}

function partsOf({ delivery, inner, outer }: ReturnType<typeof make>) {
  return { delivery, inner, outer };
}

function chosen(open: Choice["open"], reporter: Choice["reporter"] = { kind: "named" }): Choice {
  return { open, reporter };
}

function rest(evidence: Uint8Array, choice: Choice) {
  const usual = make().evidence;
  const kept = equalBytes(evidence, usual) ? {} : { evidence: beside(usual, evidence) };
  return { origin: `${page}, disclose`, role: "disclose", input: { ...kept, choice } } as const;
}
