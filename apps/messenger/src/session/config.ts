import { personNameSchema } from "@openfranking/protocol";
import * as z from "zod/mini";

const configSchema = z.object({
  /** Origin of the relay, without a slash at its end. */
  relayUrl: z.string().check(z.regex(/^https?:\/\/[^/]+$/u)),
  /** Names that become contacts at the first start, where the relay knows them. */
  people: z._default(z.array(personNameSchema), []),
});
export type Config = z.infer<typeof configSchema>;

/** What the server of this app says of its surroundings, or null where it says nothing that can be used. */
export async function loadConfig(): Promise<Config | null> {
  try {
    const response = await fetch("/config.json", { cache: "no-store" });
    const parsed = configSchema.safeParse(await response.json());
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
