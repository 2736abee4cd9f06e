import type { RefusalCode } from "../../../errors.ts";
import type { ModeratorForm } from "../../parties.ts";
import type { Changes } from "../draft-form.ts";
import type { DraftChanges } from "./draft.ts";

export type Kind = "message" | "withheld";

/** Where a case differs from the first vector, opened whole by b2 under her name. */
export interface JudgeChanges {
  readonly draft?: DraftChanges;
  readonly kind?: Kind;
  /** Of the item's members. */
  readonly item?: Changes;
  /** In place of the item, or behind it. */
  readonly encoded?: Uint8Array;
  readonly trailing?: Uint8Array;
  readonly moderator?: Partial<ModeratorForm>;
}

export type JudgeRow = readonly [name: string, code: RefusalCode, changes: JudgeChanges];
