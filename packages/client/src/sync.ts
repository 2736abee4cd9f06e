import { ProblemError } from "@openfranking/protocol";
import { publishOwnKeys } from "./account-keys.ts";
import type { Core } from "./core.ts";
import { topUpPackages } from "./key-packages.ts";
import { wholly } from "./loading.ts";
import { fetchMailbox } from "./mailbox.ts";
import { isPassing } from "./membership.ts";
import { flush } from "./outgoing.ts";
import { threadChanges, warn } from "./thread.ts";

/** Fetches what came and sends what waits. What fails in one conversation keeps no other one from going on. */
export async function sync(core: Core): Promise<void> {
  await core.trust.confirm();
  await publishOwnKeys(core);
  await fetchMailbox(core);
  let failure: ProblemError | null = null;
  for (const id of [...core.threads.keys()]) {
    try {
      await flushOne(core, id);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      failure = error;
    }
  }
  await topUpPackages(core);
  if (failure !== null) throw failure;
}

async function flushOne(core: Core, id: string): Promise<void> {
  const waits = (thread = core.threads.get(id)) =>
    thread !== undefined &&
    (thread.record.change !== null || thread.pending.some((one) => one.refused === null));
  if (!waits()) return;
  try {
    await wholly(core, id, async () => {
      const thread = core.threads.get(id);
      if (thread !== undefined) await flush(core, thread, () => fetchMailbox(core));
    });
  } catch (error) {
    if (!(error instanceof ProblemError) || isPassing(error) || error.code === "stale-epoch") throw error;
    // A change of members that the relay will never take: nobody waits for its answer any more.
    const thread = core.threads.get(id);
    if (thread === undefined) return;
    warn(thread, "change-not-made");
    await core.store.write(threadChanges(thread));
  }
}
