import { hex } from "@openfranking/franking";
import type { MailboxEntry } from "@openfranking/protocol";
import { type Core, deviceOf } from "./core.ts";
import { processEntry } from "./incoming.ts";
import { cursorSchema, keys } from "./records.ts";

const keptPackages = 20;

/** Takes everything that waits, and lets the relay forget what was kept. */
export async function fetchMailbox(core: Core): Promise<void> {
  const before = core.threads.size;
  for (;;) {
    const after = await cursorOf(core);
    const { entries, more } = await core.api.mailbox({ query: { after: String(after) } });
    for (const entry of entries) await processEntry(core, entry);
    const last = entries.at(-1);
    if (last !== undefined) await core.api.acknowledge({ body: { cursor: last.cursor } });
    if (!more) break;
  }
  // Each welcome used a package up.
  if (core.threads.size > before) await publishPackages(core);
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

/** The private halves are kept before the public ones can be used. */
export async function publishPackages(core: Core): Promise<void> {
  const packages = await core.channels.keyPackages(deviceOf(core), keptPackages);
  await core.store.write(
    Object.fromEntries(packages.map((kept) => [keys.keyPackage(hex(core.rng(8))), kept])),
  );
  await core.api.publishKeyPackages({ body: { keyPackages: packages.map(({ publicPart }) => publicPart) } });
}
