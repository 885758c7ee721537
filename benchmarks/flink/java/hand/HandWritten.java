package hand;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** The jobs of this benchmark as an expert writes them: records, static functions, one operator each. */
public final class HandWritten {
    private static final JsonFactory JSON = new JsonFactory();

    private HandWritten() {}

    public record Trade(
            String id, String account, String country, long quantity, long price, long score, double fee, boolean online) {}

    public record Priced(
            String id, String account, String country, long amount, long tax, long total, long score, double netFee) {}

    public record Judged(Priced priced, String outcome) {}

    /** A record that failed, and why. */
    public record Letter(String id, String error) {}

    public static final OutputTag<Letter> LETTERS = new OutputTag<>("letters", TypeInformation.of(Letter.class));

    public static void prices(
            StreamExecutionEnvironment env, Source<Trade, ?, ?> trades, Sink<Priced> sink, Sink<Letter> letters) {
        ended(trades(env, trades).process(new Price()), Priced.class, sink, letters);
    }

    public static void judgements(
            StreamExecutionEnvironment env, Source<Trade, ?, ?> trades, Sink<Judged> sink, Sink<Letter> letters) {
        ended(trades(env, trades).process(new PriceAndJudge()), Judged.class, sink, letters);
    }

    private static DataStream<Trade> trades(StreamExecutionEnvironment env, Source<Trade, ?, ?> trades) {
        return env.fromSource(trades, WatermarkStrategy.noWatermarks(), "trades", TypeInformation.of(Trade.class));
    }

    private static <T> void ended(
            SingleOutputStreamOperator<T> stream, Class<T> type, Sink<T> sink, Sink<Letter> letters) {
        stream.returns(TypeInformation.of(type)).sinkTo(sink);
        stream.getSideOutput(LETTERS).sinkTo(letters);
    }

    /** What fails goes aside, as in any job that is to run for long. */
    static final class Price extends ProcessFunction<Trade, Priced> {
        @Override
        public void processElement(Trade in, Context context, Collector<Priced> out) {
            Priced priced;
            try {
                priced = price(in);
            } catch (ArithmeticException e) {
                context.output(LETTERS, new Letter(in.id(), e.getMessage()));
                return;
            }
            out.collect(priced);
        }
    }

    /** Both in one operator. */
    private static final class PriceAndJudge extends ProcessFunction<Trade, Judged> {
        @Override
        public void processElement(Trade in, Context context, Collector<Judged> out) {
            Priced priced;
            try {
                priced = price(in);
            } catch (ArithmeticException e) {
                context.output(LETTERS, new Letter(in.id(), e.getMessage()));
                return;
            }
            out.collect(new Judged(priced, judge(priced)));
        }
    }

    static Priced price(Trade in) {
        long amount = Math.multiplyExact(in.quantity(), in.price());
        long tax = in.online() ? 19 : 7;
        return new Priced(
                in.id(), in.account(), in.country(), amount, tax, Math.addExact(amount, tax),
                Math.addExact(in.score(), 1), in.fee() * 0.75);
    }

    static String judge(Priced in) {
        if (in.total() > 90000 && in.score() > 80 && in.tax() >= 7 && in.country().equals("DE")) {
            return "r1";
        }
        if (in.total() > 50000 && in.country().equals("DE")) {
            return "r2";
        }
        if (in.score() > 60 && in.country().equals("DE")) {
            return "r3";
        }
        if (in.country().equals("DE")) {
            return "r4";
        }
        if (in.total() > 90000 && in.score() > 80 && in.tax() >= 7 && in.country().equals("FR")) {
            return "r5";
        }
        if (in.total() > 50000 && in.country().equals("FR")) {
            return "r6";
        }
        if (in.score() > 60 && in.country().equals("FR")) {
            return "r7";
        }
        if (in.country().equals("FR")) {
            return "r8";
        }
        if (in.total() > 90000 && in.score() > 80 && in.tax() >= 7 && in.country().equals("JP")) {
            return "r9";
        }
        if (in.total() > 50000 && in.country().equals("JP")) {
            return "r10";
        }
        if (in.score() > 60 && in.country().equals("JP")) {
            return "r11";
        }
        if (in.country().equals("JP")) {
            return "r12";
        }
        if (in.total() > 90000 && in.score() > 80 && in.tax() >= 7 && in.country().equals("US")) {
            return "r13";
        }
        if (in.total() > 50000 && in.country().equals("US")) {
            return "r14";
        }
        if (in.score() > 60 && in.country().equals("US")) {
            return "r15";
        }
        if (in.country().equals("US")) {
            return "r16";
        }
        if (in.total() > 90000 && in.score() > 80 && in.tax() >= 7) {
            return "r17";
        }
        if (in.total() > 50000) {
            return "r18";
        }
        if (in.score() > 60) {
            return "r19";
        }
        return "r20";
    }

    /** Reads a trade from JSON, token by token. */
    public static Trade read(byte[] bytes) throws IOException {
        String id = null;
        String account = null;
        String country = null;
        long quantity = 0;
        long price = 0;
        long score = 0;
        double fee = 0;
        boolean online = false;
        try (JsonParser in = JSON.createParser(bytes)) {
            in.nextToken();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = in.currentName();
                in.nextToken();
                switch (name) {
                    case "id" -> id = in.getText();
                    case "account" -> account = in.getText();
                    case "country" -> country = in.getText();
                    case "quantity" -> quantity = in.getLongValue();
                    case "price" -> price = in.getLongValue();
                    case "score" -> score = in.getLongValue();
                    case "fee" -> fee = in.getDoubleValue();
                    case "online" -> online = in.getBooleanValue();
                    default -> in.skipChildren();
                }
            }
        }
        return new Trade(id, account, country, quantity, price, score, fee, online);
    }

    public static byte[] write(Judged value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("id", value.priced().id());
            out.writeStringField("account", value.priced().account());
            out.writeStringField("country", value.priced().country());
            out.writeNumberField("amount", value.priced().amount());
            out.writeNumberField("tax", value.priced().tax());
            out.writeNumberField("total", value.priced().total());
            out.writeNumberField("score", value.priced().score());
            out.writeNumberField("net_fee", value.priced().netFee());
            out.writeStringField("outcome", value.outcome());
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
