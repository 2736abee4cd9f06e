import {
  type Arrival,
  type Franked,
  generateIdentity,
  type Header,
  merkleV1,
  notEnrolled,
  type Secret,
  signFramed,
  unhex,
} from "@openfranking/franking";
import {
  type ApiClient,
  apiClient,
  type Credential,
  certifyDevice,
  type MailboxEntry,
  registerLabel,
  relayRoutes,
  sessionLabel,
} from "@openfranking/protocol";
import { rng } from "./fake-moderation.ts";
import { fakeWire } from "./wire-node.ts";

export const relayName = "relay.example";

/** An account with one device, as far as a relay knows them. */
export interface Person {
  readonly name: string;
  readonly account: string;
  readonly credential: Credential;
  readonly accountSk: Secret;
  readonly deviceSk: Secret;
  /** With a session; opened at the first call that needs one. */
  readonly api: ApiClient<typeof relayRoutes>;
  /** The next call opens another one. */
  forgetSession(): void;
  openSession(): Promise<string>;
}

export function newPerson(name: string, url: () => string): Person {
  const account = generateIdentity(rng);
  const device = generateIdentity(rng);
  const credential = certifyDevice(account.secretKey, account.publicKey, device.publicKey, 1_800_000_000_000);
  let token: Promise<string> | null = null;
  const openOnce = () => {
    token ??= person.openSession();
    return token;
  };
  const client = () => apiClient(relayRoutes, { baseUrl: url(), fetch, token: openOnce, timeoutMs: 30_000 });
  const person: Person = {
    name,
    account: credential.account,
    credential,
    accountSk: account.secretKey,
    deviceSk: device.secretKey,
    get api() {
      return client();
    },
    forgetSession() {
      token = null;
    },
    async openSession() {
      const { devicePk } = credential;
      const { nonce } = await client().challenge({ body: { devicePk } });
      const signature = signFramed(device.secretKey, sessionLabel, relayName, nonce, devicePk);
      return (await client().openSession({ body: { devicePk, nonce, signature } })).token;
    },
  };
  return person;
}

export function registrationOf(person: Person, name = person.name) {
  const { account, devicePk } = person.credential;
  const proof = signFramed(person.accountSk, registerLabel, relayName, name, unhex(account), devicePk);
  return { name, credential: person.credential, proof };
}

export async function register(name: string, url: () => string): Promise<Person> {
  const person = newPerson(name, url);
  await person.api.register({ body: registrationOf(person) });
  return person;
}

/** A franked message and the ciphertext that it travels in. */
export interface Prepared {
  readonly franked: Franked;
  readonly message: { readonly outer: Uint8Array; readonly wire: Uint8Array };
}

export function prepare(
  sender: Person,
  conversation: Uint8Array,
  epoch: number,
  text: string,
  n = 0,
): Prepared {
  const header: Header = {
    v: 1,
    relay: relayName,
    conversation,
    sender: sender.account,
    sent: { device: new Uint8Array(8), n },
    seen: null,
    kind: "message",
    refs: [],
  };
  const fields = [
    ["sentAt", 1_800_000_000_000],
    ["text", text],
  ] as const;
  const franked = merkleV1.frank({ header, fields }, notEnrolled, rng);
  return { franked, message: { outer: franked.outer, wire: fakeWire(conversation, epoch, franked) } };
}

/** What a recipient's channel hands to `receive`: here the inner bytes that the test kept. */
export function arrivalOf(entry: MailboxEntry, franked: Franked): Arrival {
  if (entry.kind !== "message") throw new Error("no message");
  const { conversation, delivery, epoch, outer, sender } = entry;
  if (sender === null) throw new Error("unreachable: the relay knows who sent this");
  return {
    outer,
    inner: franked.inner,
    delivery,
    channel: { suite: merkleV1.id, conversation, epoch, sender },
  };
}

/** A conversation of these people, at epoch 1 (or 0 for one alone). Mailboxes of the added hold a welcome. */
export async function converse(
  creator: Person,
  others: readonly Person[],
): Promise<{ id: Uint8Array; key: string; epoch: number }> {
  const id = rng(16);
  const key = Buffer.from(id).toString("hex");
  await creator.api.createConversation({ body: { conversation: id, suite: merkleV1.id } });
  if (others.length === 0) return { id, key, epoch: 0 };
  const members = [creator, ...others].map(({ account }) => account);
  const body = { epoch: 0, commit: Uint8Array.of(1), members, welcome: Uint8Array.of(2) };
  const { epoch } = await creator.api.commit({ params: { conversation: key }, body });
  return { id, key, epoch };
}

/** Everything that waits for a device, over as many pages as it takes. */
export async function drain(person: Person, after = 0, limit = 200): Promise<MailboxEntry[]> {
  const all: MailboxEntry[] = [];
  for (;;) {
    const cursor = all.at(-1)?.cursor ?? after;
    const page = await person.api.mailbox({ query: { after: String(cursor), limit: String(limit) } });
    all.push(...page.entries);
    if (!page.more) return all;
  }
}
