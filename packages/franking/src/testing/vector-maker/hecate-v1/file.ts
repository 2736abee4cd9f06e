import { hex } from "../../../bytes.ts";
import type { VectorsFile } from "../../vectors.ts";
import { conversation } from "../draft.ts";
import { about } from "../vectors-file.ts";
import { discloseCases } from "./disclose-cases.ts";
import { id, make } from "./draft.ts";
import { judgeCases, usualModerator } from "./judge-cases.ts";
import { ownPeriodForms } from "./periods.ts";
import { receiveCases } from "./receive-cases.ts";
import { usualRecipient } from "./receive-row.ts";
import { frankCases, stampCases } from "./sender-cases.ts";

/** The vectors of hecate-v1, from its README and not from its code. */
export function hecateFile(): VectorsFile {
  const { delivery, evidence, inner, item, outer } = make();
  return {
    ...{ scheme: id, about, periods: ownPeriodForms() },
    unlessSaid: {
      arrival: { outer: hex(outer), inner: hex(inner), delivery: hex(delivery) },
      ...{ evidence: hex(evidence), item: hex(item) },
      channel: { suite: id, conversation: hex(conversation), epoch: 1, sender: "a1" },
      ...{ recipient: usualRecipient, moderator: usualModerator },
    },
    cases: [...frankCases(), ...stampCases(), ...receiveCases(), ...discloseCases(), ...judgeCases()],
  };
}
