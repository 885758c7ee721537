package support;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** A record as it is sent: with headers, or to a topic of its own. */
public record Message(String topic, int partition, String key, byte[] value, Map<String, String> headers) {
    /** Of a message whose key decides. */
    public static final int ANY = -1;

    public static final TypeInformation<Message> TYPE = type();

    /** A message; headers: names and values in turn, of which those without a value are left out. */
    public static Message of(String topic, String key, byte[] value, String... headers) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i + 1 < headers.length; i += 2) {
            if (headers[i + 1] != null) {
                given.put(headers[i], headers[i + 1]);
            }
        }
        return new Message(topic, ANY, key, value, given);
    }

    /** The same message, to one partition. */
    public Message to(int chosen) {
        return new Message(topic, chosen, key, value, headers);
    }

    private static TypeInformation<Message> type() {
        Map<String, TypeInformation<?>> fields = new LinkedHashMap<>();
        fields.put("topic", Types.STRING);
        fields.put("partition", Types.INT);
        fields.put("key", Types.STRING);
        fields.put("value", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        fields.put("headers", Types.MAP(Types.STRING, Types.STRING));
        return RecordType.of(Message.class, fields);
    }
}
