package support;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.function.SerializableFunction;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts documents into a collection of MongoDB, at least once: what came before a checkpoint is there when it ends.
 *
 * <p>A document takes the place of the one that has its keys. One without keys gets an id of its own before it is
 * written, so that writing a batch once more does not add it twice.
 */
public final class MongoWriter<T> implements SinkWriter<T> {
    private static final Logger LOG = LoggerFactory.getLogger(MongoWriter.class);
    private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);
    private static final String ID = "_id";
    private static final int RETRIES = 3;
    private static final long RETRY_MILLIS = 1000;
    private static final int DUPLICATE_KEY = 11000;

    private final MongoClient client;
    private final MongoCollection<BsonDocument> collection;
    private final List<String> keys;
    private final int batchSize;
    private final long flushMillis;
    private final SerializableFunction<T, BsonDocument> write;
    private final ProcessingTimeService clock;
    private final Counter sent;
    private final List<WriteModel<BsonDocument>> batch = new ArrayList<>();

    private MongoWriter(
            MongoTarget target,
            List<String> keys,
            int batchSize,
            Duration flushInterval,
            SerializableFunction<T, BsonDocument> write,
            ProcessingTimeService clock,
            Counter sent) {
        this.client = target.connect();
        this.collection = target.in(client);
        this.keys = keys;
        this.batchSize = batchSize;
        this.flushMillis = flushInterval.toMillis();
        this.write = write;
        this.clock = clock;
        this.sent = sent;
    }

    /** The sink; a lambda, since what its writer is made from has another type in each line of Flink. */
    @SuppressWarnings("deprecation") // That of the older line is deprecated there.
    public static <T> Sink<T> sink(
            MongoTarget target,
            List<String> keys,
            int batchSize,
            Duration flushInterval,
            SerializableFunction<T, BsonDocument> write) {
        return context -> new MongoWriter<>(
                target, keys, batchSize, flushInterval, write,
                context.getProcessingTimeService(), context.metricGroup().getNumRecordsSendCounter());
    }

    @Override
    public void write(T value, Context context) throws IOException, InterruptedException {
        batch.add(replacing(write.apply(value), keys));
        if (batch.size() >= batchSize) {
            flush(false);
        } else if (batch.size() == 1) {
            clock.registerTimer(clock.getCurrentProcessingTime() + flushMillis, time -> flush(false));
        }
    }

    /** Puts a document in the place of the one that has its keys. */
    static WriteModel<BsonDocument> replacing(BsonDocument document, List<String> keys) {
        BsonDocument filter = new BsonDocument();
        for (String key : keys) {
            filter.put(key, document.getOrDefault(key, BsonNull.VALUE));
        }
        if (keys.isEmpty()) {
            document.putIfAbsent(ID, new BsonObjectId());
            filter.put(ID, document.get(ID));
        }
        return new ReplaceOneModel<>(filter, document, UPSERT);
    }

    /** Documents are written in their order: of two with the same keys the last one counts. */
    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        for (int retry = 0; !batch.isEmpty(); retry++) {
            try {
                collection.bulkWrite(batch);
                sent.inc(batch.size());
                batch.clear();
            } catch (MongoException e) {
                // Of two who add one key at a time, the second replaces what the first has added.
                if (retry == RETRIES || !(isAway(e) || codeOf(e) == DUPLICATE_KEY)) {
                    String what = "MongoDB: " + e.getClass().getSimpleName() + ", code " + codeOf(e);
                    // What a server says may quote the document.
                    throw new IOException(what, e instanceof MongoServerException ? null : e);
                }
                LOG.warn("MongoDB does not answer, {}; trying again", e.getClass().getSimpleName());
                Thread.sleep(RETRY_MILLIS << retry);
            }
        }
    }

    /** Whether it was the server that could not write, and not the document that cannot be written. */
    static boolean isAway(MongoException e) {
        return e instanceof MongoSocketException
                || e instanceof MongoTimeoutException
                || e instanceof MongoNotPrimaryException
                || e instanceof MongoNodeIsRecoveringException
                || e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
    }

    static int codeOf(MongoException e) {
        return e instanceof MongoBulkWriteException batch && !batch.getWriteErrors().isEmpty()
                ? batch.getWriteErrors().get(0).getCode()
                : e.getCode();
    }

    @Override
    public void close() {
        client.close();
    }
}
