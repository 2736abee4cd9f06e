import { type Field, hex } from "@openfranking/franking";
import type { MembershipChange } from "./channel/channel.ts";
import { type Core, identityOf, threadOf } from "./core.ts";
import { wholly } from "./loading.ts";
import { fetchMailbox } from "./mailbox.ts";
import { changeMembers, claimPackages, isPassing } from "./membership.ts";
import { enqueue, flush, type SendOptions } from "./outgoing.ts";
import type { Contact } from "./records.ts";
import { type ShownMessage, shownMessages, type Thread } from "./thread.ts";
import type { WorkQueue } from "./work-queue.ts";

export interface ConversationSummary {
  readonly id: string;
  readonly suite: string;
  readonly members: readonly string[];
  readonly warnings: readonly string[];
  readonly last: ShownMessage | null;
}

/** One conversation. Throws `ClientError` and, for what the relay refuses or does not answer, `ProblemError`. */
export interface Conversation extends ConversationSummary {
  add(contacts: readonly Contact[]): Promise<void>;
  remove(accounts: readonly string[]): Promise<void>;
  /** Returns the message's name. What the relay cannot be reached for waits, and is sent by a later `sync`. */
  send(
    content: string | readonly Field[],
    options?: SendOptions,
  ): Promise<{ readonly commitment: string; readonly isSent: boolean }>;
  messages(): readonly ShownMessage[];
}

export function conversationOf(core: Core, queue: WorkQueue, id: string): Conversation {
  const { account } = identityOf(core).credential;
  const catchUp = () => fetchMailbox(core);
  const changed = (change: MembershipChange) =>
    wholly(core, id, () => changeMembers(core, threadOf(core, id), change, catchUp));
  return {
    ...summaryOf(threadOf(core, id), account),
    add: (contacts) =>
      queue.run(async () => {
        const accounts = contacts.map((contact) => contact.account);
        const add = await claimPackages(core, accounts);
        await changed({ add, remove: [] });
      }),
    remove: (accounts) => queue.run(() => changed({ add: [], remove: accounts })),
    send: (content, options = {}) =>
      queue.run(async () => {
        const fields: readonly Field[] = typeof content === "string" ? [["text", content]] : content;
        const { commitment } = await wholly(core, id, () =>
          enqueue(core, threadOf(core, id), fields, options),
        );
        queue.tell();
        return { commitment: hex(commitment), isSent: await isFlushed(core, id, catchUp) };
      }),
    messages: () => shownMessages(threadOf(core, id), account),
  };
}

async function isFlushed(core: Core, id: string, catchUp: () => Promise<void>): Promise<boolean> {
  try {
    await wholly(core, id, () => flush(core, threadOf(core, id), catchUp));
    return true;
  } catch (error) {
    if (isPassing(error)) return false;
    throw error;
  }
}

export function summaryOf(thread: Thread, account: string): ConversationSummary {
  const { suite, warnings } = thread.record;
  return {
    id: thread.id,
    suite,
    get members() {
      return thread.channel.members;
    },
    warnings,
    last: shownMessages(thread, account).at(-1) ?? null,
  };
}
