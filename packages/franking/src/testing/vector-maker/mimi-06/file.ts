import { hex } from "../../../bytes.ts";
import type { VectorsFile } from "../../vectors.ts";
import { conversation } from "../draft.ts";
import { discloseCases } from "./disclose-cases.ts";
import { id, make } from "./draft.ts";
import { judgeCases, usualModerator } from "./judge-cases.ts";
import { ownPeriodForms } from "./periods.ts";
import { receiveCases, usualRecipient } from "./receive-cases.ts";
import { frankCases, stampCases } from "./sender-cases.ts";

/** The vectors of mimi-06, from its README and not from its code. */
export function mimiFile(): VectorsFile {
  const { content, delivery, evidence, item, outer } = make();
  return {
    scheme: id,
    about:
      "Bytes are hexadecimal; {repeat, times} stands for a run, {same} for what unlessSaid has in this place. " +
      "A case expects what its role returns, or the code with which it refuses. See docs/spec/vectors.md.",
    periods: ownPeriodForms(),
    unlessSaid: {
      arrival: { outer: hex(outer), inner: hex(content), delivery: hex(delivery) },
      ...{ evidence: hex(evidence), item: hex(item) },
      channel: { suite: id, conversation: hex(conversation), epoch: 1, sender: "a1" },
      ...{ recipient: usualRecipient, moderator: usualModerator },
    },
    cases: [...frankCases(), ...stampCases(), ...receiveCases(), ...discloseCases(), ...judgeCases()],
  };
}
