package support;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** A signal that a process sends. */
public record Signal(String signal, String process) {
    public static final TypeInformation<Signal> TYPE = type();

    private static TypeInformation<Signal> type() {
        Map<String, TypeInformation<?>> fields = new LinkedHashMap<>();
        fields.put("signal", Types.STRING);
        fields.put("process", Types.STRING);
        return RecordType.of(Signal.class, fields);
    }

    public static byte[] write(Signal value) {
        return Json.write(out -> {
            out.writeStringField("signal", value.signal());
            out.writeStringField("process", value.process());
        });
    }
}
