import { decode, encode, equalBytes, FrankingError } from "@openfranking/franking";
import { type Credential, certifiedDevice, credentialSchema } from "@openfranking/protocol";
import {
  type AuthenticationService,
  type Capabilities,
  type CiphersuiteImpl,
  type ClientConfig,
  defaultKeyPackageEqualityConfig,
  defaultLifetimeConfig,
  getCiphersuiteFromName,
  getCiphersuiteImpl,
  type Credential as MlsCredential,
} from "ts-mls";
import { ClientError } from "../../errors.ts";

/** RFC 9420 §17.1, 0x0001: X25519, AES-128-GCM, SHA-256, Ed25519. */
const suiteName = "MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519";

let loading: Promise<CiphersuiteImpl> | null = null;

export function mlsSuite(): Promise<CiphersuiteImpl> {
  loading ??= getCiphersuiteImpl(getCiphersuiteFromName(suiteName));
  return loading;
}

export const capabilities: Capabilities = {
  versions: ["mls10"],
  ciphersuites: [suiteName],
  extensions: [],
  proposals: [],
  credentials: ["basic"],
};

/** The credential of a leaf is the device's certificate, and the leaf's signature key is the device's. Nothing else is believed. */
const authService: AuthenticationService = {
  validateCredential: async (credential, signaturePublicKey) => {
    const certificate = readCredential(credential);
    const devicePk = certificate === null ? null : certifiedDevice(certificate);
    // Thrown, where the library would only say that something did not validate.
    if (devicePk === null || !equalBytes(devicePk, signaturePublicKey))
      throw new ClientError("not-certified");
    return true;
  },
};

export const config: ClientConfig = {
  // Out of order by up to 1,000 messages of one sender, and late by up to 8 membership changes.
  keyRetentionConfig: {
    retainKeysForGenerations: 1000,
    retainKeysForEpochs: 8,
    maximumForwardRatchetSteps: 1000,
  },
  lifetimeConfig: defaultLifetimeConfig,
  keyPackageEqualityConfig: defaultKeyPackageEqualityConfig,
  // Lengths of short texts say little.
  paddingConfig: { kind: "padUntilLength", padUntilLength: 512 },
  authService,
};

export function mlsCredential(credential: Credential): MlsCredential {
  return { credentialType: "basic", identity: encode(credential) };
}

/** Null for a credential of another kind or form. */
export function readCredential(credential: MlsCredential): Credential | null {
  if (credential.credentialType !== "basic") return null;
  try {
    const parsed = credentialSchema.safeParse(decode(credential.identity));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof FrankingError) return null;
    throw error;
  }
}
