import { equalBytes } from "./bytes.ts";
import { check } from "./errors.ts";
import type { Header } from "./message.ts";
import type { History, Warning } from "./scheme.ts";

/**
 * What a sender states of herself and of other messages, against what was accepted before. `seq` is the message's own
 * number, or null where the scheme proves none: then a statement about a number is left alone.
 *
 * @throws `FrankingError` with `seen`, `sent` or `refs`
 */
export function checkStatements(header: Header, seq: number | null, history: History): Warning[] {
  const { seen, sender, sent } = header;
  check(seen === null || seq === null || seen.seq < seq, "seen");
  check(history.commitmentSent(sender, sent.device, sent.n) === null, "sent");
  checkReferences(header, history);
  const warnings: Warning[] = [];
  const known = seen === null ? null : history.commitmentAt(seen.seq);
  if (seen !== null && known !== null && !equalBytes(known, seen.commitment)) warnings.push("seen-mismatch");
  const last = history.lastSent(sender, sent.device);
  if (last !== null && sent.n > last + 1) warnings.push("sent-gap");
  if (header.refs.some((ref) => history.senderOf(ref.commitment) === null))
    warnings.push("refers-to-unknown");
  return warnings;
}

const relOfKind = { edit: "edit", delete: "delete", reaction: "react" } as const;

/** Only its sender edits or deletes a message; a kind that changes another message names exactly the one. */
function checkReferences({ kind, refs, sender }: Header, history: History): void {
  const changes = refs.filter(({ rel }) => rel === "edit" || rel === "delete" || rel === "react");
  const expected = kind === "message" || kind === "group" ? [] : [relOfKind[kind]];
  check(changes.length === expected.length && changes.every(({ rel }) => rel === expected[0]), "refs");
  const foreign = refs.some(({ rel, commitment: of }) => {
    const author = history.senderOf(of);
    return (rel === "edit" || rel === "delete") && author !== null && author !== sender;
  });
  check(!foreign, "refs");
}
