import { generateIdentity, type Rng, reveal } from "@openfranking/franking";
import { certifyDevice } from "@openfranking/protocol";
import type { Device } from "../channel/channel.ts";

/** Not seeded: channels draw from the system as well. */
export const rng: Rng = (size) => crypto.getRandomValues(new Uint8Array(size));

/** A device that its account certified. */
export function newDevice(): Device {
  const account = generateIdentity(rng);
  const device = generateIdentity(rng);
  return {
    credential: certifyDevice(account.secretKey, account.publicKey, device.publicKey, 1_800_000_000_000),
    secretKey: reveal(device.secretKey),
  };
}

/** A device that says it is of `victim`'s account, which never signed for it. */
export function impostorOf(victim: Device): Device {
  const own = newDevice();
  const { account, accountPk } = victim.credential;
  return { ...own, credential: { ...own.credential, account, accountPk } };
}
