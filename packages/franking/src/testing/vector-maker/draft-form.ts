import type { PeriodName } from "./periods.ts";
import type { AnyField } from "./suite.ts";

export type Changes = Readonly<Record<string, unknown>>;

/** Everything that a message and its stamp say. Starts as the first vector; a case changes what it is about. */
export interface Draft {
  readonly header: Changes;
  readonly fields: readonly AnyField[];
  readonly secrets: readonly unknown[];
  /** Joined to `{suite, commitment}`, the suite's inner part and `{context, stamp, addressed, blind}`. */
  readonly outer: Changes;
  readonly inner: Changes;
  readonly delivery: Changes;
  readonly context: Changes;
  readonly period: PeriodName;
  /** Whom the delivery is addressed to. */
  readonly recipient: { readonly relay: string; readonly account: string };
  /** Null where the relay derives it. */
  readonly blind: Uint8Array | null;
  /** Follows each encoding, for cases of bytes that are not canonical. */
  readonly trailing: {
    readonly outer?: Uint8Array;
    readonly inner?: Uint8Array;
    readonly delivery?: Uint8Array;
  };
}

export type DraftChanges = Partial<Draft>;

export interface Positive {
  /** A case of "frank" is enough: nothing else treats it apart. */
  readonly frankOnly?: true;
  readonly name: string;
  readonly draft: DraftChanges;
}

export type Open = "all" | "withheld" | readonly number[];
export type ReporterKind = "named" | "anonymous";
