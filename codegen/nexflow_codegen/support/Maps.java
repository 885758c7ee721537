package support;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps, which never change: what is put is in a copy. */
public final class Maps {
    private Maps() {}

    public static <T> Map<String, T> with(Map<String, T> map, String key, T value) {
        Map<String, T> copy = map == null ? new LinkedHashMap<>() : new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
