import { hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { AcceptedForm, RecipientForm } from "../../parties.ts";
import type { ChannelForm } from "../../vectors.ts";
import { device } from "../draft.ts";
import { malformedShapes } from "../malformed.ts";
import { bytes } from "../periods.ts";
import type { AnyField } from "../suite.ts";
import { type DraftChanges, firstContext } from "./draft.ts";

/** Where a case differs from the first vector, received by b2. */
export interface ReceiveChanges {
  readonly draft?: DraftChanges;
  readonly outer?: Uint8Array;
  readonly delivery?: Uint8Array;
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

export const at = (acceptedAt: number): DraftChanges => ({ context: { ...firstContext, acceptedAt } });

export const uris = (key: 1 | 2, value: unknown): DraftChanges => ({ extensions: new Map([[key, value]]) });
export const otherRoom = `mimi://relay.example/r/${"13".repeat(16)}`;

/** Whether a message can be written: a text stands behind all else, once, as text. */
export function travels(fields: readonly AnyField[]): boolean {
  return fields.every(
    ([path, value], i) => path !== "text" || (i === fields.length - 1 && value === "hello"),
  );
}

export const shapes = malformedShapes.filter(({ made }) => travels(made));
