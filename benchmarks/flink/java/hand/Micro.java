package hand;

import com.example.bench.rules.Codes;
import com.example.bench.schema.PingJson;
import com.example.bench.schema.ReportJson;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** What needs no job: readers of JSON, and a table of a thousand codes. Arguments and output as {@link Benchmark}'s. */
public final class Micro {
    private static final int DISTINCT = 1 << 10;
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final ObjectReader PINGS = MAPPER.readerFor(Ping.class);
    private static final ObjectReader REPORTS = MAPPER.readerFor(Report.class);
    private static int seen;

    private Micro() {}

    private interface Work {
        Object of(int number) throws IOException;
    }

    public record Ping(String id, String kind, long count, long level, boolean ok) {}

    public record Report(
            String id, String source, String region, String product, String customer, String comment, String city,
            String street, long quantity, long price, long score, long number, double weight, double height, boolean paid,
            boolean sent) {}

    public static void main(String[] args) throws Exception {
        Work work = works().get(args[0]);
        long count = Long.parseLong(args[2]);
        BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (rounds.readLine() != null) {
            long wall = System.nanoTime();
            long time = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (long i = 0; i < count; i++) {
                seen += System.identityHashCode(work.of((int) (i & DISTINCT - 1))) & 1;
            }
            time = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - time;
            System.out.println((System.nanoTime() - wall) / 1e9 + " " + time / 1e9);
        }
        if (seen < 0) {
            System.err.println("so that nothing is left out: " + seen);
        }
    }

    private static Map<String, Work> works() {
        byte[][] pings = new byte[DISTINCT][];
        byte[][] reports = new byte[DISTINCT][];
        String[] codes = new String[DISTINCT];
        Map<String, String> zones = new HashMap<>();
        for (int i = 0; i < DISTINCT; i++) {
            pings[i] = ping(i).getBytes(StandardCharsets.UTF_8);
            reports[i] = report(i).getBytes(StandardCharsets.UTF_8);
            codes[i] = "code-" + i * 7919 % DISTINCT;
        }
        for (int i = 0; i < 1000; i++) {
            zones.put("code-" + i, "zone-" + i % 37);
        }
        Map<String, Work> works = new HashMap<>();
        works.put("read 200 B/generated", i -> PingJson.read(pings[i]));
        works.put("read 200 B/by hand", i -> readPing(pings[i]));
        works.put("read 200 B/databind", i -> PINGS.readValue(pings[i]));
        works.put("read 1 KB/generated", i -> ReportJson.read(reports[i]));
        works.put("read 1 KB/by hand", i -> readReport(reports[i]));
        works.put("read 1 KB/databind", i -> REPORTS.readValue(reports[i]));
        works.put("1,000 rows/generated", i -> Codes.evaluate(codes[i]));
        works.put("1,000 rows/by hand", i -> zones.get(codes[i]));
        return works;
    }

    private static String ping(int i) {
        return String.format(
                "{\"id\":\"ping-%06d\",\"host\":\"host-%06d.net\",\"kind\":\"alive\",\"version\":\"1.%d.0\",\"count\":%d,"
                        + "\"delay\":%d,\"level\":%d,\"load\":%.3f,\"ok\":%b,\"labels\":[\"east\",\"blue\"],\"zone\":\"z%04d\"}",
                i, i, i % 7, i * 31, i * 3, i % 10, i / 77.0, i % 3 == 0, i);
    }

    /** Every other field is one that nobody reads. */
    private static String report(int i) {
        StringBuilder json = new StringBuilder("{");
        String[] texts = {"id", "source", "region", "product", "customer", "comment", "city", "street"};
        for (String name : texts) {
            json.append(String.format("\"%s\":\"%s of report %d\",\"%s_note\":\"nobody reads it\",", name, name, i, name));
        }
        for (String name : new String[] {"quantity", "price", "score", "number"}) {
            json.append(String.format("\"%s\":%d,\"%s_before\":%d,", name, i * 37, name, i * 36));
        }
        json.append(String.format("\"weight\":%.3f,\"weight_unit\":{\"of\":\"kg\",\"si\":true},", i / 7.0));
        json.append(String.format("\"height\":%.3f,\"height_unit\":[\"m\",\"cm\",\"mm\"],", i / 9.0));
        json.append(String.format("\"paid\":%b,\"paid_by\":\"card\",\"sent\":%b,\"sent_by\":\"post\"}", i % 2 == 0, i % 3 == 0));
        return json.toString();
    }

    private static Ping readPing(byte[] bytes) throws IOException {
        String id = null;
        String kind = null;
        long count = 0;
        long level = 0;
        boolean ok = false;
        try (JsonParser in = JSON.createParser(bytes)) {
            in.nextToken();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "id" -> id = in.getText();
                    case "kind" -> kind = in.getText();
                    case "count" -> count = in.getLongValue();
                    case "level" -> level = in.getLongValue();
                    case "ok" -> ok = in.getBooleanValue();
                    default -> in.skipChildren();
                }
            }
        }
        return new Ping(id, kind, count, level, ok);
    }

    private static Report readReport(byte[] bytes) throws IOException {
        String id = null;
        String source = null;
        String region = null;
        String product = null;
        String customer = null;
        String comment = null;
        String city = null;
        String street = null;
        long quantity = 0;
        long price = 0;
        long score = 0;
        long number = 0;
        double weight = 0;
        double height = 0;
        boolean paid = false;
        boolean sent = false;
        try (JsonParser in = JSON.createParser(bytes)) {
            in.nextToken();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "id" -> id = in.getText();
                    case "source" -> source = in.getText();
                    case "region" -> region = in.getText();
                    case "product" -> product = in.getText();
                    case "customer" -> customer = in.getText();
                    case "comment" -> comment = in.getText();
                    case "city" -> city = in.getText();
                    case "street" -> street = in.getText();
                    case "quantity" -> quantity = in.getLongValue();
                    case "price" -> price = in.getLongValue();
                    case "score" -> score = in.getLongValue();
                    case "number" -> number = in.getLongValue();
                    case "weight" -> weight = in.getDoubleValue();
                    case "height" -> height = in.getDoubleValue();
                    case "paid" -> paid = in.getBooleanValue();
                    case "sent" -> sent = in.getBooleanValue();
                    default -> in.skipChildren();
                }
            }
        }
        return new Report(
                id, source, region, product, customer, comment, city, street, quantity, price, score, number, weight, height,
                paid, sent);
    }
}
