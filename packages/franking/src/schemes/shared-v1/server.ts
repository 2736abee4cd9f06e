import { hmacSha256, sha256 } from "#primitives";
import { concat, equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { check } from "../../errors.ts";
import type { PeriodKey } from "../../key-record.ts";
import { reveal } from "../../secret.ts";
import { type Context, readContext } from "./formats.ts";
import { masked, type Share } from "./sharing.ts";

/** What the moderator server says of a message that it cannot read: `(enc(context) ‖ σ ‖ σc) ⊕ G(s1)`. */
export function attest(share: Share, context: Context, key: PeriodKey): Uint8Array {
  const said = encode(context);
  const tag = tagOf(share, said, key);
  return masked(concat(said, tag, sealOf(share, said, tag)), share.s1);
}

/** Throws `stamp` unless σc is of this share, `encoding` or `delivery` for what is no context. σ is left unchecked. */
export function unmask(
  share: Share,
  bytes: Uint8Array,
): { readonly context: Context; readonly tag: Uint8Array } {
  const plain = masked(bytes, share.s1);
  const said = plain.subarray(0, -64);
  const tag = plain.slice(-64, -32);
  check(equalBytes(sealOf(share, said, tag), plain.subarray(-32)), "stamp");
  return { context: readContext(said), tag };
}

/** Compared in constant time. */
export function isAttested(share: Share, context: Context, tag: Uint8Array, key: PeriodKey): boolean {
  return equalBytes(tagOf(share, encode(context), key), tag);
}

/** `σ = HMAC-SHA-256(kM, [c2]₁ ‖ h ‖ ctx)`. Only ctx has no fixed length, and it is the last. */
function tagOf({ c2, h }: Share, said: Uint8Array, key: PeriodKey): Uint8Array {
  return hmacSha256(reveal(key.secret).subarray(0, 32), concat(c2, h, said));
}

/** `σc = SHA-256([c2]₁ ‖ h ‖ ctx ‖ σ)` */
function sealOf({ c2, h }: Share, said: Uint8Array, tag: Uint8Array): Uint8Array {
  return sha256(concat(c2, h, said, tag));
}
