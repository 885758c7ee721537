package com.example.generated;

public final class Devices {
    private Devices() {}

    public static double score(String device, long count) {
        return device.length() + count;
    }

    public static long remember(String text) {
        return 7;
    }
}
