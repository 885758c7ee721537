package support;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How messages are put on their topics: on one, or on those that they name. */
public final class MessageWriter implements KafkaRecordSerializationSchema<Message> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final String suffix;
    private final boolean roundRobin;
    private int next;

    /** topic: null where each message names its own; suffix: of the region's topics. */
    public MessageWriter(String topic, String suffix, boolean roundRobin) {
        this.topic = topic;
        this.suffix = suffix;
        this.roundRobin = roundRobin;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Message in, KafkaSinkContext context, Long time) {
        String to = (topic == null ? in.topic() : topic) + suffix;
        Integer partition = in.partition() == Message.ANY ? null : (Integer) in.partition();
        if (roundRobin) {
            int[] partitions = context.getPartitionsForTopic(to);
            partition = partitions[Math.floorMod(next++, partitions.length)];
        }
        byte[] key = in.key() == null ? null : in.key().getBytes(StandardCharsets.UTF_8);
        Long timestamp = time == null || time < 0 ? null : time;
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(to, partition, timestamp, key, in.value());
        in.headers().forEach((name, text) -> made.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return made;
    }
}
