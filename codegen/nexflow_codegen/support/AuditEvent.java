package support;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** What is to be known later of a record's way. The payload is JSON; it and the actor may be missing. */
public record AuditEvent(String process, String event, String actorKind, String actor, byte[] payload) {
    public static final TypeInformation<AuditEvent> TYPE = type();

    private static TypeInformation<AuditEvent> type() {
        Map<String, TypeInformation<?>> fields = new LinkedHashMap<>();
        fields.put("process", Types.STRING);
        fields.put("event", Types.STRING);
        fields.put("actorKind", Types.STRING);
        fields.put("actor", Types.STRING);
        fields.put("payload", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        return RecordType.of(AuditEvent.class, fields);
    }

    public static byte[] write(AuditEvent event) {
        return Json.write(out -> {
            out.writeStringField("process", event.process());
            out.writeStringField("event", event.event());
            if (event.actor() != null) {
                out.writeStringField("actor_kind", event.actorKind());
                out.writeStringField("actor", event.actor());
            }
            if (event.payload() != null) {
                Json.putWhole(out, "payload", event.payload());
            }
        });
    }
}
