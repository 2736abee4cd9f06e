import type { Client } from "@openfranking/client";
import type { Snapshot } from "./model.ts";

/** How often mail is fetched where live delivery does not come about. */
const fetchEveryMs = 15_000;
/** How long a connection may take to come before people are told. */
const patienceMs = 3000;

export interface Connection {
  state(): Snapshot["connection"];
  /** Once there is somebody to fetch for. */
  begin(): void;
}

export function connectionOf(client: Client, changed: () => void): Connection {
  let isPatient = true;

  /** What cannot be reached now is tried again: the screens say so meanwhile. */
  const sync = (): void => void client.sync().catch(() => undefined);

  return {
    state: () => (client.isConnected ? "live" : isPatient ? "connecting" : "unreachable"),
    begin() {
      client.connect();
      setTimeout(() => {
        isPatient = false;
        changed();
      }, patienceMs);
      setInterval(() => {
        if (!client.isConnected) sync();
      }, fetchEveryMs);
      // A connection that was cut notices late that the network is back: what waits need not.
      addEventListener("online", sync);
    },
  };
}
