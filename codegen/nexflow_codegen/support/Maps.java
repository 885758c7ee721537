package support;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Maps, which never change: what is put is in a copy. */
public final class Maps {
    private Maps() {}

    /** A map of some entries, in their order. */
    @SafeVarargs
    public static <T> Map<String, T> of(Map.Entry<String, ? extends T>... entries) {
        Map<String, T> map = new LinkedHashMap<>();
        for (Map.Entry<String, ? extends T> entry : entries) {
            map.put(entry.getKey(), entry.getValue());
        }
        return map;
    }

    public static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
        Map<String, T> copy = map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    /** The map with each value as another. */
    public static <K, A, B> Map<K, B> mapped(Map<K, A> map, Function<? super A, ? extends B> value) {
        Map<K, B> made = new LinkedHashMap<>();
        map.forEach((key, one) -> made.put(key, value.apply(one)));
        return made;
    }
}
