package support;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Makes a message for each partition of its topic. */
public final class ToEveryPartition implements FlatMapFunction<Message, Message> {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    public ToEveryPartition(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public void flatMap(Message in, Collector<Message> out) {
        for (int partition = 0; partition < partitions; partition++) {
            out.collect(in.to(partition));
        }
    }
}
