import type { RefusalCode } from "../../errors.ts";
import type { ModeratorForm } from "../parties.ts";
import type { Changes, DraftChanges, Open, ReporterKind } from "./draft-form.ts";

/** Where a case differs from the first vector, opened whole by b2 under her name. */
export interface JudgeChanges {
  readonly draft?: DraftChanges;
  readonly open?: Open;
  readonly kind?: ReporterKind;
  /** Of the item's members. */
  readonly item?: Changes;
  /** In place of the item, or behind it. */
  readonly encoded?: Uint8Array;
  readonly trailing?: Uint8Array;
  readonly moderator?: Partial<ModeratorForm>;
}

export type JudgeRow = readonly [name: string, code: RefusalCode, changes: JudgeChanges];
