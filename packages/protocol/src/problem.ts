import * as z from "zod/mini";

/** Every refusal over HTTP, with its status and what the caller can do. Codes are stable; none carries user data. */
export const problems = {
  malformed: { status: 400, title: "The request does not have the form that this route asks for." },
  unauthenticated: { status: 401, title: "Sign in again: the session is missing, wrong or over." },
  forbidden: { status: 403, title: "This caller may not do that." },
  "not-found": { status: 404, title: "There is nothing here." },
  "method-not-allowed": { status: 405, title: "This route has another method." },
  "name-taken": { status: 409, title: "Another account has that name: choose another one." },
  "account-exists": { status: 409, title: "That account is registered already." },
  "conversation-exists": { status: 409, title: "That conversation exists already." },
  "stale-epoch": { status: 409, title: "The conversation has moved on: fetch the mailbox, and try again." },
  "not-a-member": { status: 403, title: "Only members of a conversation may do that." },
  "no-key-package": {
    status: 409,
    title: "This account has no key package left: try again when it has been online.",
  },
  "wrong-suite": { status: 422, title: "The message is not franked as the conversation has agreed." },
  "outer-mismatch": { status: 422, title: "The commitment is not the one that the message authenticates." },
  "too-large": { status: 413, title: "The request is larger than this route takes." },
  "unsupported-media-type": {
    status: 415,
    title: "The body has a media type that this route does not take.",
  },
  "not-certified": { status: 422, title: "The device's certificate is not its account's." },
  "wrong-proof": { status: 422, title: "The signature does not show possession of the key." },
  "unknown-intake-key": {
    status: 422,
    title: "The report is sealed to a key that is not in use: fetch the key, and seal again.",
  },
  "not-sealed": { status: 422, title: "The report cannot be opened with the intake key." },
  "report-malformed": { status: 422, title: "The opened report does not have the form of a report." },
  "reporter-refused": {
    status: 422,
    title: "The relay's assertion of the reporter does not hold: ask the relay for a new one.",
  },
  "another-room": {
    status: 422,
    title: "A message of the report was sent in another room than the path names.",
  },
  "report-exists": { status: 409, title: "Another report has this number already." },
  "enrolment-used": { status: 409, title: "This enrolment link was used or has been replaced." },
  "passkey-refused": { status: 422, title: "The passkey's answer does not verify." },
  "team-key-exists": { status: 409, title: "The team has its key already." },
  "claimed-by-another": { status: 409, title: "Another reviewer has claimed this case." },
  "not-claimed": { status: 409, title: "Claim the case first." },
  "already-decided": { status: 409, title: "This case is decided." },
  "evidence-waits": { status: 409, title: "The evidence is not sealed to the team yet." },
  "rate-limited": { status: 429, title: "Too many requests: wait, and try again." },
  internal: { status: 500, title: "The service failed. Nothing was accepted." },
  unavailable: { status: 503, title: "The service cannot do this now: try again soon." },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** RFC 9457 §3. `code` repeats the last part of `type` for whoever does not parse URNs. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: (typeof problems)[ProblemCode]["status"];
  readonly code: ProblemCode;
}

const codes: z.ZodMiniType<ProblemCode> = z.custom<ProblemCode>(
  (value) => typeof value === "string" && Object.hasOwn(problems, value),
);

export const problemSchema = z.object({ type: z.string(), title: z.string(), status: z.int(), code: codes });

export function problemDocument(code: ProblemCode): ProblemDocument {
  const { status, title } = problems[code];
  return { type: `urn:openfranking:problem:${code}`, title, status, code };
}

/** Thrown by handlers, and by the typed client when a service answered with a problem. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;

  constructor(code: ProblemCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }

  get status(): number {
    return problems[this.code].status;
  }
}
