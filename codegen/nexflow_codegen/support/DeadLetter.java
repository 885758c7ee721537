package support;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** A record that could not be processed, and why. */
public record DeadLetter(String process, String step, String kind, String message, Origin origin) {
    public static final TypeInformation<DeadLetter> TYPE = type();

    private static TypeInformation<DeadLetter> type() {
        Map<String, TypeInformation<?>> fields = new LinkedHashMap<>();
        fields.put("process", Types.STRING);
        fields.put("step", Types.STRING);
        fields.put("kind", Types.STRING);
        fields.put("message", Types.STRING);
        fields.put("origin", Origin.TYPE);
        return RecordType.of(DeadLetter.class, fields);
    }

    /** The letter about a record that fails at a step. */
    public static DeadLetter of(String process, String step, RecordError error, Origin origin) {
        return new DeadLetter(process, step, error.kind(), error.getMessage(), origin);
    }

    /** The envelope: the original as text where it is text, else in base 64. */
    public static byte[] write(DeadLetter letter) {
        return Json.write(out -> {
            out.writeStringField("process", letter.process());
            out.writeStringField("step", letter.step());
            out.writeStringField("kind", letter.kind());
            out.writeStringField("message", letter.message());
            Origin origin = letter.origin();
            if (origin == null) {
                return;
            }
            out.writeStringField("topic", origin.topic());
            out.writeNumberField("partition", origin.partition());
            out.writeNumberField("offset", origin.offset());
            if (origin.timestamp() != null) {
                out.writeStringField("timestamp", Instant.ofEpochMilli(origin.timestamp()).toString());
            }
            if (origin.bytes() != null) {
                String text = textOf(origin.bytes());
                if (text != null) {
                    out.writeStringField("original", text);
                } else {
                    out.writeStringField("original_base64", Base64.getEncoder().encodeToString(origin.bytes()));
                }
            }
        });
    }

    private static String textOf(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
