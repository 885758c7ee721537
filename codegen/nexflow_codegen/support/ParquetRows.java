package support;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes records into Parquet files, compressed with Snappy. */
public final class ParquetRows<T> implements BulkWriter.Factory<T> {
    private static final long serialVersionUID = 1L;

    private final String schema;
    private final ParquetOutput.Writer<T> write;

    public ParquetRows(String schema, ParquetOutput.Writer<T> write) {
        this.schema = schema;
        this.write = write;
    }

    @Override
    public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
        ParquetWriter<T> rows = new Builder<>(new Output(out), MessageTypeParser.parseMessageType(schema), write)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .build();
        return new BulkWriter<>() {
            @Override
            public void addElement(T value) throws IOException {
                rows.write(value);
            }

            @Override
            public void flush() {
                // Rows are written in groups: one that is not full yet is written at the end of the file.
            }

            @Override
            public void finish() throws IOException {
                rows.close();
            }
        };
    }

    /** Makes the writer of a file; Hadoop's configuration is part of its interface only. */
    private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
        private final MessageType schema;
        private final ParquetOutput.Writer<T> write;

        Builder(OutputFile file, MessageType schema, ParquetOutput.Writer<T> write) {
            super(file);
            this.schema = schema;
            this.write = write;
        }

        @Override
        protected Builder<T> self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // It is abstract; the other is what is called.
        protected WriteSupport<T> getWriteSupport(Configuration config) {
            return new Rows<>(schema, write);
        }

        @Override
        protected WriteSupport<T> getWriteSupport(ParquetConfiguration config) {
            return new Rows<>(schema, write);
        }
    }

    /** Writes records as rows of a schema. */
    private static final class Rows<T> extends WriteSupport<T> {
        private final MessageType schema;
        private final ParquetOutput.Writer<T> write;
        private ParquetOutput out;

        Rows(MessageType schema, ParquetOutput.Writer<T> write) {
            this.schema = schema;
            this.write = write;
        }

        @Override
        @SuppressWarnings("deprecation") // It is abstract; the other is what is called.
        public WriteContext init(Configuration config) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public WriteContext init(ParquetConfiguration config) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = new ParquetOutput(consumer);
        }

        @Override
        public void write(T value) {
            out.row(value, write);
        }
    }

    /** A file of Flink's as one of Parquet's; Flink closes it. */
    private record Output(FSDataOutputStream file) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) {
            return new PositionOutputStream() {
                @Override
                public long getPos() throws IOException {
                    return file.getPos();
                }

                @Override
                public void write(int value) throws IOException {
                    file.write(value);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    file.write(bytes, from, length);
                }

                @Override
                public void flush() throws IOException {
                    file.flush();
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return create(blockSize);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
