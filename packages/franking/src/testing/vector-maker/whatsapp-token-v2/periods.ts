import type { PeriodForm } from "../../parties.ts";
import {
  firstRecord,
  formOfForeign,
  formOfPeriod,
  type MadePeriod,
  periodNamed,
  periodOf,
} from "../periods.ts";

const alg = "whatsapp-token-v2";
const own = {
  "the day": { ...firstRecord, alg },
  "another relay's": { ...firstRecord, alg, relay: "other-relay.example" },
  "another moderation's": { ...firstRecord, alg, moderation: "other-mod.example" },
};
const foreign = ["another algorithm's", "another pair's"] as const;

export type PeriodName = keyof typeof own | (typeof foreign)[number];

/** The periods of the other suites, of this algorithm where theirs have their own. */
export function ownPeriod(name: PeriodName): MadePeriod {
  return name === "another algorithm's" || name === "another pair's"
    ? periodNamed(name)
    : periodOf(own[name]);
}

export function ownPeriodForms(): Record<string, PeriodForm> {
  return Object.fromEntries([
    ...Object.entries(own).map(([name, record]) => [name, formOfPeriod(record)]),
    ...foreign.map((name) => [name, formOfForeign(periodNamed(name).record)]),
  ]);
}
