import { Secret, signFramed } from "@openfranking/franking";
import { type ApiClient, apiClient, relayRoutes, sessionLabel } from "@openfranking/protocol";

export type RelayApi = ApiClient<typeof relayRoutes>;

const timeoutMs = 15_000;

/** The relay as one device sees it: sessions are opened, and opened again, as they are needed. */
export function relaySession(
  baseUrl: string,
  send: typeof fetch,
  device: () => { readonly relay: string; readonly devicePk: Uint8Array; readonly deviceSk: Uint8Array },
): RelayApi {
  let session: { token: string } | null = null;

  const open = apiClient(relayRoutes, { baseUrl, fetch: send, timeoutMs, token: async () => "" });

  async function token(): Promise<string> {
    session ??= await openSession();
    return session.token;
  }

  async function openSession(): Promise<{ token: string }> {
    const { deviceSk, devicePk, relay } = device();
    const { nonce } = await open.challenge({ body: { devicePk } });
    const signature = signFramed(new Secret(deviceSk), sessionLabel, relay, nonce, devicePk);
    return open.openSession({ body: { devicePk, nonce, signature } });
  }

  // The session is over, or a relay that restarted has forgotten it: once, and only once, another is opened.
  const fetchAgain: typeof fetch = async (input, init) => {
    const response = await send(input, init);
    const headers = new Headers(init?.headers);
    if (response.status !== 401 || !headers.has("authorization")) return response;
    session = null;
    headers.set("authorization", `Bearer ${await token()}`);
    return send(input, { ...init, headers });
  };

  return apiClient(relayRoutes, { baseUrl, fetch: fetchAgain, timeoutMs, token });
}
