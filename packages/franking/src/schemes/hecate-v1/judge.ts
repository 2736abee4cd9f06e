import { check } from "../../errors.ts";
import type { Message } from "../../message.ts";
import { checkedKey } from "../../period.ts";
import type { Judgement, ModeratorContext, Preview } from "../../scheme.ts";
import { commitment } from "../../stamped/commitment.ts";
import { type Proof, readItem, suite } from "./formats.ts";
import { accountIn } from "./token.ts";
import { open, verify } from "./verify.ts";

/**
 * Inspect: Verify, then whose token it was. `sender` is that account, whatever the header says, and so the source of a
 * message however often it was forwarded.
 */
export function judge(item: Uint8Array, moderator: ModeratorContext): Judgement {
  const proof = readItem(item);
  const { envelope, frank } = proof;
  const key = checkedKey(envelope, suite, moderator);
  const message = verify(proof, key.record);
  const sender = accountIn(frank.token, key);
  const { reporter } = moderator;
  check(reporter.kind === "anonymous" || reporter.relay === envelope.relay, "reporter");
  return {
    ...shown(proof, message),
    sender,
    ...{ verdict: "verified", tag: null, addressed: null },
    own: reporter.kind === "named" && reporter.account === sender,
  };
}

/** Names the sender by the header's word: the token opens for the moderation alone. */
export function preview(item: Uint8Array): Preview {
  const proof = readItem(item);
  return shown(proof, open(proof));
}

function shown({ commitment: named, envelope }: Proof, { fields, header }: Message): Preview {
  return {
    commitment: commitment(named),
    ...{ relay: envelope.relay, sender: header.sender, conversation: null },
    ...{ seq: null, acceptedAt: envelope.acceptedAt },
    opened: { header, fields, hidden: [] },
  };
}
