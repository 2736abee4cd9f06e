import type { Credential } from "@openfranking/protocol";

/**
 * An end-to-end encrypted conversation that someone else built. Nobody has to change messenger protocol to use franking: an
 * adapter implements this port and passes `describeChannel()`.
 */
export interface Channel {
  readonly traits: ChannelTraits;
  /** At least 16 random bytes; the relay's name for the conversation. */
  readonly conversation: Uint8Array;
  readonly epoch: number;
  /** Accounts, each once, in no particular order. The channel's own word: what it encrypts to. */
  readonly members: readonly string[];
  /** Encrypts `inner` to the members; authenticates `associatedData`, which the relay also reads. */
  seal(inner: Uint8Array, associatedData: Uint8Array): Promise<Uint8Array>;
  /**
   * Null: not for this conversation. Throws `ClientError("channel")`: it is, and it is not valid, a replay, or from an epoch
   * that was forgotten. The sender comes from the channel, never from content.
   */
  open(wire: Uint8Array, associatedData: Uint8Array): Promise<Opened | null>;
  /** Not applied: the relay may have taken another change first. */
  change(change: MembershipChange): Promise<PendingChange>;
  /** Applies another member's change. Throws `ClientError("channel")`, and `"not-certified"` for a device that its account did not certify. */
  process(commit: Uint8Array): Promise<void>;
  /** 32 bytes that the members of this epoch have, and nobody else: who shows them is a member, and does not say which. */
  pass(): Promise<Uint8Array>;
  /** Everything, secrets included; changes with every call of the others. Opened again by the provider that made it. */
  save(): Uint8Array;
}

export interface ChannelTraits {
  readonly protocol: string;
  readonly bindsAssociatedData: boolean;
  /** `transferable`: the channel's own signatures would convince outsiders, so they are never kept in evidence. */
  readonly senderAuth: "deniable" | "transferable";
  readonly multiParty: boolean;
  readonly postQuantum: boolean;
}

export interface Opened {
  readonly inner: Uint8Array;
  readonly sender: string;
  readonly epoch: number;
}

export interface MembershipChange {
  /** One key package for each device to add, and the account that it must be of: a relay could hand out another's. */
  readonly add: readonly { readonly account: string; readonly keyPackage: Uint8Array }[];
  /** Accounts, all of their devices. */
  readonly remove: readonly string[];
}

export interface PendingChange {
  readonly commit: Uint8Array;
  readonly welcome: Uint8Array | null;
  /** The accounts that the change leads to. */
  readonly members: readonly string[];
  /** The pass of the epoch that the change leads to. */
  readonly pass: Uint8Array;
  /** The channel after the change, as `save` gives it: to be restored once the relay has taken the change. */
  readonly saved: Uint8Array;
}

/** Makes, joins and restores channels for one device. */
export interface ChannelProvider {
  /** One-use packages, each with the private half that `join` needs. */
  keyPackages(
    device: Device,
    count: number,
  ): Promise<readonly { readonly publicPart: Uint8Array; readonly secretPart: Uint8Array }[]>;
  create(device: Device, conversation: Uint8Array): Promise<Channel>;
  /**
   * Null where none of the packages is the one that the welcome was made for. Throws `ClientError("channel")`, and
   * `"not-certified"` where any device in the conversation is not certified by its account.
   */
  join(
    device: Device,
    welcome: Uint8Array,
    packages: readonly KeptPackage[],
  ): Promise<{ readonly channel: Channel; readonly used: KeptPackage } | null>;
  restore(device: Device, saved: Uint8Array): Promise<Channel>;
}

export interface KeptPackage {
  readonly publicPart: Uint8Array;
  readonly secretPart: Uint8Array;
}

/** What a device is to its channels: its certificate, and the seed of the key that it is certified with. */
export interface Device {
  readonly credential: Credential;
  readonly secretKey: Uint8Array;
}
