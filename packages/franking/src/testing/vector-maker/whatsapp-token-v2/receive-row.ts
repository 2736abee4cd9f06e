import type { RefusalCode } from "../../../errors.ts";
import type { Field } from "../../../message.ts";
import type { RecipientForm } from "../../parties.ts";
import type { ChannelForm } from "../../vectors.ts";
import type { DraftChanges } from "./draft.ts";

/** Where a case differs from the first vector, received by b2. */
export interface ReceiveChanges {
  readonly draft?: DraftChanges;
  readonly outer?: Uint8Array;
  readonly channel?: Partial<ChannelForm>;
  readonly recipient?: Partial<RecipientForm>;
  readonly warnings?: readonly string[];
  /** What is shown, where it is not what the draft says. */
  readonly fields?: readonly Field[];
}

export type ReceiveRow = readonly [name: string, code: RefusalCode, changes: ReceiveChanges];
