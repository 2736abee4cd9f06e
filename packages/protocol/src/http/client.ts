import * as z from "zod/mini";
import { decodeAs, encodeAs } from "../codec.ts";
import { mediaTypes } from "../limits.ts";
import { ProblemError, problemSchema } from "../problem.ts";
import type { Given, Parsed, Route } from "../route.ts";

/** One part a route asks for; what it does not ask for is left out. */
export type RouteCall<R extends Route> = (R["params"] extends null
  ? unknown
  : { params: Record<string, string> }) &
  (R["query"] extends null ? unknown : { query: Record<string, string> }) &
  (R["request"] extends null ? unknown : { body: Given<R["request"]> });

export type ApiClient<Routes extends Record<string, Route>> = {
  readonly [Name in keyof Routes]: (
    call: RouteCall<Routes[Name]>,
  ) => Promise<Parsed<Routes[Name]["response"]>>;
};

export interface ApiClientOptions {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** The bearer token of a caller that has a session. */
  readonly token: () => Promise<string>;
  readonly timeoutMs: number;
}

interface Parts {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: unknown;
}

/**
 * A typed client of a service. Every call validates the answer; a refusal is a {@link ProblemError} with the service's
 * code, and a service that cannot be reached or answers something else is `unavailable`.
 */
export function apiClient<const Routes extends Record<string, Route>>(
  routes: Routes,
  options: ApiClientOptions,
): ApiClient<Routes> {
  const calls = Object.entries(routes).map(([name, route]) => [
    name,
    (parts: Parts) => call(route, parts, options),
  ]);
  // One function a route, each with that route's types: the mapped type above says what this loop makes.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(calls) as ApiClient<Routes>;
}

async function call(route: Route, parts: Parts, options: ApiClientOptions): Promise<unknown> {
  const response = await reach(
    options,
    urlOf(route, parts, options.baseUrl),
    await requestOf(route, parts, options),
  );
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (!response.ok) throw problemOf(bytes);
  if (route.media === "bytes") return null;
  if (route.media === "cbor") return decodeAs(route.response, bytes, "unavailable");
  const parsed = route.response.safeParse(parseJson(bytes));
  if (!parsed.success) throw new ProblemError("unavailable");
  return parsed.data;
}

async function reach({ fetch: send }: ApiClientOptions, url: string, init: RequestInit): Promise<Response> {
  try {
    return await send(url, init);
  } catch (cause) {
    throw new ProblemError("unavailable", { cause });
  }
}

function urlOf(route: Route, parts: Parts, baseUrl: string): string {
  const path = route.path.replace(/:(\w+)/gu, (_, name: string) =>
    encodeURIComponent(parts.params?.[name] ?? ""),
  );
  const query = new URLSearchParams(parts.query).toString();
  return `${baseUrl}${path}${query === "" ? "" : `?${query}`}`;
}

async function requestOf(route: Route, parts: Parts, options: ApiClientOptions): Promise<RequestInit> {
  const headers = new Headers({ accept: mediaTypes[route.media] });
  if (route.caller !== "anyone") headers.set("authorization", `Bearer ${await options.token()}`);
  const init: RequestInit = { method: route.method, headers, signal: AbortSignal.timeout(options.timeoutMs) };
  if (route.request === null) return init;
  headers.set("content-type", mediaTypes[route.media]);
  return { ...init, body: bodyOf(route.request, route.media, parts.body) };
}

const rawBytes = z.instanceof(Uint8Array);

function bodyOf(schema: z.ZodMiniType, media: Route["media"], body: unknown): BodyInit {
  if (media === "json") return JSON.stringify(body);
  return new Blob([Uint8Array.from(media === "bytes" ? rawBytes.parse(body) : encodeAs(schema, body))]);
}

function problemOf(bytes: Uint8Array): ProblemError {
  const parsed = problemSchema.safeParse(parseJson(bytes));
  return new ProblemError(parsed.success ? parsed.data.code : "unavailable");
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
