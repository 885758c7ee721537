package support;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/** Answers a JSON object with another; with null where there is nothing to say. */
public interface CallService extends Serializable {
    default void open() throws Exception {}

    CompletableFuture<byte[]> ask(byte[] question);

    default void close() {}
}
