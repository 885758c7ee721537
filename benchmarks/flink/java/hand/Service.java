package hand;

import com.example.bench.lookup.Accounts;
import com.example.bench.lookup.KnownAccounts;
import com.example.bench.schema.Account;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** A service that answers after a millisecond. */
final class Service {
    private static final long LATENCY_NANOS = 1_000_000;
    private static final ConcurrentLinkedQueue<Question> ASKED = new ConcurrentLinkedQueue<>();
    private static final Account ANSWER = new Account("account", "gold", 7);

    private record Question(CompletableFuture<Account> answer, long due) {}

    static {
        Thread thread = new Thread(Service::answer, "service");
        thread.setDaemon(true);
        thread.start();
    }

    private Service() {}

    static CompletableFuture<Account> find(String account) {
        CompletableFuture<Account> answer = new CompletableFuture<>();
        ASKED.add(new Question(answer, System.nanoTime() + LATENCY_NANOS));
        return answer;
    }

    private static void answer() {
        while (true) {
            for (Question next = ASKED.peek(); next != null && next.due() <= System.nanoTime(); next = ASKED.peek()) {
                ASKED.remove().answer().complete(ANSWER);
            }
            LockSupport.parkNanos(LATENCY_NANOS / 10);
        }
    }

    /** As the generated job asks it. */
    record Asked() implements Accounts, KnownAccounts {
        @Override
        public void open() {}

        @Override
        public CompletableFuture<Account> find(String account) {
            return Service.find(account);
        }

        @Override
        public void close() {}
    }
}
