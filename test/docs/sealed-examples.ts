import { existsSync, readFileSync } from "node:fs";
import { equalBytes, frame, hex, unhex, utf8 } from "@openfranking/franking";
import {
  answerSchema,
  encodeAs,
  generateIntakePair,
  generateTeamKeys,
  itemEvidenceSchema,
  mediaTypes,
  openAnswer,
  openItem,
  openReport,
  reportSchema,
  sealAnswer,
  sealItems,
  sealReport,
} from "@openfranking/protocol";
import { recoveryCode } from "@openfranking/review";
import { exampleAnswer, exampleReport, intakeKeyId, intakeKeyOf, moderation, relay } from "./examples.ts";
import { beginning, listing } from "./print.ts";
import { project } from "./vectors.ts";

/** Sealing draws its own randomness, so these were made once. Everything in hexadecimal. */
interface SealedExamples {
  readonly report: {
    readonly secretKey: string;
    readonly publicKey: string;
    readonly signature: string;
    readonly encoded: string;
    readonly enc: string;
    readonly ciphertext: string;
    readonly responseKey: string;
    readonly answer: string;
    readonly sealedAnswer: string;
  };
  readonly item: {
    readonly secretKey: string;
    readonly publicKey: string;
    readonly recoveryCode: string;
    readonly id: string;
    readonly plaintext: string;
    readonly enc: string;
    readonly wrappedKey: string;
    readonly ciphertext: string;
  };
}

export const sealedPath = "docs/spec/examples/sealed.json";

/** The kept examples where they open to what the pages say, and new ones where they do not. */
export async function sealedExamples(): Promise<SealedExamples> {
  const file = new URL(sealedPath, project);
  const kept: SealedExamples | null = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
  return kept !== null && (await isGood(kept)) ? kept : make();
}

async function isGood({ item, report }: SealedExamples): Promise<boolean> {
  const sealed = { intakeKeyId, enc: unhex(report.enc), ciphertext: unhex(report.ciphertext) };
  const opened = await openReport(sealed, { moderation, intakeKeyId }, unhex(report.secretKey));
  const answer = await openAnswer(unhex(report.sealedAnswer), unhex(report.responseKey));
  const evidence = await openItem(
    item.id,
    { enc: unhex(item.enc), wrappedKey: unhex(item.wrappedKey), ciphertext: unhex(item.ciphertext) },
    { secretKey: unhex(item.secretKey), publicKey: unhex(item.publicKey) },
  );
  return (
    isSame(opened?.encoded, encodedReport()) &&
    isSame(opened?.responseKey, unhex(report.responseKey)) &&
    isSame(answer, encodedAnswer()) &&
    isSame(evidence, encodedEvidence()) &&
    item.recoveryCode === recoveryCode(unhex(item.secretKey)) &&
    report.signature === hex(intakeKeyOf(unhex(report.publicKey)).signature)
  );
}

function isSame(a: Uint8Array | null | undefined, b: Uint8Array): boolean {
  return a !== null && a !== undefined && equalBytes(a, b);
}

async function make(): Promise<SealedExamples> {
  const { publicKey, secretKey } = await generateIntakePair();
  const key = intakeKeyOf(publicKey);
  const { responseKey, sealed } = await sealReport(encodedReport(), key);
  const team = await generateTeamKeys();
  const [item] = await sealItems([{ id: "item-1", plaintext: encodedEvidence() }], team.publicKey);
  if (item === undefined) throw new Error("unreachable: one item was sealed");
  return {
    report: {
      secretKey: hex(secretKey),
      publicKey: hex(publicKey),
      signature: hex(key.signature),
      encoded: hex(encodedReport()),
      enc: hex(sealed.enc),
      ciphertext: hex(sealed.ciphertext),
      responseKey: hex(responseKey),
      answer: hex(encodedAnswer()),
      sealedAnswer: hex(await sealAnswer(encodedAnswer(), responseKey)),
    },
    item: {
      secretKey: hex(team.secretKey),
      publicKey: hex(team.publicKey),
      recoveryCode: recoveryCode(team.secretKey),
      id: "item-1",
      plaintext: hex(encodedEvidence()),
      enc: hex(item.enc),
      wrappedKey: hex(item.wrappedKey),
      ciphertext: hex(item.ciphertext),
    },
  };
}

function encodedReport(): Uint8Array {
  return encodeAs(reportSchema, exampleReport());
}

function encodedAnswer(): Uint8Array {
  return encodeAs(answerSchema, exampleAnswer);
}

function encodedEvidence(): Uint8Array {
  const [item] = exampleReport().items;
  if (item === undefined) throw new Error("unreachable: the report has one item");
  return encodeAs(itemEvidenceSchema, { ...item, note: "please look", reporter: { relay, account: "b2" } });
}

export function sealedReportListing({ report }: SealedExamples): string {
  const suite = [Uint8Array.of(0, 0x20), Uint8Array.of(0, 1), Uint8Array.of(0, 2)];
  return listing([
    ["intake secret", unhex(report.secretKey)],
    ["publicKey", unhex(report.publicKey)],
    ["signature", unhex(report.signature)],
    ["info", frame("openfranking report v1", moderation, intakeKeyId, ...suite)],
    ["aad", frame("openfranking report-envelope v1", mediaTypes.cbor)],
    ["export context", frame("openfranking report-response v1")],
    ["enc", unhex(report.enc)],
    ["ciphertext", beginning(unhex(report.ciphertext))],
    ["Kr", unhex(report.responseKey)],
    ["answer aad", frame("openfranking report-answer v1")],
    ["answer", unhex(report.sealedAnswer)],
  ]);
}

export function sealedItemListing({ item }: SealedExamples): string {
  return listing([
    ["team secret", unhex(item.secretKey)],
    ["recovery code", item.recoveryCode],
    ["publicKey", beginning(unhex(item.publicKey))],
    ["id", JSON.stringify(item.id)],
    ["info", beginning(frame("openfranking team-key v1", unhex(item.publicKey)))],
    ["export context", frame("openfranking item-wrap v1")],
    ["wrap-key info", frame("openfranking item-wrap-key v1", utf8(item.id))],
    ["wrappedKey aad", frame("openfranking item-key v1", utf8(item.id))],
    ["ciphertext aad", frame("openfranking team-item v1", utf8(item.id))],
    ["plaintext", unhex(item.plaintext)],
    ["enc", beginning(unhex(item.enc))],
    ["wrappedKey", unhex(item.wrappedKey)],
    ["ciphertext", beginning(unhex(item.ciphertext))],
  ]);
}
