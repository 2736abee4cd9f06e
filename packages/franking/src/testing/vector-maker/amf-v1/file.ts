import { hex } from "../../../bytes.ts";
import type { VectorsFile } from "../../vectors.ts";
import { about } from "../vectors-file.ts";
import { discloseCases } from "./disclose-cases.ts";
import { make, suite } from "./draft.ts";
import { judgeCases, usualModerator } from "./judge-cases.ts";
import { periodForms } from "./periods.ts";
import { receiveCases, usualChannel, usualRecipient } from "./receive-cases.ts";
import { frankCases, stampCases } from "./sender-cases.ts";

/** The scheme's `vectors.json`, from its README. */
export function amfFile(): VectorsFile {
  const { delivery, inner, item, outer } = make();
  return {
    scheme: suite,
    about,
    periods: periodForms(),
    unlessSaid: {
      arrival: { outer: hex(outer), inner: hex(inner), delivery: hex(delivery) },
      ...{ evidence: hex(item), item: hex(item), channel: usualChannel },
      ...{ recipient: usualRecipient(), moderator: usualModerator() },
    },
    cases: [...frankCases(), ...stampCases(), ...receiveCases(), ...discloseCases(), ...judgeCases()],
  };
}
