package support;

import com.mongodb.MongoServerException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.List;
import org.apache.flink.util.function.SerializableFunction;
import org.bson.BsonDocument;

/** Puts documents into a collection of MongoDB, each by itself. */
public final class MongoRows<T> implements RowWriter<T> {
    private static final long serialVersionUID = 1L;

    private final MongoTarget target;
    private final List<String> keys;
    private final SerializableFunction<T, BsonDocument> write;
    private transient MongoClient client;
    private transient MongoCollection<BsonDocument> collection;

    public MongoRows(MongoTarget target, List<String> keys, SerializableFunction<T, BsonDocument> write) {
        this.target = target;
        this.keys = keys;
        this.write = write;
    }

    @Override
    public void open() {
        client = target.connect();
        collection = target.in(client);
    }

    @Override
    public void write(T value) {
        try {
            collection.bulkWrite(List.of(MongoWriter.replacing(write.apply(value), keys)));
        } catch (MongoServerException e) {
            if (MongoWriter.isAway(e)) {
                throw e;
            }
            // What a server says may quote the document.
            throw RecordError.of("sink_error", "code " + MongoWriter.codeOf(e));
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }
}
