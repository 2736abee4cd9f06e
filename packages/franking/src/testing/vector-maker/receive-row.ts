import type { RefusalCode } from "../../errors.ts";
import type { RecipientForm } from "../parties.ts";
import type { ChannelForm } from "../vectors.ts";
import type { DraftChanges } from "./draft-form.ts";

/** Where a case differs from the first vector, received by b2. */
export interface ReceiveChanges {
  readonly draft?: DraftChanges;
  readonly bytes?: { readonly outer?: Uint8Array };
  readonly channel?: Partial<ChannelForm>;
  readonly recipient?: Partial<RecipientForm>;
  readonly warnings?: readonly string[];
}

export type ReceiveRow = readonly [name: string, code: RefusalCode, changes: ReceiveChanges];
