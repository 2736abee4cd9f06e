import { type Conversation, type ConversationSummary, conversationOf, summaryOf } from "./conversation.ts";
import { type Core, identityOf } from "./core.ts";
import { contactOf, findContact, safetyNumber } from "./identity.ts";
import { type LiveDelivery, liveDelivery } from "./live.ts";
import { cursorOf, fetchMailbox, takeLive } from "./mailbox.ts";
import { createThread } from "./membership.ts";
import { type ClientDeps, openCore, register } from "./open-core.ts";
import type { Contact, ReportSummary } from "./records.ts";
import {
  askOutcome,
  keptReports,
  type PreparedReport,
  prepareReport,
  type ReportOutcome,
  type ReportSelection,
} from "./reports.ts";
import { checkStamps, type StampCheck } from "./stamp-checks.ts";
import { sync } from "./sync.ts";
import { type WorkQueue, workQueue } from "./work-queue.ts";

/** A device: one person's, at one relay. Everything it knows is in its store. */
export interface Client {
  readonly identity: { readonly account: string; readonly name: string } | null;
  readonly isConnected: boolean;
  register(name: string): Promise<void>;
  /** Looks up who took a name. The relay is believed in that alone: compare safety numbers. */
  contact(name: string): Promise<Contact>;
  contactOf(account: string): Promise<Contact>;
  safetyNumber(account: string): string;
  createConversation(
    members: readonly Contact[],
    options?: { readonly suite?: string },
  ): Promise<Conversation>;
  conversations(): readonly ConversationSummary[];
  conversation(id: string): Conversation;
  /** Fetches and keeps what came, and sends what waits. */
  sync(): Promise<void>;
  /** Live delivery, until `close`. */
  connect(): void;
  onChange(listener: () => void): () => void;
  prepareReport(selection: ReportSelection): Promise<PreparedReport>;
  reports(): Promise<readonly ReportSummary[]>;
  outcome(reportNumber: string): Promise<ReportOutcome>;
  checkStamps(): Promise<readonly StampCheck[]>;
  close(): Promise<void>;
}

/** Opens a device's store, and what it knows. The store is this client's alone until it is closed. */
export async function openClient(deps: ClientDeps): Promise<Client> {
  await deps.store.lock();
  try {
    return clientOf(deps, await openCore(deps), workQueue());
  } catch (error) {
    await deps.store.close();
    throw error;
  }
}

function clientOf(deps: ClientDeps, core: Core, queue: WorkQueue): Client {
  const live = liveOf(deps, core, queue);
  return {
    get identity() {
      const { identity } = core;
      return identity?.registered === true
        ? { account: identity.credential.account, name: identity.name }
        : null;
    },
    get isConnected() {
      return live.isConnected;
    },
    register: (name) => queue.run(() => register(core, name)),
    contact: (name) => queue.run(() => findContact(core.store, core.api, name)),
    contactOf: (account) => contactOf(core.store, core.api, account),
    safetyNumber: (account) => safetyNumber(identityOf(core).credential.account, account),
    createConversation: (members, options = {}) =>
      queue.run(async () => {
        const accounts = members.map(({ account }) => account);
        const thread = await createThread(core, options.suite ?? "merkle-v1", accounts, () =>
          fetchMailbox(core),
        );
        return conversationOf(core, queue, thread.id);
      }),
    conversations: () =>
      [...core.threads.values()].map((thread) => summaryOf(thread, identityOf(core).credential.account)),
    conversation: (id) => conversationOf(core, queue, id),
    sync: () => queue.run(() => sync(core)),
    connect: live.start,
    onChange: queue.onTell,
    prepareReport: (selection) => prepareReport(core, selection),
    reports: () => keptReports(core),
    outcome: (reportNumber) => askOutcome(core, reportNumber),
    checkStamps: () => queue.run(() => checkStamps(core)),
    async close() {
      live.stop();
      await queue.idle();
      await core.store.close();
    },
  };
}

function liveOf(deps: ClientDeps, core: Core, queue: WorkQueue) {
  let delivery: LiveDelivery | null = null;
  let isConnected = false;
  return {
    get isConnected() {
      return isConnected;
    },
    start() {
      const { WebSocket } = deps;
      if (delivery !== null || WebSocket === null) return;
      delivery = liveDelivery({
        relayUrl: deps.relayUrl,
        api: core.api,
        WebSocket,
        cursor: () => cursorOf(core),
        take: (entry) => queue.run(() => takeLive(core, entry)),
        onState(connected) {
          isConnected = connected;
          queue.tell();
          // What waits is sent now; what cannot be is tried at the next connection.
          if (connected) queue.run(() => sync(core)).catch(() => undefined);
        },
      });
    },
    stop() {
      delivery?.stop();
    },
  };
}
