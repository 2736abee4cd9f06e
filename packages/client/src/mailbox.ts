import type { MailboxEntry } from "@openfranking/protocol";
import type { Core } from "./core.ts";
import { processEntry } from "./incoming.ts";
import { cursorSchema, keys } from "./records.ts";

/** Takes everything that waits, and lets the relay forget what was kept. */
export async function fetchMailbox(core: Core): Promise<void> {
  for (;;) {
    const after = await cursorOf(core);
    const { entries, more } = await core.api.mailbox({ query: { after: String(after) } });
    for (const entry of entries) await processEntry(core, entry);
    const last = entries.at(-1);
    if (last !== undefined) await core.api.acknowledge({ body: { cursor: last.cursor } });
    // A relay that promises more and gives nothing must not hold us here.
    if (!more || last === undefined) return;
  }
}

/** What the relay pushed. What came before is known by its cursor, and passed over. */
export async function takeLive(core: Core, entry: MailboxEntry): Promise<void> {
  if (entry.cursor <= (await cursorOf(core))) return;
  await processEntry(core, entry);
  await core.api.acknowledge({ body: { cursor: entry.cursor } });
}

export async function cursorOf(core: Core): Promise<number> {
  return (await core.store.get(cursorSchema, keys.cursor)) ?? 0;
}
