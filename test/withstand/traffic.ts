import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { allSchemes, encodeAbuseReport, roomUri, schemeOf, schemes } from "@openfranking/franking";
import { softwarePasskey } from "@openfranking/moderation/testing";
import { mediaTypes, moderationRoutes, type Route, relayRoutes } from "@openfranking/protocol";
import { startWorld, type World, type WorldOptions } from "@openfranking/testbed";
import { WebSocket } from "ws";
import { accountOf, nameOf, selection } from "../client/world.ts";

const services: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  relay: relayRoutes,
  moderation: moderationRoutes,
};

/** Beside what services offer: MIMI's reports, tokens of the moderation's, and keys of accounts. */
const asking = ["mimi-06", "hecate-v1", "amf-v1"] as const;
const offered = [...schemes, ...asking.map((id) => schemeOf(id, allSchemes))];

/** Every route of both services, as `service.route`. */
export const allRoutes: ReadonlyMap<string, Route> = new Map(
  Object.entries(services).flatMap(([service, routes]) =>
    Object.entries(routes).map(([name, route]) => [`${service}.${name}`, route] as const),
  ),
);

/** A request as a client sent it. */
export interface Sent {
  readonly name: string;
  readonly route: Route;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

export interface Traffic {
  readonly world: World;
  /** The first request to each route. */
  readonly sent: ReadonlyMap<string, Sent>;
  close(): Promise<void>;
}

/** Everything that clients, a relay and a reviewer ask of the services while one message is written, reported and decided. */
export async function recordTraffic(databaseOf: NonNullable<WorldOptions["databaseOf"]>): Promise<Traffic> {
  const directory = mkdtempSync(join(tmpdir(), "openfranking-traffic-"));
  const real = globalThis.fetch;
  const recorder = recording(real);
  globalThis.fetch = recorder.fetch;
  const world = await startWorld({ directory, databaseOf, schemes: offered });
  try {
    await liveThrough(world);
  } finally {
    globalThis.fetch = real;
  }
  return {
    world,
    sent: recorder.sentTo(world),
    async close() {
      await world.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function recording(real: typeof fetch) {
  const requests: Omit<Sent, "name" | "route">[] = [];
  const methods: string[] = [];
  return {
    async fetch(...[input, init]: Parameters<typeof fetch>) {
      const request = new Request(input, init);
      const body = new Uint8Array(await request.clone().arrayBuffer());
      methods.push(request.method);
      requests.push({
        url: new URL(request.url),
        headers: Object.fromEntries(request.headers),
        body: request.method === "GET" ? null : body,
      });
      return real(request);
    },
    sentTo({ moderationUrl, relayUrl }: World): Map<string, Sent> {
      const found = new Map<string, Sent>();
      for (const [i, request] of requests.entries()) {
        const service = request.url.origin === relayUrl ? "relay" : "moderation";
        if (service === "moderation" && request.url.origin !== moderationUrl) continue;
        const [name, route] = routeOf(service, methods[i] ?? "", request.url.pathname);
        if (!found.has(name)) found.set(name, { name, route, ...request });
      }
      return found;
    },
  };
}

function routeOf(service: string, method: string, pathname: string): readonly [string, Route] {
  const found = [...allRoutes].find(
    ([name, route]) =>
      name.startsWith(`${service}.`) &&
      route.method === method &&
      new RegExp(`^${route.path.replace(/:\w+/gu, "[^/]+")}$`, "u").test(pathname),
  );
  if (found === undefined) throw new Error(`no route of the ${service} is ${method} ${pathname}`);
  return found;
}

async function liveThrough(world: World): Promise<void> {
  const ada = await world.person("ada", { WebSocket: WebSocket as unknown as typeof globalThis.WebSocket });
  const ben = await world.person("ben");
  const { id } = await ben.createConversation([await ben.contact("ada")]);
  await ben.conversation(id).send("hello");
  await ada.sync();
  ada.connect();
  await ada.contactOf(accountOf(ben));
  await ada.checkStamps();
  const prepared = await ada.prepareReport(selection(id, [nameOf(ada, id, "hello")]));
  const { reportNumber } = await prepared.submit();
  await ada.outcome(reportNumber);
  for (const suite of asking) {
    const other = await ben.createConversation([await ben.contact("ada")], { suite });
    await other.send("hello");
  }
  await reportAsMimi(world);
  await decide(world, reportNumber);
}

/** What another MIMI client would report: its message was franked by nobody. */
async function reportAsMimi({ moderationUrl }: World): Promise<void> {
  const room = { relay: "relay.example", conversation: new Uint8Array(16) };
  const frank = { serverFrank: new Uint8Array(32), ciphersuite: 1, integritySignature: new Uint8Array(64) };
  const message = { messageContent: new Uint8Array(1), frank, acceptedTimestamp: 0 };
  const said = {
    reportingUser: "",
    allegedAbuserUri: "mimi://relay.example/u/x",
    reasonCode: 0,
    note: "a note",
  };
  await fetch(`${moderationUrl}/reportAbuse/${encodeURIComponent(roomUri(room))}`, {
    method: "POST",
    headers: { "content-type": mediaTypes.bytes },
    body: Uint8Array.from(encodeAbuseReport({ ...said, messages: [message], abuseExtensions: [] })),
  });
}

async function decide(world: World, reportNumber: string): Promise<void> {
  const { api, open, queue } = await world.firstReviewer("Rosa");
  const params = { reportNumber };
  await queue("open");
  await open(reportNumber);
  await api.decide({ params, body: { outcome: "action-taken", reason: "a threat" } });
  await api.readCase({ params });
  await api.team({});
  const { options } = await api.signInOptions({ body: {} });
  const stranger = softwarePasskey("http://localhost:8604").signIn(options);
  await api.signIn({ body: { response: stranger } }).catch(() => undefined);
}
