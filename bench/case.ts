import type { Ask } from "./load.ts";

/** A row of the table: what is asked of our server and, for the limit beside it, of the bare one. */
export type Case = {
  id: string;
  title: string;
  limitTitle: string;
  connections: number;
  ours: Ask | null;
  bare: Ask;
};
