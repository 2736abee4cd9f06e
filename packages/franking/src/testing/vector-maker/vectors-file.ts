import { hex } from "../../bytes.ts";
import type { VectorsFile } from "../vectors.ts";
import { discloseCases, usualEvidence } from "./disclose-cases.ts";
import { judgeCases, usualItem, usualModerator } from "./judge-cases.ts";
import { periodForms } from "./periods.ts";
import { receiveCases, usualArrival, usualChannel, usualRecipient } from "./receive-cases.ts";
import { frankCases, stampCases } from "./sender-cases.ts";
import type { Suite } from "./stamped-suite.ts";

/** How every file of vectors is read. */
export const about =
  "Bytes are hexadecimal; {repeat, times} stands for a run, {same} for what unlessSaid has in this place. " +
  "A case expects what its role returns, or the code with which it refuses. See docs/spec/vectors.md.";

function vectorsFile(suite: Suite): VectorsFile {
  const { outer, inner, delivery } = usualArrival(suite);
  return {
    scheme: suite.id,
    about,
    periods: periodForms(),
    unlessSaid: {
      arrival: { outer: hex(outer), inner: hex(inner), delivery: hex(delivery) },
      evidence: hex(usualEvidence(suite)),
      item: hex(usualItem(suite)),
      channel: usualChannel(suite),
      recipient: usualRecipient,
      moderator: usualModerator,
    },
    cases: [
      ...frankCases(suite),
      ...stampCases(suite),
      ...receiveCases(suite),
      ...discloseCases(suite),
      ...judgeCases(suite),
    ],
  };
}

export function vectorsText(suite: Suite): string {
  return textOf(vectorsFile(suite));
}

/** One line a case, so that a changed case is a changed line. */
export function textOf({ cases, ...head }: VectorsFile): string {
  const opening = JSON.stringify(head, null, 2).replace(/\n\}$/u, "");
  return `${opening},\n  "cases": [\n${cases.map((it) => `    ${JSON.stringify(it)}`).join(",\n")}\n  ]\n}\n`;
}
