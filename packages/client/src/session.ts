import { type Rng, Secret, signFramed } from "@openfranking/franking";
import { type ApiClient, apiClient, relayRoutes, sessionLabel } from "@openfranking/protocol";

export type RelayApi = ApiClient<typeof relayRoutes>;

export interface Transport {
  readonly fetch: typeof fetch;
  readonly clock: () => number;
  readonly rng: Rng;
}

const timeoutMs = 15_000;
/** A session that is about to end is not begun with. */
const marginMs = 60_000;

/** The relay as one device sees it: sessions are opened, and opened again, as they are needed. */
export function relaySession(
  baseUrl: string,
  transport: Transport,
  device: () => { readonly relay: string; readonly devicePk: Uint8Array; readonly deviceSk: Uint8Array },
): RelayApi {
  let session: { token: string; expiresAt: number } | null = null;

  const open = apiClient(relayRoutes, { baseUrl, fetch: transport.fetch, timeoutMs, token: async () => "" });

  async function token(): Promise<string> {
    if (session === null || session.expiresAt - marginMs < transport.clock()) session = await openSession();
    return session.token;
  }

  async function openSession(): Promise<{ token: string; expiresAt: number }> {
    const { deviceSk, devicePk, relay } = device();
    const { nonce } = await open.challenge({ body: { devicePk } });
    const signature = signFramed(new Secret(deviceSk), sessionLabel, relay, nonce, devicePk);
    return open.openSession({ body: { devicePk, nonce, signature } });
  }

  // A relay that restarted may have forgotten the session: once, and only once, another is opened.
  const fetchAgain: typeof fetch = async (input, init) => {
    const response = await transport.fetch(input, init);
    const headers = new Headers(init?.headers);
    if (response.status !== 401 || !headers.has("authorization")) return response;
    session = null;
    headers.set("authorization", `Bearer ${await token()}`);
    return transport.fetch(input, { ...init, headers });
  };

  return apiClient(relayRoutes, { baseUrl, fetch: fetchAgain, timeoutMs, token });
}
