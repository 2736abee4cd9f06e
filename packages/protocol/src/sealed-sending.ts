import { hash } from "@openfranking/franking";

/** What a relay keeps of the pass of an epoch: 32 bytes from which the pass does not come out. */
export function hashOfPass(pass: Uint8Array): Uint8Array {
  return hash("openfranking sealed-pass v1", pass);
}

/** The label under which MLS exports the pass (RFC 9420 §8.5), with the conversation as context. */
export const passLabel = "openfranking sealed sending v1";
