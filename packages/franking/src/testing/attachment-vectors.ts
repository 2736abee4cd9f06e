import { sha256 } from "#primitives";
import { concat, hex, type Rng, unhex } from "../bytes.ts";
import { FrankingError } from "../errors.ts";
import {
  type AttachmentField,
  discloseAttachment,
  judgeAttachment,
  openAttachment,
  openAttachmentParts,
  sealAttachment,
} from "../schemes/attach-v1/index.ts";
import { type BytesForm, bytesOf, formOf, type Json, jsonOf } from "./json-forms.ts";

/** `attach-v1/vectors.json`; README.md, "Vectors", has its format. */
export interface AttachmentVectors {
  readonly scheme: "attach-v1";
  readonly about: string;
  readonly unlessSaid: {
    readonly field: FieldForm;
    readonly secret: { readonly key: string; readonly seed: string };
    readonly file: BytesForm;
    readonly blob: BytesForm;
    readonly disclosure: BytesForm;
  };
  readonly cases: readonly AttachmentCase[];
}

interface FieldForm {
  readonly bytes: number;
  readonly commitment: string;
}

export interface AttachmentCase {
  readonly name: string;
  readonly origin: string;
  readonly role: "seal" | "open" | "open-part" | "disclose" | "judge";
  readonly input: CaseInput;
  readonly intermediates?: Readonly<Record<string, string>>;
  readonly expects: Json;
}

/** What each role reads of it is in the README. */
export interface CaseInput {
  readonly field?: Partial<FieldForm>;
  readonly secret?: { readonly key?: string; readonly seed?: string };
  readonly file?: BytesForm;
  readonly again?: BytesForm;
  readonly blob?: BytesForm;
  readonly disclosure?: BytesForm;
  readonly random?: string;
  readonly from?: number;
  readonly to?: number;
  readonly choice?: "whole" | { readonly chunks: readonly number[] };
}

export interface AttachmentOutcome {
  readonly name: string;
  readonly expected: Json;
  readonly got: Json;
}

/** Runs every case and says what came. Compares nothing. */
export async function runAttachmentVectors(vectors: AttachmentVectors): Promise<AttachmentOutcome[]> {
  const outcomes: AttachmentOutcome[] = [];
  for (const it of vectors.cases) {
    const released: Uint8Array[] = [];
    const got = await run(vectors, it, released).catch((error: unknown) => refusal(error, it, released));
    outcomes.push({ name: `${it.role}: ${it.name}`, expected: it.expects, got });
  }
  return outcomes;
}

/** With what was released before it, of the roles that release as they read. */
function refusal(error: unknown, { role }: AttachmentCase, released: readonly Uint8Array[]): Json {
  if (!(error instanceof FrankingError)) return { threw: String(error) };
  const bytes = released.reduce((sum, piece) => sum + piece.length, 0);
  return role.startsWith("open") ? { refused: error.code, released: bytes } : { refused: error.code };
}

async function run(vectors: AttachmentVectors, it: AttachmentCase, released: Uint8Array[]): Promise<Json> {
  const { input, role } = it;
  const given = (part: "file" | "blob" | "disclosure"): Uint8Array => {
    const usual = bytesOf(vectors.unlessSaid[part]);
    const own = input[part];
    return own === undefined ? usual : bytesOf(own, usual);
  };
  const { bytes, commitment } = { ...vectors.unlessSaid.field, ...input.field };
  const field = { bytes, commitment: unhex(commitment) };
  const { key, seed } = { ...vectors.unlessSaid.secret, ...input.secret };
  const secret = { key: unhex(key), seed: unhex(seed) };
  const read = (from: number, to: number) => [given("blob").subarray(from, to)];
  switch (role) {
    case "seal":
      return sealed(given("file"), input);
    case "open":
      return contentOf(
        await gathered(openAttachment(field, secret, inUnevenPieces(given("blob"))), released),
      );
    case "open-part": {
      const part = await openAttachmentParts(field, secret, read);
      return contentOf(await gathered(part(input.from ?? 0, input.to ?? bytes), released));
    }
    case "disclose":
      return contentOf(await discloseAttachment(field, secret, read, input.choice ?? "whole"));
    case "judge":
      return judged(field, given("disclosure"));
  }
}

async function sealed(file: Uint8Array, { again, random = "" }: CaseInput): Promise<Json> {
  const readings = [file, again === undefined ? file : bytesOf(again, file)];
  const { field, secret, blob } = await sealAttachment(
    () => [readings.shift() ?? file],
    listed(unhex(random)),
  );
  const pieces: Uint8Array[] = [];
  const made = await gathered(blob(), pieces);
  return {
    field: { bytes: field.bytes, commitment: hex(field.commitment) },
    secret: { key: hex(secret.key), seed: hex(secret.seed) },
    blob: { bytes: made.length, sha256: hex(sha256(made)) },
  };
}

async function gathered(pieces: AsyncIterable<Uint8Array>, into: Uint8Array[]): Promise<Uint8Array> {
  for await (const piece of pieces) into.push(piece);
  return concat(...into);
}

function* inUnevenPieces(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 3) % 5000) {
    yield bytes.subarray(at, at + size);
  }
}

function judged(field: AttachmentField, disclosure: Uint8Array): Json {
  const { ranges, gaps, ...rest } = judgeAttachment(field, disclosure);
  return {
    ...rest,
    ranges: ranges.map(({ from, to, content }) => ({ from, to, content: contentOf(content) })),
    gaps: gaps.map(({ from, to }) => ({ from, to })),
  };
}

function contentOf(bytes: Uint8Array): Json {
  return jsonOf(formOf(bytes));
}

/** A source of randomness that gives exactly `bytes`. */
function listed(bytes: Uint8Array): Rng {
  let at = 0;
  return (size) => {
    if (at + size > bytes.length) throw new RangeError("the vector lists fewer random bytes");
    at += size;
    return bytes.slice(at - size, at);
  };
}
