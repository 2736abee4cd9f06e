import {
  generateIdentity,
  hash,
  hex,
  type Rng,
  reveal,
  Secret,
  signFramed,
  unhex,
} from "@openfranking/franking";
import {
  accountOf,
  certifyDevice,
  ProblemError,
  type RelayInfo,
  registerLabel,
} from "@openfranking/protocol";
import { ClientError } from "./errors.ts";
import { type Contact, contactSchema, type Identity, keys } from "./records.ts";
import type { RelayApi } from "./session.ts";
import type { SealedStore } from "./store/sealed.ts";

/** An account and its first device. The account's key stays on the device that made it. */
export function newIdentity(name: string, rng: Rng, now: number): Identity {
  const account = generateIdentity(rng);
  const device = generateIdentity(rng);
  return {
    name,
    accountSk: reveal(account.secretKey),
    deviceSk: reveal(device.secretKey),
    credential: certifyDevice(account.secretKey, account.publicKey, device.publicKey, now),
    registered: false,
  };
}

/** Takes the name at the relay. The identity is kept before it is sent: an answer that is lost leaves no stranger. */
export async function registerIdentity(
  store: SealedStore,
  api: RelayApi,
  info: RelayInfo,
  identity: Identity,
): Promise<Identity> {
  await store.write({ [keys.identity]: identity });
  const { credential, name } = identity;
  const parts = [info.relay, name, unhex(credential.account), credential.devicePk];
  const proof = signFramed(new Secret(identity.accountSk), registerLabel, ...parts);
  try {
    await api.register({ body: { name, credential, proof } });
  } catch (error) {
    // Sent twice, with the first answer lost, the account is there and it is ours.
    if (!(error instanceof ProblemError && error.code === "account-exists")) throw error;
  }
  const registered = { ...identity, registered: true };
  await store.write({ [keys.identity]: registered });
  return registered;
}

/** Looks a name up and pins the account behind it. Throws `ClientError("key-changed")` where the name was another account's before. */
export async function findContact(store: SealedStore, api: RelayApi, name: string): Promise<Contact> {
  const found = await api.lookUp({ params: { name } });
  // An answer about somebody else would be pinned beside the name that was asked for, and pass its pin by.
  if (found.name !== name) throw new ClientError("wrong-answer");
  return pin(store, found);
}

/** Who an account is, by the relay's word where this device has not met it. */
export async function contactOf(store: SealedStore, api: RelayApi, account: string): Promise<Contact> {
  const pinned = await store.get(contactSchema, keys.contact(account));
  if (pinned !== null) return pinned;
  const found = await api.nameOf({ params: { account } });
  if (found.account !== account) throw new ClientError("wrong-answer");
  return pin(store, found);
}

async function pin(store: SealedStore, found: Contact): Promise<Contact> {
  if (accountOf(found.accountPk) !== found.account) throw new ClientError("not-certified");
  const contacts = await store.list(contactSchema, keys.contact(""));
  const before = contacts.find(([, contact]) => contact.name === found.name);
  if (before !== undefined && before[1].account !== found.account) throw new ClientError("key-changed");
  await store.write({ [keys.contact(found.account)]: found });
  return found;
}

/**
 * Sixty digits that two people compare by voice: the same on both sides where each has the other's real account. 60 decimal
 * digits are 199 bits of the hash.
 */
export function safetyNumber(one: string, other: string): string {
  const digest = hash("openfranking safety-number v1", ...[one, other].sort().map(unhex));
  const digits = BigInt(`0x${hex(digest)}`)
    .toString()
    .padStart(78, "0")
    .slice(-60);
  return digits.match(/.{5}/gu)?.join(" ") ?? "";
}
