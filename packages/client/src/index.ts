export type {
  Channel,
  ChannelProvider,
  ChannelTraits,
  Device,
  KeptPackage,
  MembershipChange,
  Opened,
  PendingChange,
} from "./channel/channel.ts";
export { mlsChannels } from "./channel/mls/provider.ts";
export { type Client, openClient } from "./client.ts";
export type { Conversation, ConversationSummary } from "./conversation.ts";
export { ClientError, type ClientErrorCode } from "./errors.ts";
export type { ClientDeps } from "./open-core.ts";
export type { SendOptions } from "./outgoing.ts";
export { type Contact, contactSchema, type ReportSummary, reportSummarySchema } from "./records.ts";
export type { PreparedReport, ReportOutcome, ReportPreview, ReportSelection } from "./reports.ts";
export type { StampCheck } from "./stamp-checks.ts";
export { browserStoreKey, indexedDbStore } from "./store/indexed-db.ts";
export type { ClientStore, StoreBatch } from "./store/store.ts";
export type { ShownMessage } from "./thread.ts";
