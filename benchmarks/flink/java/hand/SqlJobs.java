package hand;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.formats.common.TimestampFormat;
import org.apache.flink.formats.json.JsonFormatOptions;
import org.apache.flink.formats.json.JsonParserRowDataDeserializationSchema;
import org.apache.flink.formats.json.JsonRowDataSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.ExternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;

/** The same in Flink SQL, from and to rows in Flink's own form. */
final class SqlJobs {
    static final DataType TRADE = DataTypes.ROW(
            DataTypes.FIELD("id", DataTypes.STRING().notNull()),
            DataTypes.FIELD("account", DataTypes.STRING().notNull()),
            DataTypes.FIELD("country", DataTypes.STRING().notNull()),
            DataTypes.FIELD("quantity", DataTypes.BIGINT().notNull()),
            DataTypes.FIELD("price", DataTypes.BIGINT().notNull()),
            DataTypes.FIELD("score", DataTypes.BIGINT().notNull()),
            DataTypes.FIELD("fee", DataTypes.DOUBLE().notNull()),
            DataTypes.FIELD("online", DataTypes.BOOLEAN().notNull()))
            .notNull();
    private static final DataType SALE = DataTypes.ROW(
            DataTypes.FIELD("account", DataTypes.STRING().notNull()),
            DataTypes.FIELD("amount", DataTypes.BIGINT().notNull()),
            DataTypes.FIELD("at", DataTypes.TIMESTAMP_LTZ(3).notNull()))
            .notNull();
    private static final String PRICED = "SELECT id, account, country, quantity * price AS amount, "
            + "CASE WHEN online THEN 19 ELSE 7 END AS tax, "
            + "quantity * price + CASE WHEN online THEN 19 ELSE 7 END AS total, "
            + "score + 1 AS score, fee * CAST(0.75 AS DOUBLE) AS net_fee FROM trades";

    private SqlJobs() {}

    static InternalTypeInfo<RowData> rows(DataType type) {
        return InternalTypeInfo.of((RowType) type.getLogicalType());
    }

    static InternalTypeInfo<RowData> sales() {
        return rows(SALE);
    }

    static RowData trade(HandWritten.Trade in) {
        return GenericRowData.of(
                StringData.fromString(in.id()), StringData.fromString(in.account()), StringData.fromString(in.country()),
                in.quantity(), in.price(), in.score(), in.fee(), in.online());
    }

    static RowData sale(StringData account, long amount, long at) {
        return GenericRowData.of(account, amount, TimestampData.fromEpochMillis(at));
    }

    static DataStream<RowData> prices(StreamExecutionEnvironment env, Source<RowData, ?, ?> trades) {
        return query(env, trades, TRADE, null, PRICED);
    }

    /** The table as one `CASE`, either row by row or by country first. */
    static DataStream<RowData> judgements(StreamExecutionEnvironment env, Source<RowData, ?, ?> trades, boolean nested) {
        return query(env, trades, TRADE, null, judged(nested));
    }

    static String judged(boolean nested) {
        String outcome = nested ? nested() : rowByRow();
        return "SELECT id, account, country, amount, tax, total, score, net_fee, " + outcome + " AS outcome FROM (" + PRICED + ")";
    }

    static DataStream<RowData> turnover(StreamExecutionEnvironment env, Source<RowData, ?, ?> sales) {
        return query(env, sales, SALE, "`at`",
                "SELECT account, COUNT(*) AS sales, SUM(amount) AS amount, MAX(amount) AS largest, window_start, window_end "
                        + "FROM TABLE(TUMBLE(TABLE trades, DESCRIPTOR(`at`), INTERVAL '1' MINUTE)) "
                        + "GROUP BY account, window_start, window_end");
    }

    /** Read from JSON by Flink's own format, and written by it. */
    static Source<RowData, ?, ?> bytes(GeneratorFunction<Long, byte[]> bytes, long records) {
        return new DataGeneratorSource<>(new Reading(bytes), records, rows(TRADE));
    }

