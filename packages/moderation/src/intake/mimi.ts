import {
  type AbuseReport,
  decodeAbuseReport,
  equalBytes,
  FrankingError,
  itemsOfAbuseReport,
  type KeyId,
  mac,
  mimi06,
  type PeriodKey,
  type Room,
  reveal,
  roomOf,
} from "@openfranking/franking";
import {
  categoryOfReason,
  encodeAs,
  ProblemError,
  type Report,
  type ReportItem,
  reportSchema,
  type SealedReport,
  sealReport,
} from "@openfranking/protocol";
import { tokenBucket } from "../token-bucket.ts";
import type { Intake } from "./submit.ts";

/** In messages: each may be judged under several periods. */
const rate = { perSecond: 500, burst: 5000 };

/** What a MIMI report is taken with. `roomId` is the room's URI. */
interface AbuseCall {
  readonly params: { readonly roomId: string };
  readonly body: Uint8Array;
}

/**
 * Takes reports of MIMI clients (draft-ietf-mimi-protocol-06 §5.9). One is made into a report of ours and sealed to our own
 * intake key: from there it is judged, kept and shown as every other. Who reports and who is accused are claims.
 *
 * @see docs/spec/mimi.md
 */
export function mimiIntake(
  at: Intake,
  submit: (envelope: SealedReport) => Promise<unknown>,
): (call: AbuseCall) => Promise<null> {
  const { deps, intakeKeys, store } = at;
  const spend = tokenBucket(deps.clock, rate);
  return async ({ body, params: { roomId } }) => {
    const room = roomAt(at, roomId);
    const abuse = decoded(body);
    if (!spend(abuse.messages.length)) throw new ProblemError("rate-limited");
    const salt = mac(reveal(deps.identity), "openfranking moderation-mimi-salt v1", roomId, body);
    const reportId = mac(salt, "openfranking moderation-mimi-id v1").slice(0, 16);
    // Sent again, it may have to be judged with fewer keys: it is not judged again.
    if ((await store.reports.find(reportId)) !== null) return null;
    const items = await itemsOf(at, abuse, room);
    const encoded = encodeAs(reportSchema, reportOf(abuse, { reportId, salt, items }));
    await submit((await sealReport(encoded, await intakeKeys.current())).sealed);
    return null;
  };
}

/** Throws `ProblemError("not-found")` for what is no room of a relay that this moderation judges MIMI for. */
function roomAt({ deps }: Intake, roomId: string): Room {
  const room = roomOf(roomId);
  const isOurs = deps.schemes.includes(mimi06) && deps.relays.some(({ name }) => name === room?.relay);
  if (room === null || !isOurs) throw new ProblemError("not-found");
  return room;
}

function decoded(body: Uint8Array): AbuseReport {
  try {
    return decodeAbuseReport(body);
  } catch (cause) {
    if (cause instanceof FrankingError) throw new ProblemError("malformed", { cause });
    throw cause;
  }
}

/** Each message as an item under the period that made its frank. */
async function itemsOf(at: Intake, abuse: AbuseReport, room: Room): Promise<ReportItem[]> {
  const periods = await at.stampKeys.of({ relay: room.relay, alg: mimi06.periodKeys.alg });
  return abuse.messages.map((message) => {
    const keyIds = periodsAt(periods, message.acceptedTimestamp);
    const [candidates = []] = itemsOfAbuseReport({ ...abuse, messages: [message] }, keyIds);
    const last = candidates.at(-1);
    if (last === undefined) throw new Error("unreachable: there is an item for each period");
    checkRoom(last, room);
    // What no other period made is judged, and fails, under the last.
    return { suite: mimi06.id, item: candidates.slice(0, -1).find((item) => holds(at, item)) ?? last };
  });
}

/** No record has this hash: what is judged under it is unverifiable. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const noPeriod = new Uint8Array(32) as KeyId;

function periodsAt(periods: readonly PeriodKey[], time: number): readonly KeyId[] {
  const found = periods.filter(({ record }) => record.notBefore <= time && time <= record.notAfter);
  return found.length === 0 ? [noPeriod] : found.map(({ keyId }) => keyId);
}

/** Throws `ProblemError("another-room")`. A content that names no room at all is judged, and fails. */
function checkRoom(item: Uint8Array, room: Room): void {
  const named = orNull(() => mimi06.preview(item));
  if (named === null) return;
  const { conversation, relay } = named;
  const isHere = conversation !== null && equalBytes(conversation, room.conversation);
  if (relay !== room.relay || !isHere) throw new ProblemError("another-room");
}

function holds({ deps, stampKeys }: Intake, item: Uint8Array): boolean {
  const { clock, name: moderation } = deps;
  const reporter = { kind: "anonymous" } as const;
  return (
    orNull(() => mimi06.judge(item, { moderation, reporter, now: clock(), keys: stampKeys.find })) !== null
  );
}

/** Null for what the scheme refuses. */
function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FrankingError) return null;
    throw error;
  }
}

/** Throws `ProblemError("malformed")` for a report of no message, and for words beyond the limits. */
function reportOf(
  { allegedAbuserUri, note, reasonCode, reportingUser }: AbuseReport,
  given: Pick<Report, "items" | "reportId" | "salt">,
): Report {
  // `enc` takes no text that begins with a byte order mark, which is no word.
  const words = note.replace(/^\uFEFF+/u, "");
  const said = { reportingUser, allegedAbuserUri, reasonCode };
  const claims = Object.entries(said).map(([member, value]) => `${member}: ${value}`);
  const report = reportSchema.safeParse({
    ...{ v: 1, ...given, category: categoryOfReason(reasonCode), claims: claims.join("\n") },
    ...(words === "" ? {} : { note: words }),
    ...{ reporter: { kind: "anonymous" }, language: "und" },
  });
  if (!report.success) throw new ProblemError("malformed");
  return report.data;
}
