package support;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Where a record came from, and its bytes; kept as long as a step can still fail. */
public record Origin(String topic, int partition, long offset, Long timestamp, byte[] bytes) {
    public static final TypeInformation<Origin> TYPE = type();

    /** What tells a record from all others, and is the same each time it is read. */
    public String id() {
        return topic + "/" + partition + "/" + offset;
    }

    private static TypeInformation<Origin> type() {
        Map<String, TypeInformation<?>> fields = new LinkedHashMap<>();
        fields.put("topic", Types.STRING);
        fields.put("partition", Types.INT);
        fields.put("offset", Types.LONG);
        fields.put("timestamp", Types.LONG);
        fields.put("bytes", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        return RecordType.of(Origin.class, fields);
    }
}
