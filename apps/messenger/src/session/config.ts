import { personNameSchema } from "@openfranking/protocol";
import { originSchema } from "@openfranking/ui";
import * as z from "zod/mini";

export const configSchema = z.object({
  relayUrl: originSchema,
  /** Names that become contacts at the first start, where the relay knows them. */
  people: z._default(z.array(personNameSchema), []),
});
export type Config = z.infer<typeof configSchema>;
