import { permissionNames, type Permission } from "@atrium/contracts";

const bitOf = new Map<string, number>(permissionNames.map((name, bit) => [name, bit]));
const words = Math.ceil(permissionNames.length / 32);

/** What somebody may do at one place, as bits: a check is one `and`. */
export type PermissionSet = {
  has(permission: Permission): boolean;
  /** Whether every permission of the other is here too; the ceiling of granting. */
  covers(other: PermissionSet): boolean;
  names(): Permission[];
  readonly bits: Uint32Array;
};

export function permissionSet(granted: Iterable<string>): PermissionSet {
  const bits = new Uint32Array(words);
  for (const name of granted) {
    const bit = bitOf.get(name);
    if (bit !== undefined) bits[bit >> 5] = (bits[bit >> 5] ?? 0) | (1 << (bit & 31));
  }
  const holds = (bit: number): boolean => ((bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0;
  return {
    bits,
    has: (permission) => holds(bitOf.get(permission) ?? 0),
    covers: (other) => other.bits.every((word, at) => (word & ~(bits[at] ?? 0)) === 0),
    names: () => permissionNames.filter((_, bit) => holds(bit)),
  };
}

export const noPermissions = permissionSet([]);
