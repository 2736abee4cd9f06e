import { decode, encode } from "@openfranking/franking";
import { limits, mediaTypes, type ProblemCode, problemDocument, problemSchema } from "@openfranking/protocol";
import { expect } from "vitest";
import { leavesOf, withPart } from "./parts.ts";
import type { Sent } from "./traffic.ts";

/** Does not appear in any answer or log. */
export const canary = "canary-9d41";
export const utf8 = (text: string) => new TextEncoder().encode(text);
export const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

/** What is done to a request before it is sent again. */
export interface Repeated {
  readonly url: URL;
  readonly method: string;
  readonly body: Uint8Array;
  readonly type: string;
  readonly authorization: string;
}

/**
 * Sends a request again with something changed. A refusal is exactly the document of a code that its route may give,
 * and so holds nothing of the request; it is never the service's fault.
 */
export async function ask(
  { body, headers, name, route, url }: Sent,
  change: Partial<Repeated>,
): Promise<string> {
  const given = new Headers(headers);
  if (change.type !== undefined) given.set("content-type", change.type);
  if (change.authorization !== undefined) given.set("authorization", change.authorization);
  const response = await fetch(change.url ?? url, {
    method: change.method ?? route.method,
    headers: given,
    body: route.request === null ? null : new Blob([Uint8Array.from(change.body ?? body ?? [])]),
  });
  const text = await response.text();
  if (response.ok) return "taken";
  const { code } = problemSchema.parse(JSON.parse(text));
  expect([name, text]).toEqual([name, JSON.stringify(problemDocument(code))]);
  expect(response.headers.get("content-type")).toBe(mediaTypes.problem);
  expect(response.status).toBe(problemDocument(code).status);
  expect([...route.problems, ...ofEveryRoute], name).toContain(code);
  return code;
}

/** docs/spec/http.md, less `internal` and `unavailable`, which say that the service failed. */
const ofEveryRoute: readonly ProblemCode[] = [
  "malformed",
  "unauthenticated",
  "not-found",
  "method-not-allowed",
  "too-large",
  "unsupported-media-type",
  "rate-limited",
];

export function withParams({ route, url }: Sent, text: string): URL[] {
  const given = url.pathname.split("/");
  return route.path.split("/").flatMap((part, i) => {
    if (!part.startsWith(":")) return [];
    return [new URL(given.map((one, j) => (i === j ? text : one)).join("/"), url)];
  });
}

export function withQuery({ url }: Sent, text: string): URL[] {
  return [...url.searchParams.keys(), "more"].flatMap((key) => {
    if (url.search === "") return [];
    const search = new URLSearchParams(url.search);
    search.delete(key);
    return [new URL(`?${search}&${key}=${text}`, url)];
  });
}

export function damaged(body: Uint8Array): Uint8Array[] {
  const places = Array.from({ length: 5 }, (_, i) => Math.floor((i * body.length) / 5));
  return places.flatMap((at) => [
    body.slice(0, at),
    body.map((byte, i) => (i === at ? byte ^ 0x01 : byte)),
    body.map((byte, i) => (i === at ? byte ^ 0x80 : byte)),
  ]);
}

/** What no honest client puts in the place of a part. */
const hostile: readonly unknown[] = [
  null,
  -1,
  Number.MAX_SAFE_INTEGER,
  "",
  `${canary}\0`,
  "x".repeat(10_000),
  [],
  undefined,
];
const hostileInCbor = [new Uint8Array(), new Uint8Array(limits.keyPackage + 1)];

/** The request with each of its parts replaced; of a list, its first part stands for all. */
export function withHostileParts({ body, route }: Sent): Uint8Array[] {
  const [read, write] = route.media === "json" ? [fromJson, toJson] : [decode, encode];
  const value: unknown = read(body ?? new Uint8Array());
  const values = route.media === "json" ? [...hostile, deep] : [...hostile, ...hostileInCbor];
  return leavesOf(value)
    .filter((path) => path.length > 0 && path.every((key) => typeof key === "string" || key === 0))
    .flatMap((path) => values.map((one) => write(withPart(value, path, () => one))));
}

const deep = "stands for what JSON.stringify cannot write";
const fromJson = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
const toJson = (value: unknown) => utf8(JSON.stringify(value).replace(JSON.stringify(deep), nested(100_000)));
