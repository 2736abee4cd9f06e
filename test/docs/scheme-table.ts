import { allSchemes, type Traits } from "@openfranking/franking";

type Promised = { [Name in keyof Traits]: Traits[Name] extends boolean ? Name : never }[keyof Traits];

const columns: readonly (readonly [heading: string, promise: Promised])[] = [
  ["recipient", "bindsRecipient"],
  ["order", "bindsOrder"],
  ["conversation", "bindsConversation"],
  ["every field", "bindsEverything"],
  ["part", "partialReveal"],
  ["withheld", "withholds"],
  ["anonymous", "anonymousReports"],
  ["sealed sender", "sealedSender"],
  ["source", "sourceTracing"],
];

const namedBy: Readonly<Record<Traits["attribution"], string>> = {
  stamp: "the relay's stamp",
  proof: "the sender's proof",
  token: "the moderation's token",
};

/** What each scheme promises, by its traits. */
export function schemeTable(): string {
  const head = ["scheme", "sender named by", ...columns.map(([heading]) => heading)];
  const rows = allSchemes.map(({ id, traits }) => [
    `[\`${id}\`](../packages/franking/src/schemes/${id}/README.md)`,
    namedBy[traits.attribution],
    ...columns.map(([, promise]) => (traits[promise] ? "yes" : "–")),
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
