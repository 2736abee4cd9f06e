import { concat, equalBytes, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { DiscloseInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { mostFields, quote, withAttachment } from "../positive-messages.ts";
import { type DraftChanges, make } from "./draft.ts";
import { forwarding, forwardingOf } from "./forwards.ts";

type Open = DiscloseInput["choice"]["open"];
type Reporter = DiscloseInput["choice"]["reporter"];
const named: Reporter = { kind: "named" };
const anonymous: Reporter = { kind: "anonymous", account: "b2" };
const page = "schemes/hecate-v1/README.md, disclose";

const rows: readonly (readonly [string, DraftChanges, Open, Reporter])[] = [
  ["a whole message is opened under the reporter's name", {}, "all", named],
  ["a whole message is opened without the reporter's name", {}, "all", anonymous],
  ["a message of which every path is named is opened", {}, { paths: ["text", "sentAt"] }, named],
  ["a quote is opened", { fields: quote }, "all", named],
  ["an attachment is opened", { fields: withAttachment }, "all", named],
  ["a forward is opened as its source's", forwarding, "all", named],
  [
    "a forward of which every path is named is opened as its source's",
    forwarding,
    { paths: ["forwarded", "sentAt", "text"] },
    named,
  ],
];

export function discloseCases(): VectorCase[] {
  const disclosed = rows.map(([name, draft, open, reporter]): VectorCase => {
    const { evidence, proof } = make(draft);
    return {
      ...{ name, origin: page, role: "disclose" },
      input: { ...differing(evidence), choice: { open, reporter } },
      expects: hex(encode(proof)),
    };
  });
  return [...disclosed, ...refusals()];
}

function differing(evidence: Uint8Array): Pick<DiscloseInput, "evidence"> {
  const usual = make().evidence;
  return equalBytes(evidence, usual) ? {} : { evidence: beside(usual, evidence) };
}

function refusals(): VectorCase[] {
  const { delivery, evidence, inner, outer } = make();
  const of = (draft: DraftChanges) => make(draft).evidence;
  const shown = (...paths: string[]): Open => ({ paths });
  const faults: readonly (readonly [string, string, Uint8Array, Open])[] = [
    ["a message is not withheld", "not-disclosable", evidence, "withheld"],
    ["evidence that cannot be read is not withheld", "not-disclosable", Uint8Array.of(0xff), "withheld"],
    ["a part of a message is not opened", "not-disclosable", evidence, shown("text")],
    ["a part of a forward is not opened", "not-disclosable", of(forwarding), shown("sentAt", "text")],
    ["no field is not opened", "not-disclosable", evidence, shown()],
    [
      "a field that the message has not is not opened",
      "not-disclosable",
      evidence,
      shown("sentAt", "text", "reaction"),
    ],
    ["evidence with a byte behind it is not opened", "encoding", concat(evidence, Uint8Array.of(0)), "all"],
    ["evidence without delivery is not opened", "item", encode({ outer, inner }), "all"],
    ["evidence of a broken inner part is not opened", "inner", of({ inner: { more: 1 } }), "all"],
    ["evidence of another suite's is not opened", "suite", of({ outer: { suite: "merkle-v1" } }), "all"],
    [
      "evidence of a broken outer part is not opened",
      "outer",
      encode({ outer: encode({}), inner, delivery }),
      "all",
    ],
    [
      "evidence of a broken delivery is not opened",
      "delivery",
      encode({ outer, inner, delivery: encode({}) }),
      "all",
    ],
    ["a forward of 128 fields is not opened", "inner", of(forwardingOf({ fields: mostFields })), "all"],
  ];
  return faults.map(([name, code, given, open]) => ({
    ...{ name, origin: page, role: "disclose" },
    input: { ...differing(given), choice: { open, reporter: named } },
    expects: { refused: code },
  }));
}
