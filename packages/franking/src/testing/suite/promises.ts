import { test } from "vitest";
import type { Traits } from "../../scheme.ts";

type Promised = { [Name in keyof Traits]: Traits[Name] extends boolean ? Name : never }[keyof Traits];

/** A sentence that only a scheme with this trait must satisfy. Of another scheme it is skipped, and says by which promise. */
export function testWhere(traits: Traits, promise: Promised, sentence: string, run: () => void): void {
  if (traits[promise]) test(sentence, run);
  else test.skip(`${sentence} (${promise} is not promised)`, run);
}
