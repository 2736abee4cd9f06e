export type { RelayDeps, RelayEvent, RelayLog } from "./deps.ts";
export { createRelay, type Relay } from "./relay.ts";
export { type ServedRelay, serveRelay } from "./serve-node.ts";
