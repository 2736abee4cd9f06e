import { byteString, countSchema, decode, FrankingError, nameSchema } from "@openfranking/franking";
import * as z from "zod/mini";
import { ClientError } from "./errors.ts";
import type { KeptMessage } from "./records.ts";

const outerSchema = z.object({ suite: nameSchema, commitment: byteString(32) });
const deliverySchema = z.object({ context: z.object({ seq: countSchema }) });

/** The name under which a message travels. A claim: nothing has been checked. Null where it cannot be read. */
export function claimedCommitment(outer: Uint8Array): Uint8Array | null {
  return read(outerSchema, outer)?.commitment ?? null;
}

/** What is kept of a message that was refused: never its content. */
export function hiddenMessage(
  code: string,
  { delivery, outer }: { readonly outer: Uint8Array; readonly delivery: Uint8Array },
): KeptMessage {
  const seq = read(deliverySchema, delivery)?.context.seq ?? null;
  return { state: "hidden", code, seq, commitment: claimedCommitment(outer) };
}

/** The code of a refusal, or null for whatever is no refusal: a network that is down must hide no message. */
export function refusalCode(error: unknown): string | null {
  return error instanceof FrankingError || error instanceof ClientError ? error.code : null;
}

function read<T>(schema: z.ZodMiniType<T>, encoded: Uint8Array): T | null {
  try {
    const parsed = schema.safeParse(decode(encoded));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof FrankingError) return null;
    throw error;
  }
}
