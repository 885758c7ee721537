package support;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.reader.StreamFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** The rows of Parquet files as records; the offset counts them. Only the columns of the schema are read. */
public final class ParquetFile<T> implements StreamFormat<T> {
    private static final long serialVersionUID = 1L;

    private final String stream;
    private final String schema;
    private final Receive<T> receive;
    private final TypeInformation<T> type;

    /** Makes a record of a row. */
    @FunctionalInterface
    public interface Receive<T> extends Serializable {
        T receive(Origin origin, ParquetRow row);
    }

    public ParquetFile(String stream, String schema, Receive<T> receive, TypeInformation<T> type) {
        this.stream = stream;
        this.schema = schema;
        this.receive = receive;
        this.type = type;
    }

    @Override
    public StreamFormat.Reader<T> createReader(
            Configuration config, FSDataInputStream file, long length, long end) throws IOException {
        return new Rows(ParquetFileReader.open(
                new Input(file, length), ParquetReadOptions.builder(new PlainParquetConfiguration()).build()));
    }

    /** A file is read from its start again; Flink leaves out the rows that it has had. */
    @Override
    public StreamFormat.Reader<T> restoreReader(
            Configuration config, FSDataInputStream file, long offset, long length, long end) throws IOException {
        return createReader(config, file, length, end);
    }

    @Override
    public boolean isSplittable() {
        return false;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }

    /** The rows of a file, one group of them after the other. */
    private final class Rows implements StreamFormat.Reader<T> {
        private final ParquetFileReader file;
        private final MessageType columns;
        private RecordReader<Group> group;
        private long left;
        private long offset;

        Rows(ParquetFileReader file) {
            this.file = file;
            MessageType all = file.getFileMetaData().getSchema();
            MessageType wanted = MessageTypeParser.parseMessageType(schema);
            columns = new MessageType(
                    all.getName(),
                    all.getFields().stream().filter(column -> wanted.containsField(column.getName())).toList());
            file.setRequestedSchema(columns);
        }

        @Override
        public T read() throws IOException {
            while (left == 0) {
                PageReadStore pages = file.readNextRowGroup();
                if (pages == null) {
                    return null;
                }
                left = pages.getRowCount();
                group = new ColumnIOFactory()
                        .getColumnIO(columns, file.getFileMetaData().getSchema())
                        .getRecordReader(pages, new GroupRecordConverter(columns));
            }
            left--;
            Group row = group.read();
            byte[] text = row.toString().getBytes(StandardCharsets.UTF_8);
            return receive.receive(new Origin(stream, 0, offset++, null, text), new ParquetRow(row));
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** A file of Flink's as one of Parquet's. */
    private record Input(FSDataInputStream file, long length) implements InputFile {
        @Override
        public long getLength() {
            return length;
        }

        @Override
        public SeekableInputStream newStream() {
            return new DelegatingSeekableInputStream(file) {
                @Override
                public long getPos() throws IOException {
                    return file.getPos();
                }

                @Override
                public void seek(long position) throws IOException {
                    file.seek(position);
                }
            };
        }
    }
}
