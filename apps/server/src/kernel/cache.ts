import { LRUCache } from "lru-cache";
import type { Clock } from "./clock.ts";
import type { Metrics } from "./metrics.ts";

export type Cache<V> = {
  name: string;
  /** Loads once however many ask at the same time. A failed load is not kept. */
  get(key: string, load: () => Promise<V>, tagsOf?: (value: V) => string[]): Promise<V>;
  peek(key: string): V | undefined;
  set(key: string, value: V, tags?: string[]): void;
  delete(key: string): void;
  deleteTag(tag: string): void;
  clear(): void;
};

type Entry<V> = { value: V; tags: string[] };

export function createCache<V>(options: {
  name: string;
  max: number;
  ttlMs: number;
  clock?: Clock;
  metrics?: Pick<Metrics, "countCache">;
}): Cache<V> {
  const { name, max, ttlMs: ttl, clock, metrics } = options;
  const tagged = new Map<string, Set<string>>();
  const entries = new LRUCache<string, Entry<V>>({
    max,
    ttl,
    // Without a resolution of zero the cache reuses a time it read up to a millisecond ago.
    ttlResolution: 0,
    ...(clock && { perf: { now: () => clock.monotonic() } }),
    dispose: (entry, key) => entry.tags.forEach((tag) => untag(tag, key)),
  });
  /** A load in here may fill the cache; a deletion removes it, so that what it read before is not kept. */
  const loading = new Map<string, Promise<V>>();

  function untag(tag: string, key: string): void {
    const keys = tagged.get(tag);
    keys?.delete(key);
    if (keys?.size === 0) tagged.delete(tag);
  }

  function set(key: string, value: V, tags: string[] = []): void {
    entries.set(key, { value, tags });
    for (const tag of tags) {
      const keys = tagged.get(tag) ?? new Set();
      tagged.set(tag, keys.add(key));
    }
  }

  async function fill(key: string, load: () => Promise<V>, tagsOf?: (value: V) => string[]): Promise<V> {
    const { promise, resolve, reject } = Promise.withResolvers<V>();
    loading.set(key, promise);
    // Those who joined get the failure from their own await; nobody may have joined.
    promise.catch(() => undefined);
    try {
      const value = await load();
      const current = loading.get(key) === promise;
      if (current) set(key, value, tagsOf?.(value));
      else metrics?.countCache(name, "discarded");
      resolve(value);
      return value;
    } catch (error) {
      reject(error);
      throw error;
    } finally {
      if (loading.get(key) === promise) loading.delete(key);
    }
  }

  return {
    name,
    async get(key, load, tagsOf) {
      const kept = entries.get(key);
      if (kept) {
        metrics?.countCache(name, "hit");
        return kept.value;
      }
      const running = loading.get(key);
      metrics?.countCache(name, running ? "joined" : "miss");
      return running ?? fill(key, load, tagsOf);
    },
    peek: (key) => entries.get(key)?.value,
    set(key, value, tags) {
      loading.delete(key);
      set(key, value, tags);
    },
    delete(key) {
      loading.delete(key);
      entries.delete(key);
    },
    deleteTag(tag) {
      // What a running load will be tagged with is not known yet: none of them may be kept.
      loading.clear();
      for (const key of tagged.get(tag) ?? []) entries.delete(key);
    },
    clear() {
      loading.clear();
      entries.clear();
    },
  };
}
