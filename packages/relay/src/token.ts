import { hash, type Rng } from "@openfranking/franking";

/** 32 random bytes as base64url: what a session or a ticket is shown by. */
export function newToken(rng: Rng): string {
  return Buffer.from(rng(32)).toString("base64url");
}

/** All that is kept of a token: whoever reads the database cannot speak for a device. */
export function tokenHash(use: "session" | "ticket", token: string): Uint8Array {
  return hash(`openfranking relay-${use} v1`, token);
}
