import type { RefusalCode } from "../../../errors.ts";
import type { ModeratorForm } from "../../parties.ts";
import type { Changes } from "../draft-form.ts";
import { type DraftChanges, firstContext } from "./draft.ts";
import type { PeriodName } from "./periods.ts";

/** Where a case differs from the first vector, opened by b2 under her name. */
export interface JudgeChanges {
  readonly draft?: DraftChanges;
  /** Joined to `{keyId, message}`. */
  readonly item?: Changes;
  /** In place of the item. */
  readonly encoded?: Uint8Array;
  readonly moderator?: Partial<ModeratorForm>;
}

export type JudgeRow = readonly [name: string, code: RefusalCode, changes: JudgeChanges];

export const uris = (key: 1 | 2, value: unknown): DraftChanges => ({ extensions: new Map([[key, value]]) });
export const namedRelay = (relay: string) => new Map<number, unknown>([[1, `mimi://${relay}/u/a1`]]);

export function ofPeriod(period: PeriodName): JudgeChanges {
  return { draft: { period }, moderator: { periods: [period] } };
}

export const at = (acceptedAt: number): DraftChanges => ({ context: { ...firstContext, acceptedAt } });

export const elsewhere: Partial<ModeratorForm> = {
  reporter: { kind: "named", relay: "other-relay.example", account: "b2" },
};
