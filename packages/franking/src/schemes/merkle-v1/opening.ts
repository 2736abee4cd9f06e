import * as z from "zod/mini";
import {
  byteString,
  countSchema,
  type FieldValue,
  fieldsSchema,
  maxFields,
  pathSchema,
  valueSchema,
} from "../../message.ts";

//   full opening    = {messageKey: mk, fields}
export interface FullOpening {
  readonly messageKey: Uint8Array;
  readonly fields: readonly (readonly [string, FieldValue])[];
}

//   partial opening = {rootKey, shape, fields: [{index ↑, value, leafKey, path}]}        at least one field
export interface PartialOpening {
  readonly rootKey: Uint8Array;
  readonly shape: readonly string[];
  readonly fields: readonly OpenedLeaf[];
}

interface OpenedLeaf {
  readonly index: number;
  readonly value: FieldValue;
  readonly leafKey: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** ⌈log2 128⌉ siblings at most. */
const maxPathLength = 7;

export const openingSchema: z.ZodMiniType<FullOpening | PartialOpening> = z.union([
  z.strictObject({ messageKey: byteString(32), fields: fieldsSchema }),
  z.strictObject({
    rootKey: byteString(32),
    shape: z.array(pathSchema).check(z.minLength(1), z.maxLength(maxFields)),
    fields: z
      .array(
        z.strictObject({
          index: countSchema,
          value: valueSchema,
          leafKey: byteString(32),
          path: z.array(byteString(32)).check(z.maxLength(maxPathLength)),
        }),
      )
      .check(z.minLength(1), z.maxLength(maxFields)),
  }),
]);
