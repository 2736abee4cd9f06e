import { hex, merkleV1, notEnrolled, signFramed, unhex } from "@openfranking/franking";
import {
  type ApiClient,
  apiClient,
  encodeAs,
  mediaTypes,
  registerLabel,
  relayRoutes,
  sessionLabel,
} from "@openfranking/protocol";
import type { Shot } from "./load.ts";
import { type Member, pairUp, rng, textMessage, textOf } from "./parties.ts";

const textBytes = 256;

/** Somebody who has a session and a conversation, and writes as fast as she likes. */
export interface Sender {
  /** Requests with one new message each, or with several. */
  shots(requests: number, messagesEach: number): Promise<Shot[]>;
}

export async function startSender(relayUrl: string, number: number): Promise<Sender> {
  const { alice, bob, commit, conversation, welcome } = await pairUp();
  const { api, token } = await signIn(relayUrl, alice, `alice-${number}`);
  await signIn(relayUrl, bob, `bob-${number}`);
  const key = hex(conversation);
  await api.createConversation({ body: { conversation, suite: merkleV1.id } });
  const members = [alice.account, bob.account];
  const { epoch } = await api.commit({
    params: { conversation: key },
    body: { epoch: 0, commit, members, welcome },
  });
  const place = { conversation, sender: alice.account };
  let n = 0;

  async function message() {
    const { inner, outer } = merkleV1.frank(textMessage(place, n++, textOf(textBytes)), notEnrolled, rng);
    return { outer, wire: await alice.channel.seal(inner, outer) };
  }

  return {
    async shots(requests, messagesEach) {
      const shots: Shot[] = [];
      for (let i = 0; i < requests; i++) {
        const messages = [];
        for (let j = 0; j < messagesEach; j++) messages.push(await message());
        shots.push({
          url: `${relayUrl}${relayRoutes.send.path.replace(":conversation", key)}`,
          headers: { authorization: `Bearer ${token}`, "content-type": mediaTypes.cbor },
          body: encodeAs(relayRoutes.send.request, { epoch, suite: "merkle-v1", messages }),
        });
      }
      return shots;
    },
  };
}

async function signIn(
  baseUrl: string,
  member: Member,
  name: string,
): Promise<{ api: ApiClient<typeof relayRoutes>; token: string }> {
  let token = "";
  const api = apiClient(relayRoutes, { baseUrl, fetch, token: async () => token, timeoutMs: 30_000 });
  const { relay } = await api.info({});
  const { account, credential, accountSk, deviceSk } = member;
  const { devicePk } = credential;
  const proof = signFramed(accountSk, registerLabel, relay, name, unhex(account), devicePk);
  await api.register({ body: { name, credential, proof } });
  const { nonce } = await api.challenge({ body: { devicePk } });
  const signature = signFramed(deviceSk, sessionLabel, relay, nonce, devicePk);
  ({ token } = await api.openSession({ body: { devicePk, nonce, signature } }));
  return { api, token };
}
