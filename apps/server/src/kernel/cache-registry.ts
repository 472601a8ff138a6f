type Invalidated = {
  name: string;
  delete(key: string): void;
  deleteTag(tag: string): void;
  clear(): void;
};

export type CacheRegistry = {
  register(cache: Invalidated): void;
  /** `name:key`, `name:#tag` or `name:*`; keys of caches this node does not have are passed over. */
  invalidate(keys: string[]): void;
  /** After a gap in the bus nobody knows what was missed. */
  clearAll(): void;
};

export function createCacheRegistry(): CacheRegistry {
  const caches = new Map<string, Invalidated>();

  function invalidateOne(text: string): void {
    const border = text.indexOf(":");
    if (border < 1) throw new Error("An invalidation key looks like name:key, name:#tag or name:*");
    const cache = caches.get(text.slice(0, border));
    const key = text.slice(border + 1);
    if (key === "*") cache?.clear();
    else if (key.startsWith("#")) cache?.deleteTag(key.slice(1));
    else cache?.delete(key);
  }

  return {
    register(cache) {
      if (caches.has(cache.name)) throw new Error(`Two caches are called ${cache.name}`);
      if (!/^[a-z][a-z0-9._-]*$/.test(cache.name)) throw new Error(`${cache.name} is no name for a cache`);
      caches.set(cache.name, cache);
    },
    invalidate: (keys) => keys.forEach(invalidateOne),
    clearAll: () => caches.forEach((cache) => cache.clear()),
  };
}
