"""The class that asks again what has failed: how often, after which delays, and that it ends."""

from __future__ import annotations

from pathlib import Path

from generated import compile_java, run_java

import nexflow_codegen

SUPPORT = Path(nexflow_codegen.__file__).parent / "support"
#: Each line that is printed says what it shows; nothing here depends on how long something takes.
MAIN = """
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import support.Repeat;

public final class Main {
    private static Repeat copied(Repeat repeat) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(repeat);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Repeat) in.readObject();
        }
    }

    private static void delays(String kind, Repeat repeat) throws Exception {
        Method delay = Repeat.class.getDeclaredMethod("delayBefore", int.class);
        delay.setAccessible(true);
        StringBuilder line = new StringBuilder(kind);
        for (int repeated : new int[] {0, 1, 2, 3, 63, 64, Integer.MAX_VALUE - 1}) {
            line.append(' ').append(delay.invoke(repeat, repeated));
        }
        System.out.println(line);
    }

    public static void main(String[] args) throws Exception {
        delays("fixed", Repeat.fixed(2, 100));
        delays("linear", Repeat.linear(2, 100, 350));
        delays("linear", Repeat.linear(2, 1L << 50, Long.MAX_VALUE));
        delays("exponential", Repeat.exponential(2, 100, 10_000));
        delays("exponential", Repeat.exponential(2, 100, Long.MAX_VALUE));
        delays("exponential", Repeat.exponential(2, 0, 10_000));

        Repeat repeat = copied(Repeat.fixed(2, 1));
        repeat.open();
        AtomicInteger asked = new AtomicInteger();
        int answer = repeat.ask(() -> CompletableFuture.completedFuture(asked.incrementAndGet()), one -> one < 2).join();
        System.out.println("answered by question " + answer);
        answer = repeat.ask(() -> CompletableFuture.completedFuture(asked.incrementAndGet()), one -> true).join();
        System.out.println("given up with question " + (answer - 2));
        CompletableFuture<String> failed = repeat.ask(() -> {
            throw new IllegalStateException("asked in vain");
        }, one -> true);
        failed.whenComplete((none, error) -> System.out.println(error.getMessage()));

        AtomicInteger open = new AtomicInteger();
        CompletableFuture<Boolean> late = new CompletableFuture<>();
        CompletableFuture<Boolean> never = repeat.ask(() -> {
            open.incrementAndGet();
            return late;
        }, one -> true);
        Repeat patient = Repeat.fixed(1, 86_400_000);
        patient.open();
        CountDownLatch once = new CountDownLatch(2);
        CompletableFuture<Boolean> waiting = patient.ask(() -> {
            once.countDown();
            return CompletableFuture.completedFuture(true);
        }, one -> true);
        patient.close();
        repeat.close();
        late.complete(true);
        System.out.println("closed: " + open.get() + " " + never.isDone() + " " + once.getCount() + " " + waiting.isDone());
        Repeat.fixed(1, 1).close();
    }
}
"""
LONGEST = 2**63 - 1


def test_what_has_failed_is_asked_again_until_it_is_closed(tmp_path: Path) -> None:
    repeat = (SUPPORT / "Repeat.java").read_text("utf-8")
    java = {"support/Repeat.java": repeat, "Main.java": MAIN}
    assert compile_java(java, tmp_path, "") == ""
    assert run_java("Main", tmp_path, "").splitlines() == [
        "fixed" + " 100" * 7,
        "linear 100 200 300 350 350 350 350",
        " ".join(["linear", *(str(n << 50) for n in (1, 2, 3, 4, 64, 65)), str(LONGEST)]),
        "exponential 100 200 400 800 10000 10000 10000",
        f"exponential 100 200 400 800 {LONGEST} {LONGEST} {LONGEST}",
        "exponential" + " 0" * 7,
        "answered by question 2",
        "given up with question 3",
        "asked in vain",
        "closed: 1 false 1 false",
    ]
