import { byteString, decode, encode, equalBytes } from "@openfranking/franking";
import {
  createGroup,
  defaultLifetime,
  emptyPskIndex,
  encodeMlsMessage,
  generateKeyPackageWithKey,
  joinGroup,
  type KeyPackage,
  type PrivateKeyPackage,
  type Welcome,
} from "ts-mls";
import { makeKeyPackageRef } from "ts-mls/keyPackage.js";
import * as z from "zod/mini";
import { ClientError } from "../../errors.ts";
import type { Channel, ChannelProvider, Device, KeptPackage } from "../channel.ts";
import { messageOf, mlsChannel, refusing } from "./mls-channel.ts";
import { decodeState } from "./state.ts";
import { capabilities, config, mlsCredential, mlsSuite } from "./suite.ts";

/** Conversations over MLS. The certificate of a device is its credential, and its key signs. */
export function mlsChannels(): ChannelProvider {
  return { keyPackages, create, join, restore };
}

const secretSchema = z.strictObject({ initPrivateKey: byteString(32), hpkePrivateKey: byteString(32) });

async function keyPackages(device: Device, count: number): Promise<KeptPackage[]> {
  const made: KeptPackage[] = [];
  for (let i = 0; i < count; i++) {
    const { privatePackage, publicPackage } = await newPackage(device);
    const { hpkePrivateKey, initPrivateKey } = privatePackage;
    made.push({
      publicPart: encodePackage(publicPackage),
      secretPart: encode({ initPrivateKey, hpkePrivateKey }),
    });
  }
  return made;
}

async function create(device: Device, conversation: Uint8Array): Promise<Channel> {
  const { privatePackage, publicPackage } = await newPackage(device);
  const suite = await mlsSuite();
  return mlsChannel(await createGroup(conversation, publicPackage, privatePackage, [], suite, config), suite);
}

async function join(
  device: Device,
  welcome: Uint8Array,
  packages: readonly KeptPackage[],
): Promise<{ channel: Channel; used: KeptPackage } | null> {
  const message = messageOf(welcome);
  if (message?.wireformat !== "mls_welcome") throw new ClientError("channel");
  const used = await packageFor(message.welcome, packages);
  if (used === null) return null;
  const suite = await mlsSuite();
  const keys = { ...secretsOf(used), signaturePrivateKey: device.secretKey };
  const state = await refusing(() =>
    joinGroup(message.welcome, packageOf(used), keys, emptyPskIndex, suite, undefined, undefined, config),
  );
  return { channel: mlsChannel(state, suite), used };
}

async function restore(_device: Device, saved: Uint8Array): Promise<Channel> {
  return mlsChannel(decodeState(saved), await mlsSuite());
}

async function newPackage({
  credential,
  secretKey,
}: Device): Promise<{ publicPackage: KeyPackage; privatePackage: PrivateKeyPackage }> {
  const keys = { signKey: secretKey, publicKey: credential.devicePk };
  return generateKeyPackageWithKey(
    mlsCredential(credential),
    capabilities,
    defaultLifetime,
    [],
    keys,
    await mlsSuite(),
  );
}

/** RFC 9420 §12.4.3.1: a welcome names the package that it was made for by its reference. */
async function packageFor(welcome: Welcome, packages: readonly KeptPackage[]): Promise<KeptPackage | null> {
  const { hash } = await mlsSuite();
  for (const kept of packages) {
    const reference = await makeKeyPackageRef(packageOf(kept), hash);
    if (welcome.secrets.some(({ newMember }) => equalBytes(newMember, reference))) return kept;
  }
  return null;
}

function encodePackage(keyPackage: KeyPackage): Uint8Array {
  return encodeMlsMessage({ version: "mls10", wireformat: "mls_key_package", keyPackage });
}

function packageOf(kept: KeptPackage): KeyPackage {
  const message = messageOf(kept.publicPart);
  if (message?.wireformat !== "mls_key_package") throw new ClientError("store-damaged");
  return message.keyPackage;
}

function secretsOf(kept: KeptPackage): { initPrivateKey: Uint8Array; hpkePrivateKey: Uint8Array } {
  const parsed = secretSchema.safeParse(decode(kept.secretPart));
  if (!parsed.success) throw new ClientError("store-damaged");
  return parsed.data;
}