    /** Opens the format where it runs. */
    private static final class Reading implements GeneratorFunction<Long, RowData> {
        private final GeneratorFunction<Long, byte[]> bytes;
        private final Last last = new Last();
        private final JsonParserRowDataDeserializationSchema format = new JsonParserRowDataDeserializationSchema(
                (RowType) TRADE.getLogicalType(), rows(TRADE), false, false, TimestampFormat.ISO_8601);

        Reading(GeneratorFunction<Long, byte[]> bytes) {
            this.bytes = bytes;
        }

        @Override
        public void open(SourceReaderContext context) throws Exception {
            format.open(null);
        }

        @Override
        public RowData map(Long number) throws Exception {
            format.deserialize(bytes.map(number), last);
            return last.row;
        }
    }

    private static final class Last implements Collector<RowData>, java.io.Serializable {
        private transient RowData row;

        @Override
        public void collect(RowData read) {
            row = read;
        }

        @Override
        public void close() {}
    }

    private static DataStream<RowData> query(
            StreamExecutionEnvironment env, Source<RowData, ?, ?> source, DataType type, String watermark, String query) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        Schema.Builder schema = Schema.newBuilder().fromRowDataType(type);
        if (watermark != null) {
            schema.watermark("at", watermark);
        }
        tables.createTemporaryView("trades", tables.fromDataStream(
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "trades", rows(type)), schema.build()));
        Table result = tables.sqlQuery(query);
        return tables.toDataStream(result, result.getResolvedSchema().toSinkRowDataType().bridgedTo(RowData.class));
    }

    /** Writes rows as JSON by Flink's own format. */
    static Benchmark.Write<RowData> writing(DataStream<RowData> rows) {
        RowType type = (RowType) ((ExternalTypeInfo<RowData>) rows.getType()).getDataType().getLogicalType();
        JsonRowDataSerializationSchema format = new JsonRowDataSerializationSchema(
                type, TimestampFormat.ISO_8601, JsonFormatOptions.MapNullKeyMode.FAIL, "null", true, false);
        return new Benchmark.Write<>() {
            private transient boolean opened;

            @Override
            public byte[] write(RowData row) throws java.io.IOException {
                if (!opened) {
                    try {
                        format.open(null);
                    } catch (Exception e) {
                        throw new java.io.IOException(e);
                    }
                    opened = true;
                }
                return format.serialize(row);
            }
        };
    }

    private static String rowByRow() {
        StringBuilder cases = new StringBuilder("CASE");
        int row = 1;
        for (String country : new String[] {"DE", "FR", "JP", "US", null}) {
            String also = country == null ? "" : " AND country = '" + country + "'";
            for (String condition : new String[] {"total > 90000 AND score > 80 AND tax >= 7", "total > 50000", "score > 60"}) {
                cases.append(" WHEN ").append(condition).append(also).append(" THEN 'r").append(row++).append('\'');
            }
            if (country == null) {
                cases.append(" ELSE 'r").append(row++).append('\'');
            } else {
                cases.append(" WHEN country = '").append(country).append("' THEN 'r").append(row++).append('\'');
            }
        }
        return cases.append(" END").toString();
    }

    private static String nested() {
        StringBuilder cases = new StringBuilder("CASE");
        int row = 1;
        for (String country : new String[] {"DE", "FR", "JP", "US", null}) {
            cases.append(country == null ? " ELSE" : " WHEN country = '" + country + "' THEN");
            cases.append(" CASE WHEN total > 90000 AND score > 80 AND tax >= 7 THEN 'r").append(row++);
            cases.append("' WHEN total > 50000 THEN 'r").append(row++);
            cases.append("' WHEN score > 60 THEN 'r").append(row++);
            cases.append("' ELSE 'r").append(row++).append("' END");
        }
        return cases.append(" END").toString();
    }
}
