import {
  byteString,
  conversationSchema,
  countSchema,
  type Field,
  type Header,
  nameSchema,
  timeSchema,
} from "@openfranking/franking";
import {
  accountSchema,
  categorySchema,
  credentialSchema,
  personNameSchema,
  receiptSchema,
  verdictSchema,
} from "@openfranking/protocol";
import * as z from "zod/mini";

/** What a device keeps, by the names in its store. */
export const keys = {
  identity: "identity",
  relay: "relay",
  cursor: "cursor",
  contact: (account: string) => `contact/${account}`,
  record: (keyId: string) => `record/${keyId}`,
  keyPackage: (id: string) => `package/${id}`,
  conversation: (id: string) => `conversation/${id}`,
  message: (id: string, position: number) => `message/${id}/${padded(position)}`,
  pending: (id: string, n: number) => `pending/${id}/${padded(n)}`,
  ownAccountKey: (alg: string) => `account-key/own/${alg}`,
  accountKey: (alg: string, account: string) => `account-key/${alg}/${account}`,
  tokens: (alg: string) => `tokens/${alg}`,
  report: (reportNumber: string) => `report/${reportNumber}`,
} as const;

/** So that the order of names is the order of numbers. */
function padded(value: number): string {
  return value.toString().padStart(16, "0");
}

const bytes = byteString(0, 16_777_216);

export const identitySchema = z.strictObject({
  name: personNameSchema,
  accountSk: byteString(32),
  deviceSk: byteString(32),
  credential: credentialSchema,
  /** False until the relay has answered. */
  registered: z.boolean(),
});
export type Identity = z.infer<typeof identitySchema>;

export const contactSchema = z.strictObject({
  name: personNameSchema,
  account: accountSchema,
  accountPk: byteString(32),
});
/** A person as this device first met her: the account is pinned, and the name is the relay's word. */
export type Contact = z.infer<typeof contactSchema>;

export const cursorSchema = countSchema;

export const keptPackageSchema = z.strictObject({ publicPart: bytes, secretPart: bytes });

export const conversationRecordSchema = z.strictObject({
  conversation: conversationSchema,
  suite: nameSchema,
  /** 8 random bytes, of this device in this conversation. */
  device: byteString(8),
  /** The number of the next message that this device sends. */
  nextN: countSchema,
  /** The next place in the order of what arrived. */
  nextPosition: countSchema,
  channel: bytes,
  warnings: z.array(nameSchema),
  /** A change of members that the relay may or may not have taken. */
  change: z.nullable(
    z.strictObject({
      epoch: countSchema,
      commit: bytes,
      welcome: z.nullable(bytes),
      members: z.array(accountSchema),
      /** What the relay is told of the pass of the epoch that follows, or null where it learns who sends. */
      sealedPass: z.nullable(byteString(32)),
      next: bytes,
    }),
  ),
});
export type ConversationRecord = z.infer<typeof conversationRecordSchema>;

/** Checked by the scheme before it was kept; the store's seal says that it is the same. */
const messageSchema = z.strictObject({
  header: z.custom<Header>((value) => value instanceof Object),
  fields: z.custom<readonly Field[]>((value) => Array.isArray(value)),
});

export const keptMessageSchema = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("shown"),
    commitment: byteString(32),
    message: messageSchema,
    seq: z.nullable(countSchema),
    acceptedAt: z.nullable(timeSchema),
    evidence: bytes,
    warnings: z.array(z.enum(["seen-mismatch", "sent-gap", "refers-to-unknown"])),
    /** What the moderation said of the stamp: null while it was not asked. */
    stampIsGood: z.nullable(z.boolean()),
    /** Chosen when the message came, so that asking more often does not ask about more. */
    checkIsDue: z.boolean(),
  }),
  /** `seq` and `commitment` as they came, where they could be read: another message under the number is equivocation. */
  z.strictObject({
    state: z.literal("hidden"),
    code: nameSchema,
    seq: z.nullable(countSchema),
    commitment: z.nullable(byteString(32)),
  }),
]);
export type KeptMessage = z.infer<typeof keptMessageSchema>;

export const pendingSchema = z.strictObject({
  n: countSchema,
  commitment: byteString(32),
  message: messageSchema,
  inner: bytes,
  outer: bytes,
  wire: bytes,
  /** Every epoch in which it was sent, the last one that of `wire`: an answer that was lost may have been of an earlier one. */
  epochs: z.array(countSchema),
  /** Why the relay will not take it, or null while it may. */
  refused: z.nullable(nameSchema),
});
export type Pending = z.infer<typeof pendingSchema>;

export const reportSummarySchema = z.strictObject({
  reportNumber: nameSchema,
  category: categorySchema,
  submittedAt: timeSchema,
  conversation: conversationSchema,
  commitments: z.array(byteString(32)),
  verdicts: z.array(verdictSchema),
  receipt: receiptSchema,
  receiptSecret: byteString(32),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;
