package support;

import java.io.Serializable;

/** Writes rows, one by one. */
public interface RowWriter<T> extends Serializable {
    void open() throws Exception;

    /** Writes a row; one that is refused is an error of its record, all else ends the job. */
    void write(T row) throws Exception;

    void close();
}
