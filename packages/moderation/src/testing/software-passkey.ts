import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { encode } from "cborg";

type Json = Record<string, unknown>;

/** A passkey in software, for tests and worlds without a browser: ES256, resident, user verified, attestation "none". */
export interface SoftwarePasskey {
  register(options: Json): Json;
  signIn(options: Json): Json;
}

const flags = { userPresent: 0x01, userVerified: 0x04, attested: 0x40 };

/** `origin` is what a browser would say of the page. A passkey that is synced between devices counts nothing: `step` 0. */
export function softwarePasskey(origin: string, step: 0 | 1 = 1): SoftwarePasskey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(16);
  const id = credentialId.toString("base64url");
  let counter = 0;

  function authData(rpId: string, extra: number, attested: Uint8Array): Buffer {
    counter += step;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flag = Buffer.from([flags.userPresent | flags.userVerified | extra]);
    return Buffer.concat([createHash("sha256").update(rpId).digest(), flag, count, attested]);
  }

  function clientData(type: string, challenge: unknown): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  function answer(response: Json): Json {
    return { id, rawId: id, type: "public-key", clientExtensionResults: {}, response };
  }

  return {
    register(options) {
      const { x, y } = publicKey.export({ format: "jwk" });
      // RFC 9053 §7.1.1: kty EC2, alg ES256, crv P-256.
      const cose = new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x ?? "", "base64url")],
        [-3, Buffer.from(y ?? "", "base64url")],
      ]);
      const length = Buffer.from([0, credentialId.length]);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, encode(cose)]);
      const attestation = {
        fmt: "none",
        attStmt: {},
        authData: authData(rpIdOf(options), flags.attested, attested),
      };
      return answer({
        clientDataJSON: clientData("webauthn.create", options.challenge).toString("base64url"),
        attestationObject: Buffer.from(encode(attestation)).toString("base64url"),
      });
    },
    signIn(options) {
      const data = authData(rpIdOf(options), 0, Buffer.alloc(0));
      const client = clientData("webauthn.get", options.challenge);
      const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
      return answer({
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: sign("sha256", signed, privateKey).toString("base64url"),
      });
    },
  };
}

function rpIdOf(options: Json): string {
  const rp = options.rp;
  const id = typeof rp === "object" && rp !== null && "id" in rp ? rp.id : options.rpId;
  return typeof id === "string" ? id : "localhost";
}
