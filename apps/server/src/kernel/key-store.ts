/** A row of crypto_keys. `wrapped` is useless without the master key. */
export type WrappedKey = {
  id: string;
  purpose: string;
  wrapped: Buffer;
  createdAt: Date;
  retiredAt: Date | null;
};

export type KeyStore = {
  load(): Promise<WrappedKey[]>;
  /** Leaves an existing key of the same id as it is: of two starters the first wins. */
  insertIfAbsent(key: WrappedKey): Promise<void>;
  /** All or nothing, or a crash leaves keys of two masters. */
  replaceWrapped(keys: { id: string; wrapped: Buffer }[]): Promise<void>;
  /** Sets the time where it is still empty. */
  retire(ids: string[], retiredAt: Date): Promise<void>;
};

/** For tests and for commands that run without a database. */
export function createMemoryKeyStore(): KeyStore {
  const rows = new Map<string, WrappedKey>();
  return {
    load: async () => [...rows.values()].map((row) => ({ ...row })),
    insertIfAbsent: async (key) => {
      if (!rows.has(key.id)) rows.set(key.id, { ...key });
    },
    replaceWrapped: async (keys) => {
      for (const { id, wrapped } of keys) {
        const row = rows.get(id);
        if (row) row.wrapped = wrapped;
      }
    },
    retire: async (ids, retiredAt) => {
      for (const id of ids) {
        const row = rows.get(id);
        if (row && row.retiredAt === null) row.retiredAt = retiredAt;
      }
    },
  };
}
