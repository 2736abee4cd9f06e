import { equalBytes } from "@openfranking/franking";
import { certifiedDevice, passLabel } from "@openfranking/protocol";
import {
  type CiphersuiteImpl,
  type ClientState,
  createApplicationMessage,
  createCommit,
  decodeMlsMessage,
  emptyPskIndex,
  encodeMlsMessage,
  type KeyPackage,
  type MLSMessage,
  mlsExporter,
  type PrivateMessage,
  type Proposal,
  processPrivateMessage,
  zeroOutUint8Array,
} from "ts-mls";
import { unprotectPrivateMessage } from "ts-mls/messageProtection.js";
import { ClientError } from "../../errors.ts";
import type { Channel, MembershipChange, Opened, PendingChange } from "../channel.ts";
import { accountAtLeaf, accountsOf, encodeState, leavesOf } from "./state.ts";
import { config, readCredential } from "./suite.ts";

const traits: Channel["traits"] = {
  protocol: "mls",
  bindsAssociatedData: true,
  // RFC 9420 §6.1: each message is signed by its leaf.
  senderAuth: "transferable",
  multiParty: true,
  postQuantum: false,
};

/** A conversation over MLS (RFC 9420), by a library that has not been audited. */
export function mlsChannel(initial: ClientState, suite: CiphersuiteImpl): Channel {
  let state = initial;

  async function seal(inner: Uint8Array, associatedData: Uint8Array): Promise<Uint8Array> {
    const sealed = await refusing(() => createApplicationMessage(state, inner, suite, associatedData));
    state = sealed.newState;
    sealed.consumed.forEach(zeroOutUint8Array);
    return encodeMlsMessage({
      version: "mls10",
      wireformat: "mls_private_message",
      privateMessage: sealed.privateMessage,
    });
  }

  async function open(wire: Uint8Array, associatedData: Uint8Array): Promise<Opened | null> {
    const message = privateMessageOf(wire);
    if (message === null || !equalBytes(message.groupId, state.groupContext.groupId)) return null;
    if (message.contentType !== "application" || !equalBytes(message.authenticatedData, associatedData)) {
      throw new ClientError("channel");
    }
    const opened = await refusing(() => unprotect(state, message, suite));
    state = opened.state;
    return { inner: opened.inner, sender: opened.sender, epoch: Number(message.epoch) };
  }

  async function change(wanted: MembershipChange): Promise<PendingChange> {
    const proposals = [...additions(wanted), ...removals(wanted, state)];
    const { commit, newState, welcome } = await refusing(() =>
      createCommit({ state, cipherSuite: suite }, { extraProposals: proposals, ratchetTreeExtension: true }),
    );
    return {
      commit: encodeMlsMessage(commit),
      welcome:
        welcome === undefined
          ? null
          : encodeMlsMessage({ version: "mls10", wireformat: "mls_welcome", welcome }),
      members: accountsOf(newState.ratchetTree),
      pass: await passOf(newState, suite),
      saved: encodeState(newState),
    };
  }

  async function process(commit: Uint8Array): Promise<void> {
    const message = privateMessageOf(commit);
    if (message === null || message.contentType !== "commit") throw new ClientError("channel");
    const result = await refusing(() => processPrivateMessage(state, message, emptyPskIndex, suite));
    if (result.kind !== "newState") throw new ClientError("channel");
    state = result.newState;
    result.consumed.forEach(zeroOutUint8Array);
  }

  return {
    traits,
    get conversation() {
      return state.groupContext.groupId;
    },
    get epoch() {
      return Number(state.groupContext.epoch);
    },
    get members() {
      return state.groupActiveState.kind === "active" ? accountsOf(state.ratchetTree) : [];
    },
    seal,
    open,
    change,
    process,
    pass: () => passOf(state, suite),
    save: () => encodeState(state),
  };
}

function passOf({ groupContext, keySchedule }: ClientState, suite: CiphersuiteImpl): Promise<Uint8Array> {
  return mlsExporter(keySchedule.exporterSecret, passLabel, groupContext.groupId, 32, suite);
}

/** As `processPrivateMessage` does it, keeping what that forgets: the leaf that sent the message. */
async function unprotect(
  state: ClientState,
  message: PrivateMessage,
  suite: CiphersuiteImpl,
): Promise<{ inner: Uint8Array; sender: string; state: ClientState }> {
  const past = state.historicalReceiverData.get(message.epoch);
  const isCurrent = message.epoch === state.groupContext.epoch;
  if (!isCurrent && past === undefined) throw new ClientError("channel");
  const keys = isCurrent || past === undefined ? currentKeys(state) : past;
  const { consumed, content, tree } = await unprotectPrivateMessage(
    keys.senderDataSecret,
    message,
    keys.secretTree,
    keys.ratchetTree,
    keys.groupContext,
    config.keyRetentionConfig,
    suite,
  );
  consumed.forEach(zeroOutUint8Array);
  const body = content.content;
  const { sender } = body;
  if (body.contentType !== "application" || sender.senderType !== "member") throw new ClientError("channel");
  const account = accountAtLeaf(sender.leafIndex, keys.ratchetTree);
  if (account === null) throw new ClientError("channel");
  const next =
    isCurrent || past === undefined
      ? { ...state, secretTree: tree }
      : withPast(state, message.epoch, { ...past, secretTree: tree });
  return { inner: body.applicationData, sender: account, state: next };
}

function currentKeys({ groupContext, keySchedule, ratchetTree, secretTree }: ClientState) {
  return { senderDataSecret: keySchedule.senderDataSecret, secretTree, ratchetTree, groupContext };
}

type PastEpoch = ClientState["historicalReceiverData"] extends Map<bigint, infer Value> ? Value : never;

function withPast(state: ClientState, epoch: bigint, past: PastEpoch): ClientState {
  return { ...state, historicalReceiverData: new Map(state.historicalReceiverData).set(epoch, past) };
}

function additions({ add }: MembershipChange): Proposal[] {
  return add.map(({ account, keyPackage }) => ({
    proposalType: "add",
    add: { keyPackage: certifiedPackage(account, keyPackage) },
  }));
}

/** Checked before it is proposed, so that the refusal says why. */
function certifiedPackage(account: string, encoded: Uint8Array): KeyPackage {
  const message = messageOf(encoded);
  if (message?.wireformat !== "mls_key_package") throw new ClientError("channel");
  const { credential, signaturePublicKey } = message.keyPackage.leafNode;
  const certificate = readCredential(credential);
  const devicePk = certificate?.account === account ? certifiedDevice(certificate) : null;
  if (devicePk === null || !equalBytes(devicePk, signaturePublicKey)) throw new ClientError("not-certified");
  return message.keyPackage;
}

function removals({ remove }: MembershipChange, state: ClientState): Proposal[] {
  return remove.flatMap((account) =>
    leavesOf(account, state.ratchetTree).map(
      (removed): Proposal => ({ proposalType: "remove", remove: { removed } }),
    ),
  );
}

export function messageOf(encoded: Uint8Array): MLSMessage | null {
  try {
    const decoded = decodeMlsMessage(encoded, 0);
    return decoded !== undefined && decoded[1] === encoded.length ? decoded[0] : null;
  } catch {
    return null;
  }
}

function privateMessageOf(encoded: Uint8Array): PrivateMessage | null {
  const message = messageOf(encoded);
  return message?.wireformat === "mls_private_message" ? message.privateMessage : null;
}

/** Whatever the library finds wrong is one refusal to us; its messages may quote keys. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof ClientError) throw cause;
    throw new ClientError("channel", { cause });
  }
}
