import { hash } from "@openfranking/franking";
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";
import * as z from "zod/mini";

/** What a passkey gave: the answer for the service, and a secret that stays in this page. */
export interface PasskeyAnswer {
  readonly credentialId: string;
  /** For the service. The results of extensions are left out: the secret is among them. */
  readonly response: Record<string, unknown>;
  /** 32 bytes, the same for this passkey at every sign-in; null where the passkey cannot make it. */
  readonly prf: Uint8Array | null;
}

// WebAuthn Level 3 §10.1.4, pseudo-random function: one fixed input, one secret a passkey.
const prfInput = Uint8Array.from(hash("openfranking console prf v1"));
const prf = { eval: { first: prfInput } };

const isOptions = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "challenge" in value;
const creationOptions = z.custom<PublicKeyCredentialCreationOptionsJSON>(isOptions);
const requestOptions = z.custom<PublicKeyCredentialRequestOptionsJSON>(isOptions);
const prfResults = z.object({
  prf: z.object({
    results: z.object({
      first: z.custom<BufferSource>((value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)),
    }),
  }),
});

export async function makePasskey(options: Record<string, unknown>): Promise<PasskeyAnswer> {
  const optionsJSON = creationOptions.parse(options);
  const created = await startRegistration({
    optionsJSON: { ...optionsJSON, extensions: { ...optionsJSON.extensions, prf } },
  });
  const secret = prfOf(created.clientExtensionResults);
  return {
    credentialId: created.id,
    response: { ...created, clientExtensionResults: {} },
    prf: secret ?? (await askAgain(created.id, optionsJSON.rp.id)),
  };
}

export async function answerWithPasskey(options: Record<string, unknown>): Promise<PasskeyAnswer> {
  const optionsJSON = requestOptions.parse(options);
  const answer = await startAuthentication({
    optionsJSON: { ...optionsJSON, extensions: { ...optionsJSON.extensions, prf } },
  });
  return {
    credentialId: answer.id,
    response: { ...answer, clientExtensionResults: {} },
    prf: prfOf(answer.clientExtensionResults),
  };
}

/** Many authenticators make the secret only when they are used, not when they are made. Nobody sees this answer. */
async function askAgain(credentialId: string, rpId: string | undefined): Promise<Uint8Array | null> {
  try {
    const answer = await startAuthentication({
      optionsJSON: {
        challenge: "bm90IGZvciBhIHNlcnZpY2U",
        allowCredentials: [{ id: credentialId, type: "public-key" }],
        userVerification: "required",
        extensions: { prf },
        ...(rpId !== undefined && { rpId }),
      },
    });
    return prfOf(answer.clientExtensionResults);
  } catch {
    return null;
  }
}

function prfOf(results: unknown): Uint8Array | null {
  const parsed = prfResults.safeParse(results);
  if (!parsed.success) return null;
  const { first } = parsed.data.prf.results;
  const bytes = ArrayBuffer.isView(first)
    ? new Uint8Array(first.buffer, first.byteOffset, first.byteLength)
    : new Uint8Array(first);
  return bytes.length === 32 ? Uint8Array.from(bytes) : null;
}
