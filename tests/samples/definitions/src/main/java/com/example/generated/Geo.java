package com.example.generated;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

public final class Geo {
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();

    private Geo() {}

    /** Fails the first time for each address, so that it must be asked again. */
    public static String locate(String ip) {
        if (KNOWN.add(ip)) {
            throw new IllegalStateException("down");
        }
        return "Rome";
    }

    public static CompletionStage<String> later(String ip) {
        return CompletableFuture.failedFuture(new IllegalStateException("down"));
    }
}
