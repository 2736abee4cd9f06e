import type { PeriodForm } from "../../parties.ts";
import { firstRecord, formOfForeign, formOfPeriod, type MadePeriod, periodOf } from "../periods.ts";

const record = { ...firstRecord, alg: "shared-v1" };

const otherNames = { relay: "other-relay.example", moderation: "other-mod.example" };

const records = {
  "the day": record,
  "another relay's": { ...record, relay: otherNames.relay },
  "another moderation's": { ...record, moderation: otherNames.moderation },
  "another algorithm's": firstRecord,
  "another pair's": { ...firstRecord, ...otherNames },
};

export type PeriodName = keyof typeof records;

export function periodNamed(name: PeriodName): MadePeriod {
  return periodOf(records[name]);
}

export function periodForms(): Record<PeriodName, PeriodForm> {
  return {
    "the day": formOfPeriod(records["the day"]),
    "another relay's": formOfPeriod(records["another relay's"]),
    "another moderation's": formOfPeriod(records["another moderation's"]),
    "another algorithm's": formOfForeign(records["another algorithm's"]),
    "another pair's": formOfForeign(records["another pair's"]),
  };
}
