import { equalBytes, FrankingError, type FrankingScheme, hex } from "@openfranking/franking";
import {
  type PrivateMessageHead,
  type ProblemCode,
  ProblemError,
  readPrivateMessageHead,
  safeAad,
} from "@openfranking/protocol";
import type { Conversation } from "../store/store.ts";

/** A message as it arrived, its clear parts read once. */
export interface Incoming {
  readonly outer: Uint8Array;
  readonly wire: Uint8Array;
  readonly scheme: FrankingScheme;
  /** All that a relay reads of a message's franking. */
  readonly commitment: Uint8Array;
  readonly head: PrivateMessageHead | null;
}

/** Throws `ProblemError`: `wrong-suite` for an `outer` of another suite, `malformed` for one that is in no form of its scheme. */
export function readMessage(
  scheme: FrankingScheme,
  { outer, wire }: { readonly outer: Uint8Array; readonly wire: Uint8Array },
): Incoming {
  try {
    const commitment = scheme.commitmentOf(outer);
    return { outer, wire, scheme, commitment, head: readPrivateMessageHead(wire) };
  } catch (error) {
    if (!(error instanceof FrankingError)) throw error;
    throw new ProblemError(error.code === "suite" ? "wrong-suite" : "malformed");
  }
}

/** Why a conversation does not take this message, or null. */
export function refusalOf({ head, outer, scheme }: Incoming, conversation: Conversation): ProblemCode | null {
  if (scheme.id !== conversation.suite) return "wrong-suite";
  if (head === null || hex(head.groupId) !== conversation.id || head.epoch !== conversation.epoch)
    return "outer-mismatch";
  // A commitment that the channel does not authenticate could be another message's.
  return equalBytes(head.authenticatedData, safeAad(outer, scheme.component)) ? null : "outer-mismatch";
}
