package support;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Function;

/** Questions over HTTP, and what their answers mean. */
public final class Http {
    private static final int NOT_FOUND = 404;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int REDIRECTION = 300;

    private Http() {}

    public static HttpClient client(Duration timeout) {
        // A question is a connection of its own, as many as the capacity allows: no limit of streams to meet.
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    public static HttpRequest.Builder request(String address, Duration timeout, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address)).timeout(timeout).header("Accept", "application/json");
        return headers.length == 0 ? request : request.headers(headers);
    }

    /** The value as a part of a path. */
    public static String escape(Object value) {
        return URLEncoder.encode(value.toString(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    public static String basic(String user, String password) {
        byte[] bytes = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }

    /** What was found; null where the status says that there is nothing. */
    public static <T> T found(HttpResponse<byte[]> answer, Function<byte[], T> read) {
        return answer.statusCode() == NOT_FOUND ? null : read.apply(body(answer));
    }

    /** What was answered; null for an answer without content. */
    public static byte[] body(HttpResponse<byte[]> answer) {
        if (answer.statusCode() < OK || answer.statusCode() >= REDIRECTION) {
            throw RecordError.of("lookup_error", "status " + answer.statusCode());
        }
        return answer.statusCode() == NO_CONTENT ? null : answer.body();
    }
}
