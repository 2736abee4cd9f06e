import { decode, encode, FrankingError } from "@openfranking/franking";
import type * as z from "zod/mini";
import { type ProblemCode, ProblemError } from "./problem.ts";

/** Canonical CBOR of a value that the schema takes. */
export function encodeAs<S extends z.ZodMiniType>(schema: S, value: z.input<S>): Uint8Array {
  return encode(withoutUndefined(schema.parse(value)));
}

/** The value, or a problem: for bytes that are not canonical CBOR, and for values that the schema does not take. */
export function decodeAs<S extends z.ZodMiniType>(
  schema: S,
  bytes: Uint8Array,
  code: ProblemCode = "malformed",
): z.output<S> {
  const parsed = schema.safeParse(decodeCanonical(bytes, code));
  if (!parsed.success) throw new ProblemError(code);
  return parsed.data;
}

function decodeCanonical(bytes: Uint8Array, code: ProblemCode): unknown {
  try {
    return decode(bytes);
  } catch (cause) {
    if (cause instanceof FrankingError) throw new ProblemError(code, { cause });
    throw cause;
  }
}

/** An optional key that is absent and one that is `undefined` are one thing to a schema; CBOR has the first alone. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(withoutUndefined);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutUndefined(entry)]));
}
