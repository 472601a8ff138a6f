/** What an organization of the demo pays for and may have, and below which other one it lies. */
export type Standing = {
  readonly plan: "free" | "pro" | "enterprise";
  readonly users: number | null;
  readonly calls: number | null;
  readonly storage: number | null;
  readonly organizations: number | null;
  readonly hue: number | null;
  /** The number of the one above it among those made before; null: the platform. */
  readonly below: number | null;
};

const gigabyte = 1_000_000_000;
export const modest: Standing = {
  plan: "free", users: null, calls: null, storage: null, organizations: 0, hue: null, below: null,
}; // prettier-ignore

const pro = { ...modest, plan: "pro", calls: 1_000_000, storage: 50 * gigabyte } as const;
const small = { ...modest, calls: 10_000, storage: gigabyte } as const;

/** A reseller with three customers, one of whom resells again; the others stand for themselves. */
const standings: readonly Standing[] = [
  { ...modest, plan: "enterprise", hue: 205 },
  { ...pro, organizations: 10, hue: 28 },
  { ...pro, users: 500 },
  { ...small, below: 1, users: 250 },
  { ...pro, below: 1, organizations: 2, hue: 145 },
  { ...small, below: 4, users: 150 },
  small,
  { ...small, below: 1, users: 100 },
];

export const standingOf = (n: number): Standing => standings[n] ?? (n % 3 === 0 ? pro : small);
