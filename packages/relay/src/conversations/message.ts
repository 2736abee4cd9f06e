import { byteString, equalBytes, hex, nameSchema } from "@openfranking/franking";
import {
  decodeAs,
  type PrivateMessageHead,
  type ProblemCode,
  readPrivateMessageHead,
  safeAad,
} from "@openfranking/protocol";
import * as z from "zod/mini";
import type { Conversation } from "../store/store.ts";

/** `outer = enc({suite, commitment})`: all that a relay reads of a message's franking. */
const outerSchema = z.strictObject({ suite: nameSchema, commitment: byteString(32) });

/** A message as it arrived, its clear parts read once. */
export interface Incoming {
  readonly outer: Uint8Array;
  readonly wire: Uint8Array;
  readonly suite: string;
  readonly commitment: Uint8Array;
  readonly head: PrivateMessageHead | null;
}

/** Throws `ProblemError("malformed")` for an `outer` that is not in its one form. */
export function readMessage({ outer, wire }: { outer: Uint8Array; wire: Uint8Array }): Incoming {
  return { outer, wire, ...decodeAs(outerSchema, outer), head: readPrivateMessageHead(wire) };
}

/** Why a conversation does not take this message, or null. */
export function refusalOf({ head, outer, suite }: Incoming, conversation: Conversation): ProblemCode | null {
  if (suite !== conversation.suite) return "wrong-suite";
  if (head === null || hex(head.groupId) !== conversation.id || head.epoch !== conversation.epoch)
    return "outer-mismatch";
  // A commitment that the channel does not authenticate could be another message's.
  return equalBytes(head.authenticatedData, safeAad(outer)) ? null : "outer-mismatch";
}
