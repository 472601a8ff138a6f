import { Unavailable } from "#kernel/problem";

type Coded = { code?: unknown; constraint?: unknown; message?: unknown };

function coded(error: unknown): Coded {
  return typeof error === "object" && error !== null ? error : {};
}

// Classes and codes of PostgreSQL's appendix A that mean "not now" rather than "not so".
const awayCodes = new Set(["57P01", "57P02", "57P03", "57014", "53300", "53100", "53200", "25P03", "25006"]);
const awaySocket = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);

/** The error as "come back later" where it means that; null where it means something else. */
export function asUnavailable(error: unknown): Unavailable | null {
  if (error instanceof Unavailable) return error;
  const { code, message } = coded(error);
  if (typeof code === "string" && (awayCodes.has(code) || awaySocket.has(code) || code.startsWith("08"))) {
    return new Unavailable("the database is not available", error);
  }
  const lost =
    typeof message === "string" &&
    /Connection terminated|connection error and is not queryable/.test(message);
  return lost ? new Unavailable("the connection to the database was lost", error) : null;
}

/** The server has ended the connection that this came over, or is about to. */
export function isLostConnection(error: unknown): boolean {
  const { code } = coded(error);
  return (
    typeof code === "string" && (code.startsWith("57P") || code.startsWith("08") || awaySocket.has(code))
  );
}

/** Two transactions stood in each other's way; running it again is the cure. */
export function isConflict(error: unknown): boolean {
  const { code } = coded(error);
  return code === "40001" || code === "40P01";
}

/** The constraint or unique index that a write ran into, if it did. */
export function violatedConstraint(error: unknown): string | null {
  const { code, constraint } = coded(error);
  return (code === "23505" || code === "23503" || code === "23514") && typeof constraint === "string"
    ? constraint
    : null;
}
