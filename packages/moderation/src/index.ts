export type { ModerationDeps, ModerationEvent, ModerationLog } from "./deps.ts";
export { createModeration, type Moderation } from "./moderation.ts";
export { type ServedModeration, serveModeration } from "./serve-node.ts";
