import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { routePath } from "hono/route";
import { decodeAs, encodeAs } from "../codec.ts";
import { mediaTypes } from "../limits.ts";
import { type ProblemCode, ProblemError, problemDocument } from "../problem.ts";
import type { Caller, Given, Parsed, Route } from "../route.ts";

/** What a handler is given: parsed, and the caller as the service authenticated it. */
export interface Call<R extends Route, Callers> {
  readonly params: Parsed<R["params"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["request"]>;
  readonly caller: R["caller"] extends keyof Callers ? Callers[R["caller"]] : null;
}

export type Handlers<Routes extends Record<string, Route>, Callers> = {
  readonly [Name in keyof Routes]: (
    call: Call<Routes[Name], Callers>,
  ) => Promise<Given<Routes[Name]["response"]>>;
};

/** How a service finds out who calls: by the bearer token, or null where it is no session. */
export type Authenticators<Callers> = {
  readonly [Name in keyof Callers]: (token: string) => Promise<Callers[Name] | null>;
};

export interface ServeOptions<Callers> {
  readonly authenticate: Authenticators<Callers>;
  /** Origins of the web apps that may call from a browser. */
  readonly origins: readonly string[];
  /** Told of faults of the service itself, never of refusals. Nothing in the error may be shown to a caller. */
  readonly onFault: (error: unknown, route: string) => void;
}

/** Every route with its handler, on one Hono app. What is not a route, or not in a route's form, is a problem document. */
export function serveRoutes<
  const Routes extends Record<string, Route>,
  Callers extends Partial<Record<Caller, unknown>>,
>(routes: Routes, handlers: Handlers<Routes, Callers>, options: ServeOptions<Callers>): Hono {
  const app = new Hono();
  app.onError((error, c) => refuse(c, error, options.onFault));
  app.use(allowOrigins(options.origins));
  app.get("/healthz", (c) => c.text("ok\n"));
  for (const [name, route] of Object.entries(routes)) {
    const limit = limitBody(route.maxBytes);
    // The loop forgets which handler belongs to which route; `Handlers` has checked each pair.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const handler = handlers[name] as (call: unknown) => Promise<unknown>;
    app.on(route.method, route.path, limit, async (c) => {
      const caller = await callerOf(c, route, options.authenticate);
      return answer(c, route, await handler({ ...(await parseCall(c, route)), caller }));
    });
  }
  app.notFound((c) => problem(c, isKnownPath(c, routes) ? "method-not-allowed" : "not-found"));
  return app;
}

/**
 * A length that is told decides by itself: a body that nobody has touched is drained, and what follows on its connection
 * is answered. Only a body without one is counted as it comes.
 */
function limitBody(maxSize: number): MiddlewareHandler {
  const counted = bodyLimit({ maxSize, onError: (c) => problem(c, "too-large") });
  return async (c, next) => {
    const length = c.req.header("content-length");
    if (length === undefined || c.req.header("transfer-encoding") !== undefined) return counted(c, next);
    return Number(length) > maxSize ? problem(c, "too-large") : next();
  };
}

async function callerOf(
  c: Context,
  route: Route,
  authenticate: Authenticators<Record<string, unknown>>,
): Promise<unknown> {
  if (route.caller === "anyone") return null;
  const token = /^Bearer ([\w-]{16,128})$/u.exec(c.req.header("authorization") ?? "")?.[1];
  const caller = token === undefined ? null : ((await authenticate[route.caller]?.(token)) ?? null);
  if (caller === null) throw new ProblemError("unauthenticated");
  return caller;
}

async function parseCall(
  c: Context,
  route: Route,
): Promise<{ params: unknown; query: unknown; body: unknown }> {
  return {
    params: route.params === null ? null : parsePart(route.params, c.req.param(), "not-found"),
    query: route.query === null ? null : parsePart(route.query, c.req.query(), "malformed"),
    body: route.request === null ? null : await parseBody(c, route, route.request),
  };
}

async function parseBody(c: Context, route: Route, schema: NonNullable<Route["request"]>): Promise<unknown> {
  // RFC 9110 §8.3: a body that does not say what it is may be taken for bytes.
  const undeclared = route.media === "bytes" ? mediaTypes.bytes : "";
  const given = (c.req.header("content-type") ?? undeclared).split(";")[0]?.trim().toLowerCase();
  if (given !== mediaTypes[route.media]) throw new ProblemError("unsupported-media-type");
  if (route.media === "bytes")
    return parsePart(schema, new Uint8Array(await c.req.arrayBuffer()), "malformed");
  if (route.media === "cbor") return storable(decodeAs(schema, new Uint8Array(await c.req.arrayBuffer())));
  return parsePart(schema, await jsonOf(c), "malformed");
}

async function jsonOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch (cause) {
    throw new ProblemError("malformed", { cause });
  }
}

function parsePart(schema: NonNullable<Route["request"]>, value: unknown, code: ProblemCode): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ProblemError(code);
  return storable(parsed.data, code);
}

/** PostgreSQL has no U+0000 in text. What one database cannot keep is refused before either is asked. */
function storable<T>(value: T, code: ProblemCode = "malformed"): T {
  if (hasNul(value)) throw new ProblemError(code);
  return value;
}

/** Without recursion: JSON may be nested as deeply as it is long. */
function hasNul(value: unknown): boolean {
  const parts = [value];
  for (const part of parts) {
    if (typeof part === "string" && part.includes("\0")) return true;
    if (typeof part !== "object" || part === null || part instanceof Uint8Array) continue;
    for (const inner of Object.values(part)) parts.push(inner);
  }
  return false;
}

function answer(c: Context, route: Route, value: unknown): Response {
  if (route.media === "bytes") return c.body(null, 201, { "cache-control": "no-store" });
  const headers = { "content-type": mediaTypes[route.media], "cache-control": "no-store" };
  if (route.media === "json") return c.body(JSON.stringify(route.response.parse(value)), 200, headers);
  return c.body(Uint8Array.from(encodeAs(route.response, value)), 200, headers);
}

function refuse(c: Context, error: unknown, onFault: ServeOptions<unknown>["onFault"]): Response {
  if (error instanceof ProblemError) return problem(c, error.code);
  onFault(error, routePath(c));
  return problem(c, "internal");
}

function problem(c: Context, code: ProblemCode): Response {
  const document = problemDocument(code);
  const headers = { "content-type": mediaTypes.problem, "cache-control": "no-store" };
  return c.body(JSON.stringify(document), document.status, headers);
}

function isKnownPath(c: Context, routes: Record<string, Route>): boolean {
  const segments = c.req.path.split("/");
  return Object.values(routes).some(({ path }) => {
    const parts = path.split("/");
    return (
      parts.length === segments.length &&
      parts.every((part, i) => part.startsWith(":") || part === segments[i])
    );
  });
}

/** No cookies and no ambient authority anywhere: an origin is allowed to read answers, and to send its bearer token. */
function allowOrigins(origins: readonly string[]) {
  return async (c: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const origin = c.req.header("origin");
    const isAllowed = origin !== undefined && origins.includes(origin);
    if (isAllowed) {
      c.header("access-control-allow-origin", origin);
      c.header("vary", "Origin");
    }
    if (c.req.method === "OPTIONS") {
      c.header("access-control-allow-methods", "GET, POST, PUT");
      c.header("access-control-allow-headers", "authorization, content-type");
      c.header("access-control-max-age", "600");
      return c.body(null, isAllowed ? 204 : 403);
    }
    await next();
    return undefined;
  };
}
