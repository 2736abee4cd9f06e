import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Secret } from "@openfranking/franking";

/** A service's identity: the Ed25519 seed in its file, which only this user reads, made where there is none. */
export function identityFrom(file: string): Secret {
  const kept = readSeed(file);
  if (kept !== null) return new Secret(kept);
  const seed = randomBytes(32);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // `wx`: of two processes that start at once, one makes the identity and the other fails, and says so.
  writeFileSync(file, seed, { mode: 0o600, flag: "wx" });
  return new Secret(seed);
}

function readSeed(file: string): Uint8Array | null {
  try {
    const seed = readFileSync(file);
    if (seed.length !== 32) throw new Error(`${file} is not an identity: it has not 32 bytes`);
    return seed;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
