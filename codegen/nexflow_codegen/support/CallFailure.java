package support;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Why a call that a rule has asked for has failed, and for which record. */
public record CallFailure(String message, Origin origin) {
    public static final TypeInformation<CallFailure> TYPE = type();

    private static TypeInformation<CallFailure> type() {
        Map<String, TypeInformation<?>> fields = new LinkedHashMap<>();
        fields.put("message", Types.STRING);
        fields.put("origin", Origin.TYPE);
        return RecordType.of(CallFailure.class, fields);
    }
}
