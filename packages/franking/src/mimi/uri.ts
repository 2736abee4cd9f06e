import { hex, unhex } from "../bytes.ts";
import { check } from "../errors.ts";
import { conversationSchema, nameSchema } from "../message.ts";

/** An account of a relay's, as MIMI names it: `mimi://<relay>/u/<account>`, each percent-encoded (RFC 3986 §2.1). */
export interface User {
  readonly relay: string;
  readonly account: string;
}

/** A conversation of a relay's: `mimi://<relay>/r/<conversation in lower-case hexadecimal>`. */
export interface Room {
  readonly relay: string;
  readonly conversation: Uint8Array;
}

/** Throws `FrankingError("encoding")` for a name that `encode` does not take: ill-formed, or with a byte order mark in front. */
export function userUri({ relay, account }: User): string {
  return `mimi://${escaped(relay)}/u/${escaped(account)}`;
}

export function roomUri({ relay, conversation }: Room): string {
  return `mimi://${escaped(relay)}/r/${hex(conversation)}`;
}

/** Null unless `uri` is exactly what {@link userUri} makes of something: no user has two URIs. */
export function userOf(uri: string): User | null {
  const names = namesIn(uri, "u");
  if (names === null) return null;
  const [relay, account] = names;
  return isName(relay) && isName(account) && userUri({ relay, account }) === uri ? { relay, account } : null;
}

/** Null unless `uri` is exactly what {@link roomUri} makes of something. */
export function roomOf(uri: string): Room | null {
  const names = namesIn(uri, "r");
  if (names === null) return null;
  const [relay, name] = names;
  if (!/^(?:[0-9a-f]{2})*$/u.test(name)) return null;
  const conversation = unhex(name);
  const isRoom = isName(relay) && conversationSchema.safeParse(conversation).success;
  return isRoom && roomUri({ relay, conversation }) === uri ? { relay, conversation } : null;
}

function namesIn(uri: string, kind: "u" | "r"): readonly [relay: string, name: string] | null {
  const [, relay = "", name = ""] = new RegExp(`^mimi://([^/]+)/${kind}/([^/]+)$`, "u").exec(uri) ?? [];
  try {
    return [decodeURIComponent(relay), decodeURIComponent(name)];
  } catch {
    return null;
  }
}

function isName(name: string): boolean {
  return nameSchema.safeParse(name).success && !name.startsWith("\uFEFF");
}

/** All but the unreserved characters of RFC 3986 §2.3; `encodeURIComponent` leaves five more. */
function escaped(name: string): string {
  check(name.isWellFormed() && !name.startsWith("\uFEFF"), "encoding");
  return encodeURIComponent(name).replace(
    /[!'()*]/gu,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
