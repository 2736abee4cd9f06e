import type * as z from "zod/mini";
import { limits } from "./limits.ts";
import type { ProblemCode } from "./problem.ts";

/** Who may call a route. A service says how each of them shows who they are. */
export type Caller = "anyone" | "device" | "reviewer";

/** One operation of a service, once, as data: the server, the typed client and the OpenAPI document are made from it. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  /** Parameters as `:name`; each is text, read by the `params` schema. */
  readonly path: string;
  readonly caller: Caller;
  readonly summary: string;
  readonly params: z.ZodMiniType<Record<string, unknown>> | null;
  readonly query: z.ZodMiniType<Record<string, unknown>> | null;
  readonly request: z.ZodMiniType | null;
  readonly response: z.ZodMiniType;
  /**
   * Bodies that carry bytes are CBOR; JSON where a browser's own API makes it. `bytes` are somebody else's format, which the
   * handler reads: the request is bytes as they came, and the answer has no body.
   */
  readonly media: "cbor" | "json" | "bytes";
  /** Problems that this route gives beside those of every route. */
  readonly problems: readonly ProblemCode[];
  /** The largest body, in bytes. */
  readonly maxBytes: number;
}

/** What a route is that does not say otherwise. */
export type RouteDefaults = {
  caller: "anyone";
  params: null;
  query: null;
  request: null;
  media: "cbor";
  problems: readonly [];
  maxBytes: number;
};

export function route<
  const R extends Partial<Route> & Pick<Route, "method" | "path" | "summary" | "response">,
>(given: R): Omit<RouteDefaults, keyof R> & R {
  const defaults: RouteDefaults = {
    caller: "anyone",
    params: null,
    query: null,
    request: null,
    media: "cbor",
    problems: [],
    maxBytes: limits.body,
  };
  return { ...defaults, ...given };
}

/** What a handler gets and what a caller gives: the parsed part, or null where the route has none. */
export type Parsed<S> = S extends z.ZodMiniType ? z.output<S> : null;
export type Given<S> = S extends z.ZodMiniType ? z.input<S> : null;
