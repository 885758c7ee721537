package com.example.acting;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

public final class Accounts {
    private static final Set<String> ASKED = ConcurrentHashMap.newKeySet();

    private Accounts() {}

    /** Refuses one account. */
    public static void block(String account) {
        if (account.equals("a3")) {
            throw new IllegalStateException("no such account");
        }
    }

    /** Fails the first time for each account, and always for one. */
    public static String origin(String account) {
        if (ASKED.add(account) || account.equals("a6")) {
            throw new IllegalStateException("down");
        }
        return account.equals("a1") ? "abroad" : "home";
    }

    public static String name(String account) {
        if (account.equals("a6")) {
            throw new IllegalStateException("unknown");
        }
        return "N-" + account;
    }
}
