package support;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.RawBsonDocument;
import org.bson.UuidRepresentation;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Documents of MongoDB as the JSON that schemas describe: no types in it but those of JSON. */
public final class MongoJson {
    private static final JsonWriterSettings SETTINGS = JsonWriterSettings.builder()
            .outputMode(JsonMode.RELAXED)
            .int64Converter((value, out) -> out.writeNumber(value.toString()))
            .decimal128Converter((value, out) -> out.writeNumber(value.bigDecimalValue().toString()))
            .dateTimeConverter((value, out) -> out.writeString(Instant.ofEpochMilli(value).toString()))
            .objectIdConverter((value, out) -> out.writeString(value.toHexString()))
            .binaryConverter((value, out) -> out.writeString(text(value)))
            .build();

    private MongoJson() {}

    public static byte[] write(RawBsonDocument document) {
        return document.toJson(SETTINGS).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(BsonBinary value) {
        return value.getType() == BsonBinarySubType.UUID_STANDARD.getValue()
                ? value.asUuid(UuidRepresentation.STANDARD).toString()
                : Base64.getEncoder().encodeToString(value.getData());
    }
}
