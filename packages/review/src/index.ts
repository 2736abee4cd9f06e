export { ReviewError, type ReviewedItem, reviewItem } from "./open-item.ts";
export { fromRecoveryCode, recoveryCode } from "./recovery-code.ts";
export { restoreTeam } from "./team.ts";
