/** One thing that every implementation of a port does: a sentence, and what throws where it is not so. Needs no test runner, so that it also runs in a page. */
export interface Case<Subject> {
  readonly name: string;
  run(subject: Subject): Promise<void>;
}

export function ensure(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`expected: ${what}`);
}

export function ensureEqual(got: unknown, expected: unknown, what: string): void {
  const [a, b] = [printed(got), printed(expected)];
  if (a !== b) throw new Error(`expected: ${what}: ${b}, got ${a}`);
}

/** That `work` is refused with this stable code. */
export async function ensureRefused(work: () => Promise<unknown>, code: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    const got = error instanceof Error && "code" in error ? error.code : error;
    ensureEqual(got, code, "the code of the refusal");
    return;
  }
  throw new Error(`expected: refused with ${code}`);
}

function printed(value: unknown): string {
  return JSON.stringify([value], (_, part: unknown) => (part instanceof Uint8Array ? [...part] : part));
}
