import type { Guard } from "./guard.ts";

export type Route = { method: string; path: string };

export const contracts: Guard = { id: "contracts", run: () => ({ problems: [] }) };
