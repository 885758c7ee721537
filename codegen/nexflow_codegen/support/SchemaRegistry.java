package support;

import java.io.IOException;
import java.io.Serializable;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A schema registry as Confluent's, and what it has told.
 *
 * <p>A subtask asks for a schema once, and waits: nothing can be read or written before it is there.
 */
public final class SchemaRegistry implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final byte MAGIC = 0;
    private static final int HEAD = 1 + Integer.BYTES;
    private static final int RETRIES = 3;
    private static final long RETRY_MILLIS = 1000;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int FAILURE = 500;

    private final String address;
    private final Duration timeout;
    private final String[] headers;
    private transient HttpClient client;
    private transient Map<Integer, Schema> schemas;

    /** The headers are names and values in turn. */
    public SchemaRegistry(String address, Duration timeout, String... headers) {
        this.address = address.endsWith("/") ? address : address + "/";
        this.timeout = timeout;
        this.headers = headers;
    }

    /** Reads a record, before which the id of its schema stands. */
    public AvroRow read(byte[] bytes) {
        if (bytes == null) {
            throw RecordError.parse("no value");
        }
        if (bytes.length < HEAD || bytes[0] != MAGIC) {
            throw RecordError.parse("no id of a schema before the record");
        }
        Schema schema = schema(ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt());
        return AvroInput.read(bytes, HEAD, in -> AvroValue.row(schema, in));
    }

    /** A record's bytes with the id of their schema before them. */
    static byte[] write(int id, byte[] record) {
        return ByteBuffer.allocate(HEAD + record.length).put(MAGIC).putInt(id).put(record).array();
    }

    private Schema schema(int id) {
        if (schemas == null) {
            schemas = new HashMap<>();
        }
        return schemas.computeIfAbsent(id, this::fetch);
    }

    private Schema fetch(int id) {
        HttpResponse<byte[]> answer = ask(request("schemas/ids/" + id).GET().build());
        if (answer.statusCode() == NOT_FOUND) {
            throw RecordError.parse("a schema that the registry does not know: " + id);
        }
        try {
            Schema schema = new Schema.Parser().parse(of(answer, "schema").toString());
            if (schema.getType() == Schema.Type.RECORD) {
                return schema;
            }
        } catch (AvroRuntimeException e) {
            throw RecordError.parse("a schema that is no Avro: " + id);
        }
        throw RecordError.parse("a schema of no record: " + id);
    }

    /** The id of a schema, which the subject has from now on. */
    int register(String subject, String schema) {
        byte[] question = Json.write(out -> out.writeStringField("schema", schema));
        HttpRequest request = request("subjects/" + Http.escape(subject) + "/versions")
                .header("Content-Type", TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(question))
                .build();
        return ((Number) of(ask(request), "id")).intValue();
    }

    private HttpRequest.Builder request(String path) {
        return Http.request(address + path, timeout, headers).setHeader("Accept", TYPE);
    }

    private static Object of(HttpResponse<byte[]> answer, String member) {
        Map<String, Object> found = answer.statusCode() >= 300
                ? Map.of()
                : Json.read(answer.body(), in -> Json.object(in, "answer"));
        if (found.get(member) == null) {
            throw new IllegalStateException(
                    "the schema registry answers " + answer.uri().getPath() + " with status " + answer.statusCode());
        }
        return found.get(member);
    }

    /** Asks again while the registry is away; the job fails where it stays away. */
    private HttpResponse<byte[]> ask(HttpRequest request) {
        if (client == null) {
            client = Http.client(timeout);
        }
        try {
            for (int retry = 0; ; retry++) {
                try {
                    HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
                    int status = answer.statusCode();
                    if (retry == RETRIES || (status < FAILURE && status != TOO_MANY)) {
                        return answer;
                    }
                } catch (IOException e) {
                    if (retry == RETRIES) {
                        throw new IllegalStateException("the schema registry does not answer", e);
                    }
                }
                Thread.sleep(RETRY_MILLIS << retry);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the schema registry", e);
        }
    }
}
