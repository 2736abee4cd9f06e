import {
  assertionSchema,
  byteString,
  countSchema,
  nameSchema,
  timeSchema,
  unhex,
} from "@openfranking/franking";
import * as z from "zod/mini";
import { accountSchema, credentialSchema, personNameSchema } from "./account.ts";
import { accountKeySchema } from "./account-keys.ts";
import { limits } from "./limits.ts";
import { route } from "./route.ts";
import { publishedRecordSchema } from "./stamp-keys.ts";

export const conversationIdSchema = byteString(16);
/** A conversation's id in a path: 32 hexadecimal digits. */
const conversationParam = z.strictObject({
  conversation: z.pipe(
    z.string().check(z.regex(/^[0-9a-f]{32}$/u)),
    z.transform((text) => unhex(text)),
  ),
});
const numberText = z.pipe(z.string().check(z.regex(/^\d{1,15}$/u)), z.transform(Number));

export const relayInfoSchema = z.strictObject({
  relay: nameSchema,
  /** Ed25519, signs stamp-key records. */
  identityKey: byteString(32),
  moderation: nameSchema,
  /** Where reports go, and which key signs for the moderation: clients pin both at first contact. */
  moderationUrl: z.string(),
  moderationKey: byteString(32),
  suites: z.array(nameSchema),
  version: z.int(),
});
export type RelayInfo = z.infer<typeof relayInfoSchema>;

const members = z.array(accountSchema).check(z.minLength(1), z.maxLength(limits.members));
const handshake = byteString(1, limits.handshake);
/** The hash of the pass with which members of the epoch that begins send sealed; absent where the relay learns who sends. */
const sealedPass = z.optional(byteString(32));
const messages = z
  .array(z.strictObject({ outer: byteString(1, 1024), wire: byteString(1, limits.wire) }))
  .check(z.minLength(1), z.maxLength(limits.messagesPerRequest));

/** What waits for an account. `cursor` rises by entry; a mailbox is read from a cursor and acknowledged up to one. */
export const mailboxEntrySchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("message"),
    cursor: countSchema,
    conversation: conversationIdSchema,
    epoch: countSchema,
    /** Null where the relay does not know it. */
    sender: z.nullable(accountSchema),
    outer: byteString(1, limits.wire),
    wire: byteString(1, limits.wire),
    delivery: byteString(1, 4096),
  }),
  z.strictObject({
    kind: z.literal("commit"),
    cursor: countSchema,
    conversation: conversationIdSchema,
    /** The epoch that the commit was made for. */
    epoch: countSchema,
    sender: accountSchema,
    commit: handshake,
    /** The accounts that the commit leads to, as its sender said: clients compare with their tree. */
    members,
  }),
  z.strictObject({
    kind: z.literal("welcome"),
    cursor: countSchema,
    conversation: conversationIdSchema,
    /** The epoch that the welcome leads to. */
    epoch: countSchema,
    sender: accountSchema,
    suite: nameSchema,
    welcome: handshake,
    members,
  }),
]);
export type MailboxEntry = z.infer<typeof mailboxEntrySchema>;

export const mailboxPageSchema = z.strictObject({ entries: z.array(mailboxEntrySchema), more: z.boolean() });

