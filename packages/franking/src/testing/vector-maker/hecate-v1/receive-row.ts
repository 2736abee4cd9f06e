import { hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { AcceptedForm, RecipientForm } from "../../parties.ts";
import type { ChannelForm } from "../../vectors.ts";
import { device } from "../draft.ts";
import { bytes } from "../periods.ts";
import type { DraftChanges } from "./draft.ts";

/** Where a case differs from the first vector, received by b2. */
export interface ReceiveChanges {
  readonly draft?: DraftChanges;
  /** In place of what is made. */
  readonly bytes?: Partial<Record<"outer" | "inner" | "delivery", Uint8Array>>;
  readonly channel?: Partial<ChannelForm>;
  readonly recipient?: Partial<RecipientForm>;
  readonly warnings?: readonly string[];
}

export type ReceiveRow = readonly [name: string, code: RefusalCode, changes: ReceiveChanges];

/** What b2 has accepted before: a message of another's, and one of a1's. */
export const foreign: AcceptedForm = {
  ...{ seq: 6, commitment: hex(bytes(5, 32)), sender: "c3" },
  ...{ device: hex(bytes(0x14, 8)), n: 0 },
};
export const ownBefore: AcceptedForm = {
  ...{ seq: 5, commitment: hex(bytes(0x15, 32)), sender: "a1" },
  ...{ device: hex(device), n: 0 },
};

export function remembering(...history: readonly AcceptedForm[]): { recipient: Partial<RecipientForm> } {
  return { recipient: { history } };
}

export const usualRecipient: RecipientForm = {
  ...{ account: "b2", relay: "relay.example", moderation: "mod.example", periods: ["the day"] },
  ...{ history: [foreign], now: 1_800_000_000_600, minReportMs: 86_400_000 },
};

/** Everything of this draft, in its own period. */
export function inItsPeriod(draft: DraftChanges): ReceiveChanges {
  const { period } = draft;
  return { draft, ...(period === undefined ? {} : { recipient: { periods: [period] } }) };
}
