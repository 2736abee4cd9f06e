import { decode, unhex } from "@openfranking/franking";
import { type MailboxEntry, mailboxEntrySchema } from "@openfranking/protocol";
import type { Kysely } from "kysely";
import { chunks, gather, plain } from "./chunks.ts";
import type { EnvelopeRow, MailboxRow, RelaySchema } from "./schema.ts";
import type { MailboxStore } from "./store.ts";

export function sqlMailboxes(db: Kysely<RelaySchema>): MailboxStore {
  return {
    async read(device, after, limit, maxBytes) {
      const rows = await db
        .selectFrom("mailbox_entry")
        .selectAll()
        .where("device", "=", device)
        .where("cursor", ">", after)
        .orderBy("cursor")
        .limit(limit + 1)
        .execute();
      const page = rows.slice(0, fitting(rows.slice(0, limit), maxBytes));
      return { entries: await withEnvelopes(db, page), more: page.length < rows.length };
    },
    acknowledge: (device, cursor) => acknowledge(db, device, cursor),
    async heads(devices) {
      const rows = await gather(devices, (part) =>
        db.selectFrom("mailbox").selectAll().where("device", "in", part).execute(),
      );
      return new Map(rows.map(({ device, head }) => [device, head]));
    },
  };
}

/** How many of the first entries stay within `maxBytes`; the first always does, or nothing after it would ever be read. */
function fitting(rows: readonly MailboxRow[], maxBytes: number): number {
  let bytes = 0;
  const over = rows.findIndex(({ size }, i) => {
    bytes += size;
    return i > 0 && bytes > maxBytes;
  });
  return over === -1 ? rows.length : over;
}

async function withEnvelopes(db: Kysely<RelaySchema>, page: readonly MailboxRow[]): Promise<MailboxEntry[]> {
  const rows = await gather(
    page.map(({ envelope }) => envelope),
    (ids) => db.selectFrom("envelope").selectAll().where("id", "in", ids).execute(),
  );
  const envelopes = new Map(rows.map((row) => [row.id, row]));
  return page.flatMap((row) => {
    // Without an envelope: acknowledged between the two reads.
    const envelope = envelopes.get(row.envelope);
    return envelope === undefined ? [] : [entryOf(row, envelope)];
  });
}

function entryOf({ cursor, delivery }: MailboxRow, envelope: EnvelopeRow): MailboxEntry {
  const { kind, epoch } = envelope;
  const sender = envelope.sender === "" ? null : envelope.sender;
  const body = plain(envelope.body);
  const common = { kind, cursor, conversation: unhex(envelope.conversation), epoch, sender };
  const members = envelope.members === null ? [] : decode(plain(envelope.members));
  const rest = {
    message: () => ({ outer: optional(envelope.outer), wire: body, delivery: optional(delivery) }),
    commit: () => ({ commit: body, members }),
    welcome: () => ({ suite: envelope.suite, welcome: body, members }),
  };
  return mailboxEntrySchema.parse({ ...common, ...rest[kind]() });
}

function optional(bytes: Uint8Array | null): Uint8Array | null {
  return bytes === null ? null : plain(bytes);
}

function acknowledge(db: Kysely<RelaySchema>, device: number, cursor: number): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const gone = await trx
      .deleteFrom("mailbox_entry")
      .where("device", "=", device)
      .where("cursor", "<=", cursor)
      .returning("envelope")
      .execute();
    for (const part of chunks(gone, 1))
      await trx
        .deleteFrom("envelope")
        .where(
          "id",
          "in",
          part.map(({ envelope }) => envelope),
        )
        .where(({ exists, not, selectFrom }) =>
          not(
            exists(
              selectFrom("mailbox_entry")
                .select("device")
                .whereRef("mailbox_entry.envelope", "=", "envelope.id"),
            ),
          ),
        )
        .execute();
  });
}
