package support;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Numbers: conversions, and what Java's operators leave open. */
public final class Numbers {
    private static final int WIDEST = 1000;

    private Numbers() {}

    public static boolean within(long value, long low, long high) {
        return value >= low && value <= high;
    }

    public static long remainder(long dividend, long divisor) {
        if (divisor == 0) {
            throw RecordError.of("division by zero");
        }
        return dividend % divisor;
    }

    public static double divide(double dividend, double divisor) {
        if (divisor == 0) {
            throw RecordError.of("division by zero");
        }
        return dividend / divisor;
    }

    public static double remainder(double dividend, double divisor) {
        if (divisor == 0) {
            throw RecordError.of("division by zero");
        }
        return dividend % divisor;
    }

    public static long power(long base, long exponent) {
        if (exponent < 0 || exponent > WIDEST) {
            throw RecordError.of("a power out of range");
        }
        long result = 1;
        for (long i = 0; i < exponent; i++) {
            result = Math.multiplyExact(result, base);
        }
        return result;
    }

    /** By how many times 2^64 a sum differs from what Java's `+` gives. */
    public static long carry(long one, long other) {
        long sum = one + other;
        return ((one ^ sum) & (other ^ sum)) < 0 ? Long.signum(other) : 0;
    }

    /** A sum of which some was carried. */
    public static long exact(long sum, long carried) {
        if (carried != 0) {
            throw RecordError.of("integer overflow");
        }
        return sum;
    }

    /** A sum of which some was carried. */
    public static BigDecimal decimal(long sum, long carried) {
        return new BigDecimal(
                BigInteger.valueOf(carried).shiftLeft(64).add(BigInteger.valueOf(sum)));
    }

    /** Whether two numbers are equal, as 0.0 and -0.0 are. */
    public static boolean same(double one, double other) {
        return one == other;
    }

    public static double round(double value, long places) {
        if (Double.isNaN(value) || Double.isInfinite(value) || Math.abs(places) > WIDEST) {
            return value;
        }
        return BigDecimal.valueOf(value)
                .setScale((int) places, RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    public static long integer(String text) {
        BigDecimal value = decimal(text);
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
            throw RecordError.of("a text that is no integer");
        }
        return integer(value);
    }

    public static long integer(double value) {
        return integer(decimal(value));
    }

    public static long integer(BigDecimal value) {
        if ((long) value.precision() - value.scale() > 19) {
            throw RecordError.of("integer overflow");
        }
        try {
            return value.setScale(0, RoundingMode.HALF_EVEN).longValueExact();
        } catch (ArithmeticException e) {
            throw RecordError.of("integer overflow");
        }
    }

    public static BigDecimal decimal(String text) {
        try {
            BigDecimal value = new BigDecimal(text.strip());
            if (value.precision() <= WIDEST && Math.abs((long) value.scale()) <= WIDEST) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw RecordError.of("a text that is no number");
        }
        throw RecordError.of("a number out of range");
    }

    public static BigDecimal decimal(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw RecordError.of("a double that is no number");
        }
        return BigDecimal.valueOf(value);
    }

    public static double floating(String text) {
        return decimal(text).doubleValue();
    }
}
