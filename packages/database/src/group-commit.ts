/** What one commit takes at the most: a crowd must not make the first of it wait for the last. */
const maxBatch = 256;

/**
 * Gathers what arrives while a commit is under way into the next commit, so that durability costs one sync for many.
 * `commit` answers each item in order, in one transaction. Where it throws, the items are committed one by one, so that
 * one bad item fails alone.
 */
export function groupCommit<Item, Answer>(
  commit: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  interface Waiting {
    readonly item: Item;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    // By tick and not by timer: whatever this tick of the event loop brought goes together.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await commitAll(waiting.splice(0, maxBatch));
    isRunning = false;
  }

  async function commitAll(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await commit(batch.map(({ item }) => item));
      if (answers.length !== batch.length) throw new Error("unreachable: a commit answers each item");
      for (const [i, answer] of answers.entries()) batch[i]?.resolve(answer);
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const one of batch) await commitAll([one]);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isRunning) return;
      isRunning = true;
      void run();
    });
}
