import { encode } from "../../canonical.ts";
import { type Made, merged } from "./draft.ts";
import type { Changes, Open, ReporterKind } from "./draft-form.ts";

function openingOf({ committed, draft }: Made, open: Exclude<Open, "withheld">): object {
  return open === "all" ? { ...committed.opensWith, fields: draft.fields } : committed.openPart(open);
}

/** The item of a report, as docs/spec/item.md builds it, with `changes` of its members. */
export function itemOf(made: Made, open: Open, kind: ReporterKind, changes: Changes = {}): Uint8Array {
  const { outer, context, stamp, addressed, blind, tag, header } = made;
  const reporter = kind === "named" ? { blind } : { tag };
  const stamped = { outer, context, stamp, addressed, ...reporter };
  if (open === "withheld") return encode(merged({ kind: "withheld", ...stamped }, changes));
  const opening = openingOf(made, open);
  return encode(merged({ kind: "message", ...stamped, header, opening }, changes));
}
