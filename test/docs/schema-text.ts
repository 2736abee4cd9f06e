import type { Route } from "@openfranking/protocol";

type Schema = Route["response"];

/** The internals of a zod schema, as far as this page printer reads them. */
interface Internals {
  readonly def: {
    readonly type: string;
    readonly shape?: Readonly<Record<string, Schema>>;
    readonly element?: Schema;
    readonly innerType?: Schema;
    readonly in?: Schema;
    readonly options?: readonly Schema[];
    readonly entries?: Readonly<Record<string, string>>;
    readonly values?: readonly unknown[];
    readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
  };
}

interface Check {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: unknown;
  readonly pattern?: RegExp;
}

/** A schema as one line of the notation of docs/spec/http.md. `names` are schemas that have a page of their own. */
export function schemaText(schema: Schema, names: ReadonlyMap<Schema, string>): string {
  const name = names.get(schema);
  if (name !== undefined) return name;
  const { def } = schema._zod as unknown as Internals;
  const checks: Check = Object.assign({}, ...(def.checks ?? []).map(({ _zod }) => _zod.def));
  const inner = (part: Schema | undefined) => (part === undefined ? "?" : schemaText(part, names));
  switch (def.type) {
    case "object":
      return objectText(def.shape ?? {}, names);
    case "array":
      return `[${inner(def.element)}]${range(checks)}`;
    case "nullable":
      return `${inner(def.innerType)} | null`;
    case "optional":
      return inner(def.innerType);
    case "pipe":
      return inner(def.in);
    case "union":
      return (def.options ?? []).map(inner).join(" | ");
    case "enum":
      return Object.values(def.entries ?? {})
        .map((value) => JSON.stringify(value))
        .join(" | ");
    case "literal":
      return (def.values ?? []).map((value) => JSON.stringify(value)).join(" | ");
    case "string":
      return stringText(checks);
    case "number":
      return checks.value === 0 ? "count" : "integer";
    case "custom":
      return bytesText(schema);
    case "boolean":
      return "boolean";
    case "record":
      return "object";
    default:
      throw new TypeError(`no notation for ${def.type}`);
  }
}

function objectText(shape: Readonly<Record<string, Schema>>, names: ReadonlyMap<Schema, string>): string {
  const members = Object.entries(shape).map(([key, schema]) => {
    const isOptional = (schema._zod as unknown as Internals).def.type === "optional";
    return `${key}${isOptional ? "?" : ""}: ${schemaText(schema, names)}`;
  });
  return `{${members.join(", ")}}`;
}

function stringText(checks: Check): string {
  return checks.pattern === undefined ? `text${range(checks)}` : `text ${String(checks.pattern)}`;
}

function range({ minimum, maximum }: Check): string {
  if (minimum === undefined && maximum === undefined) return "";
  if (minimum === maximum) return ` × ${minimum}`;
  return maximum === undefined ? ` ${minimum} and more` : ` ${minimum ?? 0} to ${maximum}`;
}

const longestMinimum = 2048;
const longest = 33_554_432;

/** How many bytes the schema takes, by trying: a schema of bytes is a function, and says nothing of itself. */
function bytesText(schema: Schema): string {
  const takes = (size: number) => schema.safeParse(new Uint8Array(size)).success;
  let least = 0;
  while (!takes(least)) {
    if (least++ > longestMinimum) throw new TypeError("no notation for a custom schema");
  }
  let most = least;
  for (let step = longest; step >= 1; step /= 2) {
    if (most + step <= longest && takes(most + step)) most += step;
  }
  return least === most ? `bytes ${least}` : `bytes ${least} to ${most}`;
}
