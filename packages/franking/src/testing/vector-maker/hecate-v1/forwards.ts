import { bytes, noon } from "../periods.ts";
import type { DraftChanges } from "./draft.ts";

/** What c3 said elsewhere, a moment before. */
export const source: DraftChanges = {
  ...{ account: "c3", secret: bytes(0x1c, 32), stamped: { acceptedAt: noon + 200 } },
  header: { sender: "c3", conversation: bytes(0x13, 16), sent: { device: bytes(0x14, 8), n: 3 }, seen: null },
};

/** As a1 forwards it. */
export const forwarding: DraftChanges = { forwards: source };

export function forwardingOf(changes: DraftChanges): DraftChanges {
  return { forwards: { ...source, ...changes } };
}
