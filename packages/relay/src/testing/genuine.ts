import {
  byteString,
  countSchema,
  decode,
  encode,
  type Franked,
  hex,
  merkleV1,
  timeSchema,
} from "@openfranking/franking";
import type { MailboxEntry } from "@openfranking/protocol";
import { expect } from "vitest";
import * as z from "zod/mini";
import { arrivalOf, type Person } from "./person.ts";
import type { TestRelay } from "./test-relay.ts";

const contextSchema = z.object({
  keyId: byteString(32),
  sender: z.string(),
  seq: countSchema,
  epoch: countSchema,
  acceptedAt: timeSchema,
});

export function contextOf(delivery: Uint8Array | undefined): z.infer<typeof contextSchema> {
  if (delivery === undefined) throw new Error("no delivery");
  return z.object({ context: contextSchema }).parse(decode(delivery)).context;
}

/** The moderation, with nothing but its own keys, judges what the recipient got: content, sender, place, time and recipient. */
export function expectGenuine(
  at: TestRelay,
  recipient: Person,
  entry: MailboxEntry | undefined,
  franked: Franked,
): void {
  if (entry === undefined) throw new Error("nothing arrived");
  const { delivery, inner, outer } = arrivalOf(entry, franked);
  const item = merkleV1.disclose(encode({ outer, inner, delivery }), {
    open: "all",
    reporter: { kind: "named" },
  });
  const keys = (id: Uint8Array) => at.moderation.keys.get(hex(id)) ?? null;
  const reporter = { kind: "named" as const, relay: at.deps.name, account: recipient.account };
  const judgement = merkleV1.judge(item, { moderation: at.moderation.name, keys, reporter, now: at.now });
  expect(judgement).toMatchObject({
    verdict: "verified",
    addressed: "named",
    sender: entry.sender,
    conversation: entry.conversation,
    own: recipient.account === entry.sender,
  });
  const ask = merkleV1.blindCheck?.ask(encode({ outer, inner, delivery }), recipient.account);
  const key = ask === undefined ? null : keys(ask.keyId);
  expect(ask !== undefined && key !== null && merkleV1.blindCheck?.answer(ask.query, key)).toBe(true);
}
