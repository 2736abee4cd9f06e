import { firstHeader, merged } from "../draft.ts";
import { positives } from "../positive-messages.ts";
import type { AnyField } from "../suite.ts";
import { type DraftChanges, make } from "./draft.ts";

export interface Said {
  readonly name: string;
  readonly draft: DraftChanges;
  /** A case of "frank" is enough. */
  readonly frankOnly: boolean;
}

/** Good messages that differ from the first vector in what they say. */
export const said: readonly Said[] = positives.map(
  ({ draft: { fields, header }, frankOnly = false, name }) => ({
    ...{ name, frankOnly },
    draft: { ...(fields === undefined ? {} : { fields }), ...(header === undefined ? {} : { header }) },
  }),
);

/** What a draft says, without making it: it may be what cannot be committed to. */
export function asSaid({ fields, header = {} }: DraftChanges): {
  header: object;
  fields: readonly AnyField[];
} {
  return { header: merged(firstHeader, header), fields: fields ?? make().fields };
}
