package support;

import org.apache.flink.api.common.functions.FilterFunction;

/** Lets so many records of each subtask pass: whoever counts them needs no more. */
public final class FirstRecords<T> implements FilterFunction<T> {
    private static final long serialVersionUID = 1L;

    private final long most;
    private transient long count;

    public FirstRecords(long most) {
        this.most = most;
    }

    @Override
    public boolean filter(T in) {
        return count++ < most;
    }
}
