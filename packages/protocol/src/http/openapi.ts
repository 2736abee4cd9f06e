import * as z from "zod";
import { mediaTypes } from "../limits.ts";
import { problems } from "../problem.ts";
import type { Route } from "../route.ts";

/** The OpenAPI 3.1 document of a service, from the routes that it serves. Bytes are CBOR byte strings. */
export function openApi(title: string, routes: Record<string, Route>): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:(\w+)/gu, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return { openapi: "3.1.0", info: { title, version: "1" }, paths };
}

function operation(name: string, route: Route): Record<string, unknown> {
  const media = mediaTypes[route.media];
  const refusals = [...new Set(route.problems.map((code) => problems[code].status))];
  return {
    operationId: name,
    summary: route.summary,
    ...(route.request === null
      ? {}
      : { requestBody: { required: true, content: { [media]: { schema: schemaOf(route.request) } } } }),
    responses: {
      ...success(route),
      ...Object.fromEntries(refusals.map((status) => [status, refusal(route, status)])),
    },
  };
}

function success(route: Route): Record<string, unknown> {
  if (route.media === "bytes") return { 201: { description: "Accepted." } };
  return {
    200: {
      description: "Done.",
      content: { [mediaTypes[route.media]]: { schema: schemaOf(route.response) } },
    },
  };
}

function refusal(route: Route, status: number): Record<string, unknown> {
  const codes = route.problems.filter((code) => problems[code].status === status);
  return { description: codes.join(", "), content: { [mediaTypes.problem]: {} } };
}

function schemaOf(schema: NonNullable<Route["request"]>): unknown {
  return z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "custom") Object.assign(jsonSchema, { description: "a byte string" });
    },
  });
}
