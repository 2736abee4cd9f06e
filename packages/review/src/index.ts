export { abuseReportsOf, type ExportDetails, type RoomReport } from "./abuse-report.ts";
export { ReviewError, type ReviewedItem, reviewItem } from "./open-item.ts";
export { fromRecoveryCode, recoveryCode } from "./recovery-code.ts";
export { type Standing, standingOf, supportsAction } from "./standing.ts";
export { restoreTeam } from "./team.ts";
export { type TextRun, visibleText } from "./visible-text.ts";
