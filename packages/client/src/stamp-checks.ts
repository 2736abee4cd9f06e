import { hex, schemeOf } from "@openfranking/franking";
import { limits } from "@openfranking/protocol";
import { type Core, identityOf } from "./core.ts";
import { type KeptMessage, keys } from "./records.ts";
import { moderationApi } from "./reports.ts";
import type { Thread } from "./thread.ts";

export interface StampCheck {
  readonly conversation: string;
  readonly commitment: string;
  readonly good: boolean;
}

interface Question {
  readonly thread: Thread;
  readonly entry: Thread["messages"][number];
  readonly kept: Extract<KeptMessage, { state: "shown" }>;
}

/**
 * Asks the moderation whether stamps are good, without showing what they stamp: a relay that spoils stamps, so that nothing
 * could be reported, is found. Asked for the first message of each sender, and for one in eight of the others: spoiling k
 * stamps goes unseen with (7/8)^k. False answers stay with the messages.
 */
export async function checkStamps(core: Core): Promise<StampCheck[]> {
  const questions = [...core.threads.values()]
    .flatMap((thread) => questionsOf(core, thread))
    .slice(0, limits.stampChecks);
  if (questions.length === 0) return [];
  const { account } = identityOf(core).credential;
  const checks = questions.map(({ kept, thread }) => {
    const { suite } = thread.record;
    const asked = schemeOf(suite, core.schemes).blindCheck?.ask(kept.evidence, account);
    if (asked === undefined) throw new Error("unreachable: only schemes with a blind check are asked");
    return { suite, keyId: asked.keyId, query: asked.query };
  });
  const { good } = await moderationApi(core).checkStamps({ body: { checks } });
  const changes: Record<string, KeptMessage> = {};
  const answered = questions.map(({ entry, kept, thread }, i) => {
    const isGood = good[i] === true;
    entry.kept = { ...kept, stampIsGood: isGood };
    changes[keys.message(thread.id, entry.position)] = entry.kept;
    return { conversation: thread.id, commitment: hex(kept.commitment), good: isGood };
  });
  await core.store.write(changes);
  return answered;
}

function questionsOf(core: Core, thread: Thread): Question[] {
  if (schemeOf(thread.record.suite, core.schemes).blindCheck === null) return [];
  return thread.messages.flatMap((entry) => {
    const { kept } = entry;
    const isDue = kept.state === "shown" && kept.checkIsDue && kept.stampIsGood === null;
    return isDue ? [{ thread, entry, kept }] : [];
  });
}
