import { concat, equalBytes, hex } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import type { BytesForm } from "../json-forms.ts";
import type { DiscloseInput, VectorCase } from "../vectors.ts";
import { beside } from "./beside.ts";
import { type Made, make } from "./draft.ts";
import type { DraftChanges, Open, ReporterKind } from "./draft-form.ts";
import { itemOf } from "./item.ts";
import { quote, withAttachment } from "./positive-messages.ts";
import type { Suite } from "./stamped-suite.ts";

type Row = readonly [name: string, draft: DraftChanges, open: Open, reporter: ReporterKind];

export function discloseCases(suite: Suite): VectorCase[] {
  const partial = suite.partialReveal ? partialRows : [];
  return [...wholeRows, ...partial].map((row) => disclosed(suite, row)).concat(refusals(suite));
}

const wholeRows: readonly Row[] = [
  ["a whole message is opened under the reporter's name", {}, "all", "named"],
  ["a whole message is opened without the reporter's name", {}, "all", "anonymous"],
  ["a quote is opened whole", { fields: quote }, "all", "named"],
  ["an attachment is opened without its secrets", { fields: withAttachment }, "all", "named"],
  ["a message is withheld", {}, "withheld", "named"],
  ["a message is withheld by an anonymous reporter", {}, "withheld", "anonymous"],
];

const partialRows: readonly Row[] = [
  ["one field is opened", {}, [1], "named"],
  ["one field is opened by an anonymous reporter", {}, [0], "anonymous"],
  ["an attachment is opened alone", { fields: withAttachment }, [0, 1, 2, 3], "named"],
];

function disclosed(suite: Suite, [name, draft, open, reporter]: Row): VectorCase {
  const made = make(suite, draft);
  return {
    ...{ name, origin: "docs/spec/item.md", role: "disclose" },
    input: {
      ...differing(made.evidence, suite),
      choice: { open: choiceOf(made, open), reporter: byOf(reporter) },
    },
    expects: hex(itemOf(made, open, reporter)),
  };
}

export function usualEvidence(suite: Suite): Uint8Array {
  return make(suite).evidence;
}

function differing(evidence: Uint8Array, suite: Suite): { evidence?: BytesForm } {
  const usual = usualEvidence(suite);
  return equalBytes(evidence, usual) ? {} : { evidence: beside(usual, evidence) };
}

function choiceOf({ draft }: Made, open: Open): DiscloseInput["choice"]["open"] {
  if (open === "all" || open === "withheld") return open;
  return { paths: draft.fields.map(([path]) => path).filter((_, i) => open.includes(i)) };
}

function byOf(kind: ReporterKind): DiscloseInput["choice"]["reporter"] {
  return kind === "named" ? { kind } : { kind, account: "b2" };
}

function refusals(suite: Suite): VectorCase[] {
  const { evidence, outer, inner, delivery } = make(suite);
  const shown = (paths: readonly string[]) => ({ paths });
  const rows: readonly (readonly [string, string, Uint8Array, DiscloseInput["choice"]["open"]])[] = [
    [
      "a field that the message has not is not opened",
      "not-disclosable",
      evidence,
      shown(["text", "quote/text"]),
    ],
    ["no field is not opened", "not-disclosable", evidence, shown([])],
    ["evidence with a byte behind it is not opened", "encoding", concat(evidence, Uint8Array.of(0)), "all"],
    ["evidence without delivery is not opened", "item", encode({ outer, inner }), "all"],
    [
      "evidence of a broken delivery is not opened",
      "delivery",
      encode({ outer, inner, delivery: outer }),
      "all",
    ],
    [
      "evidence of a broken inner part is not opened",
      "inner",
      encode({ outer, inner: outer, delivery }),
      "all",
    ],
  ];
  const part: typeof rows = suite.partialReveal
    ? []
    : [["a part of a message is not opened", "not-disclosable", evidence, shown(["text"])]];
  return [...rows, ...part].map(([name, code, kept, open]) => ({
    ...{ name, origin: "docs/spec/item.md", role: "disclose" },
    input: { ...differing(kept, suite), choice: { open, reporter: { kind: "named" } } },
    expects: { refused: code },
  }));
}
