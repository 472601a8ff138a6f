export { authPaths, createAuthPages, type AuthPages } from "./handle-page.ts";
export type { Call, Outcome, PageRequest, Refusal } from "./page.ts";
