import { countSchema, decode, FrankingError, type FrankingScheme } from "@openfranking/franking";
import * as z from "zod/mini";
import { ClientError } from "./errors.ts";
import type { KeptMessage } from "./records.ts";

const deliverySchema = z.object({ context: z.object({ seq: countSchema }) });

/** The name under which a message travels. A claim: nothing has been checked. Null where it cannot be read. */
export function claimedCommitment(scheme: FrankingScheme, outer: Uint8Array): Uint8Array | null {
  return orNull(() => scheme.commitmentOf(outer));
}

/** What is kept of a message that was refused: never its content. */
export function hiddenMessage(
  code: string,
  { delivery, outer }: { readonly outer: Uint8Array; readonly delivery: Uint8Array },
  scheme: FrankingScheme,
): KeptMessage {
  return { state: "hidden", code, seq: claimedSeq(delivery), commitment: claimedCommitment(scheme, outer) };
}

/** The code of a refusal, or null for whatever is no refusal: a network that is down must hide no message. */
export function refusalCode(error: unknown): string | null {
  return error instanceof FrankingError || error instanceof ClientError ? error.code : null;
}

function claimedSeq(delivery: Uint8Array): number | null {
  const parsed = deliverySchema.safeParse(orNull(() => decode(delivery)));
  return parsed.success ? parsed.data.context.seq : null;
}

function orNull<T>(reading: () => T): T | null {
  try {
    return reading();
  } catch (error) {
    if (error instanceof FrankingError) return null;
    throw error;
  }
}
