import type { RefusalCode } from "../../../errors.ts";
import type { ModeratorForm, RecipientForm } from "../../parties.ts";
import type { ChannelForm } from "../../vectors.ts";
import type { Changes } from "../draft-form.ts";
import { type DraftChanges, type Open, page } from "./draft.ts";

/** Where a case differs from the first vector, received by b2. */
export interface ReceiveChanges {
  readonly draft?: DraftChanges;
  readonly bytes?: { readonly outer?: Uint8Array; readonly inner?: Uint8Array };
  readonly channel?: Partial<ChannelForm>;
  readonly recipient?: Partial<RecipientForm>;
  readonly warnings?: readonly string[];
}

/** Where a case differs from the first vector, opened by b2 under her name. */
export interface JudgeChanges {
  readonly draft?: DraftChanges;
  readonly open?: Open;
  /** Of the item's members. */
  readonly item?: Changes;
  /** In place of the item, or behind it. */
  readonly encoded?: Uint8Array;
  readonly trailing?: Uint8Array;
  readonly moderator?: Partial<ModeratorForm>;
}

export type Row<Of> = readonly [name: string, code: RefusalCode, changes: Of];
export type ReceiveRow = Row<ReceiveChanges>;
export type JudgeRow = Row<JudgeChanges>;

export interface Fault<Of> {
  readonly name: string;
  readonly code: RefusalCode;
  readonly origin: string;
  readonly changes: Of;
}

/** The rows of a role's steps, each with its place on the page. */
export function faultsOf<Of>(
  role: "receive" | "judge",
  steps: readonly (readonly [place: string, rows: readonly Row<Of>[]])[],
): Fault<Of>[] {
  return steps.flatMap(([place, rows]) =>
    rows.map(([name, code, changes]) => ({ name, code, changes, origin: `${page}, ${role}, ${place}` })),
  );
}
