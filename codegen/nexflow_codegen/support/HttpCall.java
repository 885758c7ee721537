package support;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A service that is asked by a POST. */
public final class HttpCall implements CallService {
    private static final long serialVersionUID = 1L;

    private final String address;
    private final Duration timeout;
    private final String[] headers;
    private transient HttpClient client;

    /** The headers are names and values in turn. */
    public HttpCall(String address, Duration timeout, String... headers) {
        this.address = address;
        this.timeout = timeout;
        this.headers = headers;
    }

    @Override
    public void open() {
        client = Http.client(timeout);
    }

    @Override
    public CompletableFuture<byte[]> ask(byte[] question) {
        HttpRequest request = Http.request(address, timeout, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(question))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).thenApply(Http::body);
    }
}
