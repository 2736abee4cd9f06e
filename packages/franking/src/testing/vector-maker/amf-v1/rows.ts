import { hex } from "../../../bytes.ts";
import type { RefusalCode } from "../../../errors.ts";
import type { AccountKeysForm, ModeratorForm, RecipientForm, SenderForm } from "../../parties.ts";
import type { ChannelForm } from "../../vectors.ts";
import { type Account, type DraftChanges, page, pairs } from "./draft.ts";

/** Where a case differs from the first vector, received by b2. */
export interface ReceiveChanges {
  readonly draft?: DraftChanges;
  readonly bytes?: Partial<Record<"outer" | "inner" | "delivery", Uint8Array>>;
  readonly channel?: Partial<ChannelForm>;
  readonly recipient?: Partial<RecipientForm>;
  readonly warnings?: readonly string[];
}

/** Where a case differs from the first vector, reported by b2. */
export interface JudgeChanges {
  readonly draft?: DraftChanges;
  /** In place of the item. */
  readonly encoded?: Uint8Array;
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

type SelfForm = NonNullable<SenderForm["self"]>;

export function selfOf(account: Account): SelfForm {
  const { publicKey, secretKey } = pairs[account];
  return { secretKey: hex(secretKey), publicKey: hex(publicKey) };
}

/** The directory, but for what is changed. */
export function directory(
  changes: Readonly<Partial<Record<Account, Uint8Array | null>>> = {},
): AccountKeysForm {
  const entries = (["a1", "b2", "c3"] as const).map((account) => {
    const { [account]: own = pairs[account].publicKey } = changes;
    return [account, own] as const;
  });
  return Object.fromEntries(entries.flatMap(([account, key]) => (key === null ? [] : [[account, hex(key)]])));
}
