/** The cases themselves, without a test runner, so that they also run in a page. */
export type { Case } from "./cases.ts";
export { channelCases } from "./channel-cases.ts";
export { impostorOf, newDevice } from "./devices.ts";
export { type StorePlace, storeCases } from "./store-cases.ts";
