import { concat, equalBytes, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { BytesForm } from "../../json-forms.ts";
import type { DiscloseInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { noon } from "../periods.ts";
import { forwarded, quote, withAttachment } from "../positive-messages.ts";
import { type DraftChanges, make } from "./draft.ts";
import { itemOf } from "./judge-cases.ts";

const page = "schemes/whatsapp-token-v2/README.md, Evidence and item";

type Open = DiscloseInput["choice"]["open"];
type Reporter = DiscloseInput["choice"]["reporter"];
const named: Reporter = { kind: "named" };
const anonymous: Reporter = { kind: "anonymous", account: "b2" };

const rows: readonly (readonly [string, DraftChanges, Open, Reporter])[] = [
  ["a whole message is opened under the reporter's name", {}, "all", named],
  ["a whole message is opened without the reporter's name", {}, "all", anonymous],
  ["a message of which every path is named is opened", {}, { paths: ["text", "sentAt"] }, named],
  ["a quote is opened", { fields: quote }, "all", named],
  ["a forward is opened", { fields: forwarded }, "all", named],
  ["an attachment is opened without its secrets", { fields: withAttachment }, "all", named],
  ["a message without a token is opened as withheld", { fields: [["sentAt", noon]] }, "all", named],
  ["a message is withheld", {}, "withheld", named],
  ["a message is withheld by an anonymous reporter", {}, "withheld", anonymous],
];

export function discloseCases(): VectorCase[] {
  const disclosed = rows.map(([name, draft, open, reporter]): VectorCase => {
    const made = make(draft);
    const isWithheld = open === "withheld" || made.token === null;
    return {
      ...{ name, origin: page, role: "disclose" },
      input: { ...differing(made.evidence), choice: { open, reporter } },
      expects: hex(itemOf(made, isWithheld ? "withheld" : "message")),
    };
  });
  return [...disclosed, ...refusals()];
}

function differing(evidence: Uint8Array): { evidence?: BytesForm } {
  const usual = make().evidence;
  return equalBytes(evidence, usual) ? {} : { evidence: beside(usual, evidence) };
}

function refusals(): VectorCase[] {
  const { delivery, evidence, inner, outer } = make();
  const brokenMessage = make({ inner: { message: Uint8Array.of(0xff) } }).evidence;
  const unreported = make({ fields: [["sentAt", noon]] }).evidence;
  const shown = (...paths: string[]): Open => ({ paths });
  const faults: readonly (readonly [string, string, Uint8Array, Open])[] = [
    ["a field that the message has not is", "not-disclosable", evidence, shown("sentAt", "text", "reaction")],
    ["a part of what is covered is", "not-disclosable", evidence, shown("text")],
    ["no field is", "not-disclosable", evidence, shown()],
    [
      "a field that the message has not, of one without a token, is",
      "not-disclosable",
      unreported,
      shown("text"),
    ],
    ["evidence with a byte behind it is", "encoding", concat(evidence, Uint8Array.of(0)), "all"],
    ["evidence without delivery is", "item", encode({ outer, inner }), "all"],
    ["evidence of a broken outer part is", "outer", encode({ outer: delivery, inner, delivery }), "withheld"],
    ["evidence of another suite is", "suite", make({ outer: { suite: "merkle-v1" } }).evidence, "withheld"],
    ["evidence of a broken delivery is", "delivery", encode({ outer, inner, delivery: outer }), "withheld"],
    ["evidence of a broken inner part is", "inner", encode({ outer, inner: outer, delivery }), "all"],
    ["evidence of a broken message is", "encoding", brokenMessage, "all"],
  ];
  return faults.map(([name, code, kept, open]) => ({
    ...{ name: `${name} not opened`, origin: page, role: "disclose" },
    input: { ...differing(kept), choice: { open, reporter: named } },
    expects: { refused: code },
  }));
}
