import {
  abuseReportOf,
  decodeAbuseReport,
  encodeAbuseReport,
  encodeAbusiveMessage,
  mac,
  mimi06,
  roomUri,
  unhex,
} from "@openfranking/franking";
import {
  categories,
  encodeAs,
  mimiItemsComponent,
  mimiItemsSchema,
  mimiReasons,
} from "@openfranking/protocol";
import { listing } from "./print.ts";
import { caseNamed, vectorsOf } from "./vectors.ts";

const details = { reportingUser: "", reasonCode: mimiReasons.spam, note: "please look" };

function firstItem(): Uint8Array {
  return unhex(String(vectorsOf("mimi-06").unlessSaid.item));
}

function firstRoom(): string {
  const { conversation, relay } = mimi06.preview(firstItem());
  if (relay === null || conversation === null)
    throw new Error("unreachable: the first vector names its room");
  return roomUri({ relay, conversation });
}

/** A report, and by what the moderation knows it again. */
export function mimiReportExample(): string {
  const report = abuseReportOf([firstItem()], details);
  const [message] = decodeAbuseReport(report).messages;
  if (message === undefined) throw new Error("unreachable: the report has one message");
  const salt = mac(
    new Uint8Array(32).fill(0x0b),
    "openfranking moderation-mimi-salt v1",
    firstRoom(),
    report,
  );
  const { intermediates } = caseNamed("mimi-06", "frank", "the first vector is committed to");
  return listing([
    ["room", JSON.stringify(firstRoom())],
    ["path", `"/reportAbuse/${encodeURIComponent(firstRoom())}"`],
    ["hub_key", unhex(String(intermediates?.hub_key))],
    ["AbusiveMessage", encodeAbusiveMessage(message)],
    ["AbuseReport", report],
    ["identity seed", "0b×32"],
    ["salt", salt],
    ["reportId", mac(salt, "openfranking moderation-mimi-id v1").slice(0, 16)],
  ]);
}

/** An item of another suite, as a case that is handed on has it. */
export function mimiExportExample(): string {
  const item = unhex(String(vectorsOf("hmac-v1").unlessSaid.item));
  const data = encodeAs(mimiItemsSchema, [{ suite: "hmac-v1", item, note: null, reporter: null }]);
  const { allegedAbuserUri } = decodeAbuseReport(abuseReportOf([firstItem()], details));
  return listing([
    ["data", data],
    [
      "AbuseReport",
      encodeAbuseReport({
        ...{ ...details, allegedAbuserUri, messages: [] },
        abuseExtensions: [{ componentId: mimiItemsComponent, data }],
      }),
    ],
  ]);
}

export function mimiReasonTable(): string {
  const rows = categories.map((category) => `| ${mimiReasons[category]} | \`${category}\` |`);
  return ["| reason code | category |", "|---|---|", ...rows].join("\n");
}
