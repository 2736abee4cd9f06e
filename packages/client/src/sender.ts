import { type CheckedRecord, notEnrolled, type SenderContext } from "@openfranking/franking";
import { ProblemError } from "@openfranking/protocol";
import { accountKeysOf, ownKey } from "./account-keys.ts";
import { type Core, schemeIn } from "./core.ts";
import { takeToken } from "./sender-tokens.ts";
import type { Thread } from "./thread.ts";

/** What the scheme asks of a sender beside the message: nothing, keys of accounts, or a token. */
export async function senderIn(core: Core, thread: Thread): Promise<SenderContext> {
  const scheme = schemeIn(core, thread);
  const { accountKeys, tokens } = scheme;
  if (accountKeys === null && tokens === null) return notEnrolled;
  const moderation = await currentRecord(core, scheme.periodKeys.alg);
  return {
    ...notEnrolled,
    moderation,
    self: await ownKey(core, scheme),
    recipients: accountKeys === null ? [] : await accountKeysOf(core, scheme, thread.channel.members),
    token: tokens === null ? null : await takeToken(core, tokens, moderation),
  };
}

/** The period in which the relay stamps now. Asks the relay where this device has none. */
async function currentRecord(core: Core, alg: string): Promise<CheckedRecord> {
  const known = core.trust.current(alg, core.clock());
  if (known !== null) return known;
  await core.trust.refresh();
  const fresh = core.trust.current(alg, core.clock());
  if (fresh === null) throw new ProblemError("unavailable");
  return fresh;
}
