import { check } from "../../errors.ts";
import { hash } from "../../frame.ts";
import type { PeriodKey } from "../../key-record.ts";
import { checkShape, checkTypes, type Message } from "../../message.ts";
import { checkedKey } from "../../period.ts";
import type { Judgement, ModeratorContext, Preview } from "../../scheme.ts";
import { parseHeader, pathsOf } from "../../stamped/commitment.ts";
import { commitmentTo, type Item, readItem, signedMessage, suite } from "./formats.ts";
import { judgeKeyOf, judgeSecretOf, publicKey } from "./keys.ts";
import { judgeSignature } from "./signature.ts";

/** The moderation's steps, in the order of README.md. */
export function judge(encoded: Uint8Array, moderator: ModeratorContext): Judgement {
  const item = readItem(encoded);
  const key = heldKey(item, moderator);
  const reporter = moderator.reporter.kind === "named" ? moderator.reporter : null;
  check(reporter?.relay === item.relay, "reporter");
  check(reporter.account === item.recipient, "addressed");
  const message = open(item);
  const name = commitmentTo(message, item);
  const { header } = message;
  const keyOf = (account: string) => publicKey(moderator.accountKey?.(account) ?? null);
  const keys = { pkS: keyOf(header.sender), pkR: keyOf(item.recipient), pkJ: judgeKeyOf(key.record) };
  judgeSignature(item.signature, signedMessage(message, name), keys, judgeSecretOf(key));
  return {
    ...shown(item, message),
    verdict: "verified",
    tag: hash("openfranking amf-v1 reporter v1", name, item.relay, item.recipient),
    addressed: "named",
    own: item.recipient === header.sender,
  };
}

/** Decodes and checks no signature: that takes the moderation's secret. */
export function preview(encoded: Uint8Array): Preview {
  const item = readItem(encoded);
  return shown(item, open(item));
}

/** Nobody proves when a message was accepted, so the period is asked as of its own beginning. */
function heldKey(item: Item, moderator: ModeratorContext): PeriodKey {
  const acceptedAt = moderator.keys(item.keyId)?.record.notBefore ?? 0;
  return checkedKey({ ...item, acceptedAt }, suite, moderator);
}

function open({ fields, header: said, relay }: Item): Message {
  const header = parseHeader(said);
  check(header.relay === relay, "header");
  checkShape(pathsOf(fields));
  checkTypes(fields);
  return { header, fields };
}

function shown(item: Item, { fields, header }: Message): Preview {
  const { conversation, relay, sender } = header;
  return {
    commitment: commitmentTo({ header, fields }, item),
    ...{ relay, sender, conversation, seq: null, acceptedAt: null },
    opened: { header, fields, hidden: [] },
  };
}
