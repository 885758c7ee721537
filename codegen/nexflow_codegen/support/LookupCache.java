package support;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The most recently used answers of a lookup, misses included, each for a limited time. */
public final class LookupCache<K, V> {
    private final long ttlNanos;
    private final Map<K, Entry<V>> entries;

    public LookupCache(int size, Duration ttl) {
        this.ttlNanos = ttl.toNanos();
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Entry<V>> eldest) {
                return size() > size;
            }
        };
    }

    /** An answer, whose value is null where nothing was found. */
    public record Entry<V>(V value, long since) {}

    public synchronized Entry<V> get(K key) {
        Entry<V> entry = entries.get(key);
        if (entry != null && System.nanoTime() - entry.since() > ttlNanos) {
            entries.remove(key);
            return null;
        }
        return entry;
    }

    public synchronized void put(K key, V value) {
        entries.put(key, new Entry<>(value, System.nanoTime()));
    }
}
