import { concat, equalBytes, hex } from "../../../bytes.ts";
import { encode } from "../../../canonical.ts";
import type { BytesForm } from "../../json-forms.ts";
import type { DiscloseInput, VectorCase } from "../../vectors.ts";
import { beside } from "../beside.ts";
import { quote, withAttachment } from "../positive-messages.ts";
import { type DraftChanges, make } from "./draft.ts";

type Open = DiscloseInput["choice"]["open"];
type Reporter = DiscloseInput["choice"]["reporter"];
const named: Reporter = { kind: "named" };
const anonymous: Reporter = { kind: "anonymous", account: "b2" };
const page = "schemes/mimi-06/README.md, disclose";

const rows: readonly (readonly [string, DraftChanges, Open, Reporter])[] = [
  ["a whole message is opened under the reporter's name", {}, "all", named],
  ["a whole message is opened without the reporter's name", {}, "all", anonymous],
  ["a message of which every path is named is opened", {}, { paths: ["text", "sentAt"] }, named],
  ["a quote is opened", { fields: quote }, "all", named],
  ["an attachment is opened", { fields: withAttachment }, "all", named],
];

export function discloseCases(): VectorCase[] {
  const disclosed = rows.map(([name, draft, open, reporter]): VectorCase => {
    const made = make(draft);
    return {
      ...{ name, origin: page, role: "disclose" },
      input: { ...differing(made.evidence), choice: { open, reporter } },
      expects: hex(made.item),
    };
  });
  return [...disclosed, ...refusals()];
}

function differing(evidence: Uint8Array): { evidence?: BytesForm } {
  const usual = make().evidence;
  return equalBytes(evidence, usual) ? {} : { evidence: beside(usual, evidence) };
}

function refusals(): VectorCase[] {
  const { delivery, evidence, content: inner, outer } = make();
  const shown = (...paths: string[]): Open => ({ paths });
  const withContent = (draft: DraftChanges) => make(draft).evidence;
  const faults: readonly (readonly [string, string, Uint8Array, Open])[] = [
    ["a message is not withheld", "not-disclosable", evidence, "withheld"],
    [
      "a field that the message has not is not opened",
      "not-disclosable",
      evidence,
      shown("sentAt", "text", "reaction"),
    ],
    ["a part of a message is not opened", "not-disclosable", evidence, shown("text")],
    ["no field is not opened", "not-disclosable", evidence, shown()],
    ["evidence with a byte behind it is not opened", "encoding", concat(evidence, Uint8Array.of(0)), "all"],
    ["evidence without delivery is not opened", "item", encode({ outer, inner }), "all"],
    [
      "evidence of a broken delivery is not withheld",
      "delivery",
      encode({ outer, inner, delivery: encode({}) }),
      "withheld",
    ],
    [
      "evidence of a broken frank is not opened",
      "encoding",
      withContent({ frank: () => Uint8Array.of(1) }),
      "all",
    ],
    [
      "evidence of a broken content is not withheld",
      "not-disclosable",
      withContent({ body: [1, "", 4] }),
      "withheld",
    ],
    ["evidence of a broken content is not opened", "inner", withContent({ body: [1, "", 4] }), "all"],
    [
      "evidence of a content that is no CBOR is not opened",
      "encoding",
      encode({ outer, inner: Uint8Array.of(0xff), delivery }),
      "all",
    ],
    [
      "evidence of a content that is not ours is not opened",
      "inner",
      withContent({ statement: null }),
      "all",
    ],
  ];
  return faults.map(([name, code, kept, open]) => ({
    ...{ name, origin: page, role: "disclose" },
    input: { ...differing(kept), choice: { open, reporter: named } },
    expects: { refused: code },
  }));
}
