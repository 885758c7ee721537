package support;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Why a record failed at a step, for what is done with it then. */
public record Failure(String kind, String message, String step) {
    public static final TypeInformation<Failure> TYPE = type();

    public static Failure of(RecordError error, String step) {
        return new Failure(error.kind(), error.getMessage(), step);
    }

    private static TypeInformation<Failure> type() {
        Map<String, TypeInformation<?>> fields = new LinkedHashMap<>();
        fields.put("kind", Types.STRING);
        fields.put("message", Types.STRING);
        fields.put("step", Types.STRING);
        return RecordType.of(Failure.class, fields);
    }
}
