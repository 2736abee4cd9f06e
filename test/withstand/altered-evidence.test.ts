import { schemes } from "@openfranking/franking";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { benAnswers, conversationOfAll, openStage, type Stage } from "./genuine.ts";
import {
  type Changed,
  honestItem,
  honestReport,
  type Named,
  type Showing,
  verdictsByName,
} from "./hostile-reporter.ts";
import { readItem, writeItem } from "./items.ts";
import {
  leavesOf,
  type Misshapen,
  misshapen,
  nameOfMisshapen,
  otherThan,
  type Path,
  withPart,
} from "./parts.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Ada reports, and shows as much as she may. */
async function byName(message: Named, showing: Showing, changed: readonly Changed[]) {
  const { ada, rosa, world } = stage;
  return verdictsByName(world, rosa, () => honestReport(ada, message, showing), changed);
}

/** Another value of the same kind; of a choice, another choice. */
function other(path: Path, value: unknown, suite: string): unknown {
  const choices: Readonly<Record<string, string>> = {
    kind: value === "message" ? "withheld" : "message",
    "outer/suite": suite === "merkle-v1" ? "hmac-v1" : "merkle-v1",
    "header/kind": "reaction",
    "header/refs/0/rel": "forward",
  };
  return choices[path.join("/")] ?? otherThan(value);
}

const all = (code: string, ...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, code]));

const stamped = {
  ...all("failed(item)", "kind", "context/v"),
  ...all("failed(suite)", "outer/suite"),
  ...all("failed(moderation)", "context/moderation"),
  ...all("failed(relay)", "context/relay"),
  ...all("unverifiable", "context/keyId"),
  ...all("failed(stamp)", "outer/commitment", "stamp", "context/conversation", "context/epoch"),
  ...all("failed(stamp)", "context/sender", "context/seq", "context/acceptedAt"),
  ...all("failed(addressed)", "addressed"),
};
const header = {
  ...all("failed(header)", "header/v"),
  ...all("failed(commitment)", "header/relay", "header/conversation", "header/sender", "header/kind"),
  ...all("failed(commitment)", "header/sent/device", "header/sent/n"),
  ...all("failed(commitment)", "header/seen/seq", "header/seen/commitment"),
  ...all("failed(commitment)", "header/refs/0/rel", "header/refs/0/commitment"),
};
const whole = {
  ...all("failed(commitment)", "opening/messageKey"),
  ...all("failed(commitment)", "opening/fields/0/0", "opening/fields/0/1", "opening/fields/1/0"),
  ...all("failed(commitment)", "opening/fields/1/1", "opening/fields/2/0", "opening/fields/2/1"),
  ...all("failed(commitment)", "opening/fields/3/0", "opening/fields/3/1"),
};
const inPart = {
  ...all("failed(commitment)", "opening/rootKey", "opening/shape/1", "opening/shape/2"),
  ...all("failed(leaf)", "opening/shape/0", "opening/shape/3"),
  ...all("failed(leaf)", "opening/fields/0/index", "opening/fields/0/value", "opening/fields/0/leafKey"),
  ...all("failed(leaf)", "opening/fields/0/path/0", "opening/fields/0/path/1"),
  ...all("failed(item)", "opening/fields/1/index"),
  ...all("failed(leaf)", "opening/fields/1/value", "opening/fields/1/leafKey"),
  ...all("failed(leaf)", "opening/fields/1/path/0", "opening/fields/1/path/1"),
};
const blind = all("failed(addressed)", "blind");
const tag = all("failed(addressed)", "tag");

/** What a report may show, and the verdict on it with any one part altered: each part has to be here. */
const forms: readonly (readonly [string, Showing, Readonly<Record<string, string>>])[] = [
  ["shown whole", {}, { nothing: "verified", ...stamped, ...header, ...whole, ...blind }],
  ["withheld", { open: "withheld" }, { nothing: "stamped", ...stamped, ...blind }],
  [
    "shown whole without a name",
    { anonymous: true },
    { nothing: "verified", ...stamped, ...header, ...whole, ...tag },
  ],
  [
    "withheld without a name",
    { open: "withheld", anonymous: true },
    { nothing: "stamped", ...stamped, ...tag },
  ],
];
const formsInPart: typeof forms = [
  [
    "shown in part",
    { open: { paths: ["quote/author", "text"] } },
    { nothing: "verified-partial", ...stamped, ...header, ...inPart, ...blind },
  ],
];

describe.each(schemes)("a reported message of $id", ({ id: suite, traits }) => {
  let message: Named;
  beforeAll(async () => {
    message = await benAnswers(stage, await conversationOfAll(stage, suite), "where are you?");
  });

  describe.each(traits.partialReveal ? [...forms, ...formsInPart] : forms)("%s", (_, showing, expected) => {
    let item: unknown;
    beforeAll(async () => {
      item = readItem(await honestItem(stage.ada, message, showing));
    });

    test("fails by name with any one part altered", async () => {
      const altered = leavesOf(item).map((path) => {
        const parts = withPart(item, path, (part) => other(path, part, suite));
        return [path.join("/"), writeItem(suite, parts)] as const;
      });
      const changed = [["nothing", writeItem(suite, item)] as const, ...altered];
      expect(await byName(message, showing, changed)).toEqual(expected);
    });

    test("fails by name with any part left out, added, or of another kind", async () => {
      const changes = misshapen(item);
      const changed = changes.map((one) => [nameOfMisshapen(one), writeItem(suite, one.value)] as const);
      const codes = changes.map((one) => [nameOfMisshapen(one), formCode(one)]);
      expect(await byName(message, showing, changed)).toEqual(Object.fromEntries(codes));
    });
  });
});

/** What is not of its form fails as that, whatever else holds; to whom a message was addressed is known by one name. */
function formCode({ path, what }: Misshapen): string {
  const [first = "", ...rest] = path;
  if (what === "without" && (first === "blind" || first === "tag")) return "failed(reporter)";
  const isInside = rest.length > 0 || what === "more in";
  return isInside && (first === "outer" || first === "header") ? `failed(${first})` : "failed(item)";
}
