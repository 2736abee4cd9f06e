import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { byteString, frame } from "@openfranking/franking";
import * as z from "zod/mini";
import { limits } from "./limits.ts";
import { decrypt, encrypt } from "./sealing.ts";

/**
 * Evidence at rest: each item under a data key of its own, the data keys wrapped to the review team's X-Wing key
 * (draft-connolly-cfrg-xwing-kem), whose private half is in reviewers' browsers only. One encapsulation serves the
 * items of one commit.
 *
 * @see docs/spec/sealed-item.md
 */
const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** X-Wing: 1216 bytes. */
export const teamPublicKeySchema = byteString(1216);

//   sealedItem = {enc, wrappedKey, ciphertext}          nonces are zero: each key seals one thing
export const sealedItemSchema = z.strictObject({
  /** X-Wing encapsulation, 1120 bytes, shared by the items of a batch. */
  enc: byteString(1120),
  /** The item's data key under the batch's key: 32 + 16 bytes. */
  wrappedKey: byteString(48),
  ciphertext: byteString(16, limits.sealedReport),
});
export type SealedItem = z.infer<typeof sealedItemSchema>;

export interface TeamKeyPair {
  /** 32 bytes, the seed: never leaves a reviewer's page unwrapped. */
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

export async function generateTeamKeys(): Promise<TeamKeyPair> {
  const pair = await suite.kem.generateKeyPair();
  const secretKey = new Uint8Array(await suite.kem.serializePrivateKey(pair.privateKey));
  return { secretKey, publicKey: new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey)) };
}

/** Seals items so that only the team's private key opens them. `id` names an item for good: a sealed item under another name does not open. */
export async function sealItems(
  items: readonly { readonly id: string; readonly plaintext: Uint8Array }[],
  teamPublicKey: Uint8Array,
): Promise<SealedItem[]> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(buffer(teamPublicKey));
  const context = await suite.createSenderContext({ recipientPublicKey, info: buffer(info(teamPublicKey)) });
  const enc = new Uint8Array(context.enc);
  const root = new Uint8Array(await context.export(buffer(frame("openfranking item-wrap v1")), 32));
  return Promise.all(items.map(({ id, plaintext }) => sealOne(id, plaintext, enc, root)));
}

async function sealOne(
  id: string,
  plaintext: Uint8Array,
  enc: Uint8Array,
  root: Uint8Array,
): Promise<SealedItem> {
  const dataKey = crypto.getRandomValues(new Uint8Array(32));
  const wrappedKey = await encrypt(
    await wrapKey(root, id),
    dataKey,
    frame("openfranking item-key v1", id),
    zeroNonce,
  );
  const ciphertext = await encrypt(dataKey, plaintext, frame("openfranking team-item v1", id), zeroNonce);
  return { enc, wrappedKey, ciphertext };
}

/** The item, or null where it was not sealed to this key under this name. */
export async function openItem(
  id: string,
  sealed: SealedItem,
  team: TeamKeyPair,
): Promise<Uint8Array | null> {
  const root = await openBatch(sealed.enc, team);
  if (root === null) return null;
  const dataKey = await decrypt(
    await wrapKey(root, id),
    sealed.wrappedKey,
    frame("openfranking item-key v1", id),
    zeroNonce,
  );
  return dataKey === null
    ? null
    : decrypt(dataKey, sealed.ciphertext, frame("openfranking team-item v1", id), zeroNonce);
}

async function openBatch(enc: Uint8Array, team: TeamKeyPair): Promise<Uint8Array | null> {
  try {
    const recipientKey = await suite.kem.deserializePrivateKey(buffer(team.secretKey));
    const context = await suite.createRecipientContext({
      recipientKey,
      enc: buffer(enc),
      info: buffer(info(team.publicKey)),
    });
    return new Uint8Array(await context.export(buffer(frame("openfranking item-wrap v1")), 32));
  } catch {
    return null;
  }
}

/** A wrapping key of its own for each item of a batch, so that a zero nonce meets each key once. */
async function wrapKey(root: Uint8Array, id: string): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey("raw", buffer(root), "HKDF", false, ["deriveBits"]);
  const params = {
    name: "HKDF",
    hash: "SHA-256",
    salt: new ArrayBuffer(0),
    info: buffer(frame("openfranking item-wrap-key v1", id)),
  };
  return new Uint8Array(await crypto.subtle.deriveBits(params, key, 256));
}

const zeroNonce = new Uint8Array(12);

function info(teamPublicKey: Uint8Array): Uint8Array {
  return frame("openfranking team-key v1", teamPublicKey);
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}
