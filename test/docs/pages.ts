import { readdirSync, readFileSync } from "node:fs";
import {
  accountExample,
  assertionExample,
  cborExample,
  channelExample,
  frameExample,
  merkleExample,
  offerExample,
  reportExample,
} from "./examples.ts";
import { labelTable } from "./labels.ts";
import {
  deliveryExample,
  hmacMessageExample,
  itemExample,
  judgementExample,
  messageExample,
  receiptExample,
  stampExample,
} from "./message-examples.ts";
import { mimiExportExample, mimiReasonTable, mimiReportExample } from "./mimi-examples.ts";
import {
  limitTable,
  mediaTable,
  moderationRouteList,
  problemTable,
  relayRouteList,
  sharedSchemas,
} from "./routes.ts";
import { schemeTable } from "./scheme-table.ts";
import { sealedExamples, sealedItemListing, sealedPath, sealedReportListing } from "./sealed-examples.ts";
import { transcriptExample } from "./transcript-example.ts";
import { project, refusalTable, vectorCases, vectorCounts } from "./vectors.ts";

const specification = "docs/spec/";

/** Every Markdown page under docs, by its path from the project's root. */
export function pages(): Map<string, string> {
  const names = readdirSync(new URL("docs/", project), { recursive: true, encoding: "utf8" });
  const paths = names
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.replaceAll("\\", "/")}`);
  return new Map(paths.sort().map((path) => [path, readFileSync(new URL(path, project), "utf8")]));
}

/** Every generated file as it ought to be: the pages with their blocks filled, and the sealed examples. */
export async function generated(): Promise<Map<string, string>> {
  const sealed = await sealedExamples();
  const blocks = blocksOf(pages(), sealed);
  const filled = [...pages()].map(([path, text]): [string, string] => [path, fill(text, blocks)]);
  return new Map([...filled, [sealedPath, `${JSON.stringify(sealed, null, 2)}\n`]]);
}

type Blocks = ReadonlyMap<string, string>;

function blocksOf(
  texts: ReadonlyMap<string, string>,
  sealed: Awaited<ReturnType<typeof sealedExamples>>,
): Blocks {
  return new Map([
    ["schemes", schemeTable()],
    ["frame", frameExample()],
    ["cbor", cborExample()],
    ["merkle", merkleExample()],
    ["labels", labelTable(specificationPages(texts))],
    ["message", messageExample()],
    ["message-hmac", hmacMessageExample()],
    ["message-refusals", refusalTable("merkle-v1", "frank")],
    ["item", itemExample()],
    ["item-refusals", refusalTable("merkle-v1", "disclose")],
    ["stamp", stampExample()],
    ["delivery", deliveryExample()],
    ["offer", offerExample()],
    ["receipt", receiptExample()],
    ["receive-refusals", refusalTable("merkle-v1", "receive")],
    ["judgement", judgementExample()],
    ["judge-refusals", refusalTable("merkle-v1", "judge")],
    ["transcript", transcriptExample()],
    ["vector-cases", vectorCases()],
    ["vector-counts", vectorCounts()],
    ["report", reportExample()],
    ["assertion", assertionExample()],
    ["sealed-report", sealedReportListing(sealed)],
    ["sealed-item", sealedItemListing(sealed)],
    ["account", accountExample()],
    ["channel", channelExample()],
    ["mimi-report", mimiReportExample()],
    ["mimi-export", mimiExportExample()],
    ["mimi-reasons", mimiReasonTable()],
    ["problems", problemTable()],
    ["limits", limitTable()],
    ["media-types", mediaTable()],
    ["schemas", sharedSchemas()],
    ["relay-routes", relayRouteList()],
    ["moderation-routes", moderationRouteList()],
  ]);
}

/** The pages of the specification without their generated blocks, which may list what other pages say. */
function specificationPages(texts: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...texts]
      .filter(([path]) => path.startsWith(specification))
      .map(([path, text]) => [path.slice(specification.length), text.replace(block, "")]),
  );
}

const block = /(<!-- generated: ([a-z-]+) -->\n)([\s\S]*?)(<!-- end -->)/gu;

function fill(text: string, blocks: Blocks): string {
  return text.replace(block, (_, head: string, name: string, __, end: string) => {
    const content = blocks.get(name);
    if (content === undefined) throw new Error(`nothing generates the block "${name}"`);
    return `${head}\n${content}\n\n${end}`;
  });
}
