import { memo, type ReactNode } from "react";

/**
 * Leaves what it shows as it is for as long as it is still. Rows that are about to be replaced need not be drawn once
 * more with the question that the next ones answer: on a long page that costs more than the answer.
 */
export const Still = memo(
  ({ children }: { still: boolean; children: ReactNode }) => children,
  (_before, { still }) => still,
);
