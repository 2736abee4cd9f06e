import { assertionSchema, nameSchema } from "@openfranking/franking";
import {
  accountSchema,
  answerSchema,
  caseSummarySchema,
  categorySchema,
  credentialSchema,
  intakeKeySchema,
  itemEvidenceSchema,
  limits,
  mailboxEntrySchema,
  mediaTypes,
  moderationRoutes,
  personNameSchema,
  problems,
  publishedRecordSchema,
  type Route,
  relayRoutes,
  reportSchema,
  sealedItemSchema,
  sealedReportSchema,
  signedOfferSchema,
  verdictSchema,
} from "@openfranking/protocol";
import { schemaText } from "./schema-text.ts";

/** Schemas that stand on a page or in a list of their own. */
const named: ReadonlyMap<Route["response"], string> = new Map<Route["response"], string>([
  [nameSchema, "name"],
  [accountSchema, "account"],
  [personNameSchema, "personName"],
  [categorySchema, "category"],
  [assertionSchema, "assertion"],
  [caseSummarySchema, "caseSummary"],
  [credentialSchema, "credential"],
  [intakeKeySchema, "intakeKey"],
  [mailboxEntrySchema, "mailboxEntry"],
  [publishedRecordSchema, "publishedRecord"],
  [sealedItemSchema, "sealedItem"],
  [verdictSchema, "verdict"],
]);

export function problemTable(): string {
  const rows = Object.entries(problems).map(
    ([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`,
  );
  return ["| code | status | title |", "|---|---|---|", ...rows].join("\n");
}

export function limitTable(): string {
  const rows = Object.entries(limits).map(([name, value]) => `| \`${name}\` | ${value} |`);
  return ["| limit | value |", "|---|---|", ...rows].join("\n");
}

export function mediaTable(): string {
  const rows = Object.entries(mediaTypes).map(([name, value]) => `| ${name} | \`${value}\` |`);
  return ["| name | media type |", "|---|---|", ...rows].join("\n");
}

/** The schemas that routes share, each once. */
export function sharedSchemas(): string {
  const without = (schema: Route["response"]) => new Map([...named].filter(([other]) => other !== schema));
  const text = (schema: Route["response"]) => schemaText(schema, without(schema));
  return code([
    ...[...named].map(([schema, name]) => `${name} = ${text(schema)}`),
    `report = ${text(reportSchema)}`,
    `answer = ${text(answerSchema)}`,
    `itemEvidence = ${text(itemEvidenceSchema)}`,
  ]);
}

export function relayRouteList(): string {
  return routeList(relayRoutes);
}

export function moderationRouteList(): string {
  return routeList(moderationRoutes);
}

function routeList(routes: Readonly<Record<string, Route>>): string {
  return Object.values(routes).map(routeText).join("\n\n");
}

function routeText(route: Route): string {
  const { caller, maxBytes, media, method, path, request, response, summary } = route;
  const facts = [
    caller === "anyone" ? "Anyone." : `Only a ${caller}.`,
    { cbor: "", json: "JSON.", bytes: "Bytes as they are, and an answer without a body." }[media],
    request !== null && maxBytes !== limits.body ? `At most ${maxBytes} bytes.` : "",
    route.problems.length === 0 ? "" : `Problems: ${route.problems.map((it) => `\`${it}\``).join(", ")}.`,
  ].filter((fact) => fact !== "");
  const parts = [
    ...(route.params === null ? [] : [`path     ${schemaText(route.params, named)}`]),
    ...(route.query === null ? [] : [`query    ${schemaText(route.query, named)}`]),
    ...(request === null ? [] : [`request  ${requestText(request)}`]),
    ...(media === "bytes" ? [] : [`response ${schemaText(response, named)}`]),
  ];
  return `**\`${method} ${path}\`** ${summary} ${facts.join(" ")}\n\n${code(parts)}`;
}

function requestText(request: Route["response"]): string {
  if (request === sealedReportSchema) return `sealedReport = ${schemaText(request, named)}`;
  return request === signedOfferSchema
    ? `signedOffer = ${schemaText(request, named)}`
    : schemaText(request, named);
}

function code(lines: readonly string[]): string {
  return ["```", ...lines, "```"].join("\n");
}
