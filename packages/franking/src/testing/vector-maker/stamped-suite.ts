import type { Changes, Positive } from "./draft-form.ts";
import type { JudgeRow } from "./judge-row.ts";
import type { ReceiveRow } from "./receive-row.ts";
import type { AnyField } from "./suite.ts";

/** What a suite of the stamped family has of its own, from its page and not from the code that is under test. */
export interface Suite {
  readonly id: string;
  /** The page that says how it commits. */
  readonly page: string;
  /** The name of a suite that is not this one. */
  readonly other: string;
  readonly partialReveal: boolean;
  /** Whether a commitment is checked before the shape of fields, because they come out of it. */
  readonly encrypts: boolean;
  /** What the source of randomness gives the first vector. */
  readonly random: Uint8Array;
  commit(header: unknown, fields: readonly AnyField[], random: Uint8Array): Committed;
  /** Good messages that only this suite treats apart. */
  readonly positives?: readonly Positive[];
  /** Inner parts, well stamped, that are none or do not lead to the commitment. */
  readonly innerFaults: readonly ReceiveRow[];
  readonly commitmentFaults: readonly ReceiveRow[];
  /** Openings, well stamped, that are none or do not lead to the commitment. */
  readonly openingFaults: readonly JudgeRow[];
}

export interface Committed {
  readonly commitment: Uint8Array;
  /** What it is computed from and over, by the names of the page. */
  readonly values: Readonly<Record<string, Uint8Array>>;
  /** The members of the inner part beside `header` and `secrets`. */
  readonly inner: Changes;
  /** The member of an opening that is a key, and some of the fields or all. */
  readonly opensWith: Readonly<Record<string, Uint8Array>>;
  openPart(indexes: readonly number[]): object;
}
