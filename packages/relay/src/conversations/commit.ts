import { equalBytes, hash, u32 } from "@openfranking/franking";
import type { ProblemCode } from "@openfranking/protocol";
import type { DeviceCaller } from "../deps.ts";
import type { Conversation, Decision, Envelope, Post, Snapshot } from "../store/store.ts";

export interface CommitRequest {
  readonly caller: DeviceCaller;
  readonly conversation: string;
  readonly epoch: number;
  readonly commit: Uint8Array;
  readonly members: readonly string[];
  readonly welcome: Uint8Array | null;
  /** Of the epoch that the commit leads to. */
  readonly sealedPass: Uint8Array | null;
}

export type CommitAnswer = { readonly epoch: number } | { readonly problem: ProblemCode };

/** What a request says by itself: a committer stays (RFC 9420 §12.2), and nobody is named twice. */
export function isWellFormed({ caller, members }: CommitRequest): boolean {
  return new Set(members).size === members.length && members.includes(caller.account);
}

/**
 * Moves a conversation on, if the commit was made for its present epoch by one of its members. The members it leads to are
 * the sender's word: clients compare them with their tree.
 */
export function decideCommit(
  request: CommitRequest,
  snapshot: Snapshot,
  newId: () => string,
): Decision<CommitAnswer> {
  const { caller, conversation: id, epoch, members, sealedPass } = request;
  const conversation = snapshot.conversation(id);
  const before = snapshot.members(id);
  if (conversation === null || !before.has(caller.account)) return refuse("not-a-member");
  const digest = digestOf(request);
  // The answer was lost on the way: the device asks again, and its mailbox will not tell it of its own commit.
  if (conversation.lastCommit !== null && equalBytes(digest, conversation.lastCommit))
    return nothing({ epoch: conversation.epoch });
  if (epoch !== conversation.epoch) return refuse("stale-epoch");
  // A conversation is sealed from its beginning, or never.
  if ((sealedPass === null) !== (conversation.sealedPass === null)) return refuse("malformed");
  const added = members.filter((account) => !before.has(account));
  if (added.some((account) => snapshot.devices(account).length === 0)) return refuse("not-found");
  if (added.length > 0 && request.welcome === null) return refuse("malformed");
  const next: Conversation = { ...conversation, epoch: epoch + 1, lastCommit: digest, sealedPass };
  return {
    answer: { epoch: next.epoch },
    conversations: [next],
    rosters: new Map([[id, members]]),
    accepted: [],
    post: postOf(request, conversation.suite, { before, added }, snapshot, newId),
  };
}

function digestOf({ caller, commit, epoch, members }: CommitRequest): Uint8Array {
  return hash("openfranking relay-commit v1", u32(caller.device), String(epoch), commit, ...members);
}

function postOf(
  { caller, commit, conversation, epoch, members, welcome }: CommitRequest,
  suite: string,
  roster: { readonly before: ReadonlySet<string>; readonly added: readonly string[] },
  snapshot: Snapshot,
  newId: () => string,
): Post[] {
  const common = { conversation, sender: caller.account, outer: null, members };
  const toAll = (accounts: Iterable<string>) =>
    [...accounts]
      .flatMap((account) => snapshot.devices(account))
      .filter((device) => device !== caller.device)
      .map((device) => ({ device, delivery: null }));
  const envelopes: [Envelope, Post["to"]][] = [
    [{ ...common, kind: "commit", epoch, suite: null, body: commit }, toAll(roster.before)],
  ];
  if (welcome !== null)
    envelopes.push([
      { ...common, kind: "welcome", epoch: epoch + 1, suite, body: welcome },
      toAll(roster.added),
    ]);
  return envelopes.filter(([, to]) => to.length > 0).map(([envelope, to]) => ({ id: newId(), envelope, to }));
}

function refuse(problem: ProblemCode): Decision<CommitAnswer> {
  return nothing({ problem });
}

function nothing(answer: CommitAnswer): Decision<CommitAnswer> {
  return { answer, conversations: [], rosters: new Map(), accepted: [], post: [] };
}
