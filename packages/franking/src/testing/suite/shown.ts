import { expect } from "vitest";
import type { Message } from "../../message.ts";
import type { Judgement, Traits } from "../../scheme.ts";

/** What becomes of a message that is opened whole. */
export function verdictOf({ bindsEverything }: Traits): Judgement["verdict"] {
  return bindsEverything ? "verified" : "verified-partial";
}

/** A judgement shows the message as it was received, or, of a scheme that does not bind everything, nothing else. */
export function expectShown(
  traits: Traits,
  { opened, verdict }: Judgement,
  { header, fields }: Message,
): void {
  if (traits.bindsEverything) {
    expect(opened).toEqual({ header, fields, hidden: [] });
    expect(verdict).toBe("verified");
    return;
  }
  const shown = opened?.fields ?? [];
  const hidden = opened?.hidden ?? [];
  expect(shown).toEqual(fields.filter(([path]) => !hidden.includes(path)));
  expect(verdict).toBe(shown.length > 0 ? "verified-partial" : "stamped");
}
