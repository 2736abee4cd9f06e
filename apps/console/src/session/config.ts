import { originSchema } from "@openfranking/ui";
import * as z from "zod/mini";

export const configSchema = z.object({ moderationUrl: originSchema });
export type Config = z.infer<typeof configSchema>;
