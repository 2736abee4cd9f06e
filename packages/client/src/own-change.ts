import { type Core, deviceOf } from "./core.ts";
import type { Thread } from "./thread.ts";

/** Settles this device's own waiting change of members, in memory: taken by the relay, or overtaken by another one. */
export async function settleChange(core: Core, thread: Thread, isTaken: boolean): Promise<void> {
  const { change } = thread.record;
  if (change === null) return;
  if (isTaken) thread.channel = await core.channels.restore(deviceOf(core), change.next);
  thread.record = { ...thread.record, change: null };
  thread.lastChangeTaken = isTaken;
}

/**
 * What the mailbox says about a change whose answer was lost. A device is not sent its own commits: whatever comes from the
 * epoch that the change leads to, with no other change before it, says that the relay took it.
 */
export async function settleByMailbox(core: Core, thread: Thread, epochOfEntry: number): Promise<void> {
  const { change } = thread.record;
  if (change !== null && epochOfEntry === change.epoch + 1) await settleChange(core, thread, true);
}
