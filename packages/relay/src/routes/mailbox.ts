import { limits } from "@openfranking/protocol";
import { newToken, tokenHash } from "../token.ts";
import type { RelayHandlers, Service } from "./service.ts";

const ticketMs = 60_000;
const pageBytes = 4_194_304;

type Names = "mailbox" | "acknowledge" | "liveTicket";

export function mailboxHandlers({ deps, store }: Service): Pick<RelayHandlers, Names> {
  return {
    async mailbox({ caller, query }) {
      const limit = Math.min(Math.max(query.limit ?? limits.mailboxPage, 1), limits.mailboxPage);
      const { entries, more } = await store.mailboxes.read(caller.device, query.after, limit, pageBytes);
      return { entries: [...entries], more };
    },
    async acknowledge({ body: { cursor }, caller }) {
      await store.mailboxes.acknowledge(caller.device, cursor);
      return { cursor };
    },
    async liveTicket({ caller }) {
      const ticket = newToken(deps.rng);
      const hash = tokenHash("ticket", ticket);
      await store.sessions.addTicket({ hash, caller, expiresAt: deps.clock() + ticketMs });
      return { ticket };
    },
  };
}
