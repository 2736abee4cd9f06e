import { groupCommit } from "@openfranking/database";
import { hex } from "@openfranking/franking";
import { type ProblemCode, ProblemError } from "@openfranking/protocol";
import { acceptAll, type SendAnswer, type SendRequest } from "../conversations/accept.ts";
import { type CommitRequest, decideCommit, isWellFormed } from "../conversations/commit.ts";
import { readMessage } from "../conversations/message.ts";
import type { RelayDeps } from "../deps.ts";
import type { Decision, Scope } from "../store/store.ts";
import type { RelayHandlers, Service } from "./service.ts";

type Names = "createConversation" | "commit" | "send" | "sendSealed";

export function conversationHandlers(service: Service): Pick<RelayHandlers, Names> {
  const { deps, keyring, store } = service;
  const schemeOf = (suite: string) => deps.schemes.find(({ id }) => id === suite) ?? null;
  const accept = groupCommit((batch: readonly SendRequest[]) => acceptBatch(batch, service));

  /** `isNamed`: the relay learns who sends. A scheme that keeps it from the relay is not sent in any other way. */
  async function accepted(
    from: SendRequest["from"],
    params: { readonly conversation: Uint8Array },
    { epoch, messages, suite }: SentBody,
    isNamed: boolean,
  ): Promise<{ deliveries: Uint8Array[] }> {
    const scheme = schemeOf(suite);
    if (scheme === null || scheme.traits.relayLearnsSender !== isNamed) throw new ProblemError("wrong-suite");
    const read = messages.map((message) => readMessage(scheme, message));
    // Before the transaction, which cannot wait for the moderation.
    await keyring.ensure(scheme.periodKeys.alg);
    const request = { from, conversation: hex(params.conversation), epoch, messages: read };
    const { deliveries } = unwrap(await accept(request));
    return { deliveries: [...deliveries] };
  }

  return {
    async createConversation({ body, caller }) {
      const scheme = schemeOf(body.suite);
      if (scheme === null) throw new ProblemError("wrong-suite");
      if (scheme.traits.relayLearnsSender !== (body.sealedPass === undefined))
        throw new ProblemError("malformed");
      const conversation = {
        id: hex(body.conversation),
        suite: body.suite,
        epoch: 0,
        lastSeq: 0,
        lastAcceptedAt: 0,
        lastCommit: null,
        sealedPass: body.sealedPass ?? null,
      };
      const isNew = await store.conversations.create(conversation, caller.account);
      if (!isNew) throw new ProblemError("conversation-exists");
      return { epoch: 0 };
    },
    async commit({ body, caller, params }) {
      const conversation = hex(params.conversation);
      const request: CommitRequest = { ...body, sealedPass: body.sealedPass ?? null, caller, conversation };
      if (!isWellFormed(request)) throw new ProblemError("malformed");
      const scope = { conversations: [request.conversation], commitments: [], accounts: request.members };
      return unwrap(await change(service, scope, (at) => decideCommit(request, at, idsOf(deps))));
    },
    async send({ body, caller, params }) {
      return accepted(caller, params, body, true);
    },
    sendSealed: ({ body, params }) => accepted({ pass: body.pass }, params, body, false),
  };
}

interface SentBody {
  readonly epoch: number;
  readonly suite: string;
  readonly messages: readonly { readonly outer: Uint8Array; readonly wire: Uint8Array }[];
}

async function acceptBatch(batch: readonly SendRequest[], service: Service): Promise<readonly SendAnswer[]> {
  const { deps, keyring } = service;
  const scope = {
    conversations: batch.map(({ conversation }) => conversation),
    commitments: batch.flatMap(({ messages }) => messages.map(({ commitment }) => commitment)),
    accounts: [],
  };
  const answers = await change(service, scope, (snapshot) =>
    acceptAll(batch, snapshot, {
      relay: deps.name,
      moderation: deps.moderation.name,
      keyFor: keyring.usable,
      now: deps.clock(),
      newId: idsOf(deps),
    }),
  );
  const refused = answers.filter((answer) => "problem" in answer).length;
  deps.log("accepted", { requests: batch.length - refused, refused });
  return answers;
}

/** Wakes readers after the commit, never before: they would find nothing. */
async function change<Answer>(
  { store, wakes }: Service,
  scope: Scope,
  decide: (...args: Parameters<Parameters<typeof store.conversations.change<Answer>>[1]>) => Decision<Answer>,
): Promise<Answer> {
  let reached: number[] = [];
  const answer = await store.conversations.change(scope, (snapshot) => {
    const decision = decide(snapshot);
    reached = decision.post.flatMap(({ to }) => to.map(({ device }) => device));
    return decision;
  });
  wakes.wake(new Set(reached));
  return answer;
}

/** Names for the envelopes of one transaction: in the order of time, so that an index of them grows at its end. */
function idsOf({ clock, rng }: RelayDeps): () => string {
  const prefix = `${clock().toString(36).padStart(9, "0")}-${hex(rng(12))}`;
  let count = 0;
  return () => `${prefix}-${(count++).toString(36).padStart(4, "0")}`;
}

function unwrap<Answer extends object>(
  answer: Answer | { readonly problem: ProblemCode },
): Exclude<Answer, { readonly problem: ProblemCode }> {
  if ("problem" in answer) throw new ProblemError(answer.problem);
  // `in` has ruled out the refusal; the type parameter hides it.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return answer as Exclude<Answer, { readonly problem: ProblemCode }>;
}
