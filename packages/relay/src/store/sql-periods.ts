import type { Kysely } from "kysely";
import { plain } from "./chunks.ts";
import type { RelaySchema } from "./schema.ts";
import type { Period, PeriodStore } from "./store.ts";

export function sqlPeriods(db: Kysely<RelaySchema>): PeriodStore {
  return {
    async add({ keyId, alg, published, secret, notBefore, notAfter, verifyUntil }) {
      await db
        .insertInto("period")
        .values({
          key_id: keyId,
          alg,
          record: published.record,
          relay_signature: published.signatures.relay,
          moderation_signature: published.signatures.moderation,
          secret,
          not_before: notBefore,
          not_after: notAfter,
          verify_until: verifyUntil,
        })
        .execute();
    },
    async usable(now) {
      const rows = await db.selectFrom("period").selectAll().where("not_after", ">=", now).execute();
      return rows.flatMap((row): Period[] => {
        if (row.secret === null) return [];
        return [
          {
            keyId: plain(row.key_id),
            alg: row.alg,
            published: publishedOf(row),
            secret: plain(row.secret),
            notBefore: row.not_before,
            notAfter: row.not_after,
            verifyUntil: row.verify_until,
          },
        ];
      });
    },
    async published(now) {
      const rows = await db
        .selectFrom("period")
        .select(["record", "relay_signature", "moderation_signature"])
        .where("verify_until", ">=", now)
        .orderBy("not_before")
        .execute();
      return rows.map(publishedOf);
    },
  };
}

function publishedOf(
  row: Pick<RelaySchema["period"], "record" | "relay_signature" | "moderation_signature">,
): Period["published"] {
  return {
    record: plain(row.record),
    signatures: { relay: plain(row.relay_signature), moderation: plain(row.moderation_signature) },
  };
}
