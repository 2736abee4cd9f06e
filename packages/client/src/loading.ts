import { type Core, deviceOf } from "./core.ts";
import { conversationRecordSchema, keys } from "./records.ts";
import { openThread } from "./thread.ts";

/** Holds a conversation open as the store has it; forgets it where the store has none. */
export async function loadThread(core: Core, id: string): Promise<void> {
  const record = await core.store.get(conversationRecordSchema, keys.conversation(id));
  if (record === null) {
    core.threads.delete(id);
    return;
  }
  const channel = await core.channels.restore(deviceOf(core), record.channel);
  core.threads.set(id, await openThread(core.store, record, channel));
}

/**
 * Work on one conversation that is cut off, by the network or by a full disk, leaves memory as the store has it. A channel
 * that had moved on alone would take the same message for a replay when it comes again, and lose it.
 */
export async function wholly<T>(core: Core, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await loadThread(core, id);
    throw error;
  }
}