export const relayRoutes = {
  info: route({
    method: "GET",
    path: "/v1/info",
    summary: "Names, keys and suites of this relay.",
    response: relayInfoSchema,
  }),
  register: route({
    method: "POST",
    path: "/v1/accounts",
    summary: "Registers an account under a name, with its first device.",
    request: z.strictObject({ name: personNameSchema, credential: credentialSchema, proof: byteString(64) }),
    response: z.strictObject({ account: accountSchema }),
    problems: ["name-taken", "account-exists", "not-certified", "wrong-proof"],
  }),
  challenge: route({
    method: "POST",
    path: "/v1/sessions/challenge",
    summary: "A nonce for a device to sign.",
    request: z.strictObject({ devicePk: byteString(32) }),
    response: z.strictObject({ nonce: byteString(32) }),
  }),
  openSession: route({
    method: "POST",
    path: "/v1/sessions",
    summary: "Opens a session of an hour by proof of possession of the device's key.",
    request: z.strictObject({ devicePk: byteString(32), nonce: byteString(32), signature: byteString(64) }),
    response: z.strictObject({ token: z.string(), expiresAt: timeSchema }),
    problems: ["wrong-proof"],
  }),
  lookUp: route({
    method: "GET",
    path: "/v1/names/:name",
    summary: "The account that took a name. The relay's word alone: compare safety numbers.",
    caller: "device",
    params: z.strictObject({ name: personNameSchema }),
    response: z.strictObject({ name: personNameSchema, account: accountSchema, accountPk: byteString(32) }),
  }),
  nameOf: route({
    method: "GET",
    path: "/v1/accounts/:account",
    summary: "The name that an account took. The relay's word alone.",
    caller: "device",
    params: z.strictObject({ account: accountSchema }),
    response: z.strictObject({ name: personNameSchema, account: accountSchema, accountPk: byteString(32) }),
  }),
  publishAccountKey: route({
    method: "POST",
    path: "/v1/account-keys",
    summary:
      "Publishes the calling account's key for the schemes of one algorithm, in the place of an earlier one.",
    caller: "device",
    request: accountKeySchema,
    response: z.strictObject({}),
    problems: ["not-certified"],
  }),
  accountKey: route({
    method: "GET",
    path: "/v1/accounts/:account/keys/:alg",
    summary: "An account's key for the schemes of one algorithm. The account signed it.",
    caller: "device",
    params: z.strictObject({ account: accountSchema, alg: nameSchema }),
    response: accountKeySchema,
  }),
  publishKeyPackages: route({
    method: "POST",
    path: "/v1/key-packages",
    summary: "Adds one-use key packages of the calling device.",
    caller: "device",
    request: z.strictObject({
      keyPackages: z
        .array(byteString(1, limits.keyPackage))
        .check(z.minLength(1), z.maxLength(limits.keyPackages)),
    }),
    response: z.strictObject({ left: countSchema }),
  }),
  claimKeyPackages: route({
    method: "POST",
    path: "/v1/accounts/:account/key-packages/claim",
    summary: "Takes one key package of each device of an account; each is given once.",
    caller: "device",
    params: z.strictObject({ account: accountSchema }),
    response: z.strictObject({ keyPackages: z.array(byteString(1, limits.keyPackage)) }),
    problems: ["no-key-package"],
  }),
  createConversation: route({
    method: "POST",
    path: "/v1/conversations",
    summary: "Opens a conversation of its creator alone, at epoch 0.",
    caller: "device",
    request: z.strictObject({ conversation: conversationIdSchema, suite: nameSchema, sealedPass }),
    response: z.strictObject({ epoch: countSchema }),
    problems: ["conversation-exists", "wrong-suite"],
  }),
  commit: route({
    method: "POST",
    path: "/v1/conversations/:conversation/commits",
    summary: "Moves a conversation to its next epoch, with the members that the commit leads to.",
    caller: "device",
    params: conversationParam,
    request: z.strictObject({
      epoch: countSchema,
      commit: handshake,
      members,
      welcome: z.nullable(handshake),
      sealedPass,
    }),
    response: z.strictObject({ epoch: countSchema }),
    problems: ["stale-epoch", "not-a-member"],
    maxBytes: 2 * limits.handshake + 65_536,
  }),
  send: route({
    method: "POST",
    path: "/v1/conversations/:conversation/messages",
    summary: "Accepts and stamps messages, in order. The same message sent again gets the same answer.",
    caller: "device",
    params: conversationParam,
    request: z.strictObject({
      epoch: countSchema,
      /** The conversation's: it says how to read each `outer`. */
      suite: nameSchema,
      messages,
    }),
    response: z.strictObject({ deliveries: z.array(byteString(1, 4096)) }),
    problems: ["stale-epoch", "not-a-member", "wrong-suite", "outer-mismatch"],
    maxBytes: limits.messagesPerRequest * (limits.wire + 2048),
  }),
  sendSealed: route({
    method: "POST",
    path: "/v1/conversations/:conversation/sealed-messages",
    summary:
      "Accepts messages of whoever shows the pass of the epoch, and learns no more of the sender than that she is a member.",
    params: conversationParam,
    request: z.strictObject({ epoch: countSchema, suite: nameSchema, pass: byteString(32), messages }),
    /** One for each message, and the same for everybody to whom it goes. */
    response: z.strictObject({ deliveries: z.array(byteString(1, 4096)) }),
    problems: ["stale-epoch", "not-a-member", "wrong-suite", "outer-mismatch"],
    maxBytes: limits.messagesPerRequest * (limits.wire + 2048),
  }),
  mailbox: route({
    method: "GET",
    path: "/v1/mailbox",
    summary: "What waits for the calling device after a cursor, oldest first.",
    caller: "device",
    query: z.strictObject({ after: numberText, limit: z.optional(numberText) }),
    response: mailboxPageSchema,
  }),
  acknowledge: route({
    method: "POST",
    path: "/v1/mailbox/acknowledge",
    summary: "Lets the relay forget what waits up to and including a cursor.",
    caller: "device",
    request: z.strictObject({ cursor: countSchema }),
    response: z.strictObject({ cursor: countSchema }),
  }),
  liveTicket: route({
    method: "POST",
    path: "/v1/live/ticket",
    summary: "A ticket, good once and for a minute, for the WebSocket at /v1/live?ticket=…&after=….",
    caller: "device",
    response: z.strictObject({ ticket: z.string() }),
  }),
  keyRecords: route({
    method: "GET",
    path: "/v1/stamp-keys",
    summary: "The signed stamp-key records that may still be judged.",
    response: z.strictObject({ records: z.array(publishedRecordSchema) }),
  }),
  assert: route({
    method: "POST",
    path: "/v1/assertions",
    summary: "The relay's word to the moderation of who is calling, bound to a secret of the caller's.",
    caller: "device",
    request: z.strictObject({ binding: byteString(32) }),
    response: z.strictObject({ assertion: assertionSchema }),
  }),
} as const;
