import * as z from "zod/mini";

const configSchema = z.object({
  /** Origin of the moderation service, without a slash at its end. */
  moderationUrl: z.string().check(z.regex(/^https?:\/\/[^/]+$/u)),
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
