package support;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;

/** Exact decimals: rounding is half even, division keeps 34 digits. */
public final class Decimals {
    private static final MathContext DIVISION = new MathContext(34, RoundingMode.HALF_EVEN);

    private static final int WIDEST = 1000;

    private Decimals() {}

    /** The value as a decimal of this precision and scale. */
    public static BigDecimal bounded(BigDecimal value, int precision, int scale) {
        // Before any rescaling: 1e999999999 must not be written out.
        long digitsBefore = (long) value.precision() - value.scale();
        if (value.signum() == 0 || digitsBefore < -scale) {
            return BigDecimal.ZERO.setScale(scale);
        }
        if (digitsBefore > precision - scale) {
            throw RecordError.of("more than " + (precision - scale) + " digits before the point");
        }
        BigDecimal scaled = value.setScale(scale, RoundingMode.HALF_EVEN);
        if (scaled.precision() > precision) {
            throw RecordError.of("more than " + (precision - scale) + " digits before the point");
        }
        return scaled;
    }

    public static BigDecimal round(BigDecimal value, long places) {
        if (places < -WIDEST || places > WIDEST) {
            throw RecordError.of("rounded to too many places");
        }
        return value.setScale((int) places, RoundingMode.HALF_EVEN);
    }

    public static BigDecimal floor(BigDecimal value) {
        return value.setScale(0, RoundingMode.FLOOR);
    }

    public static BigDecimal ceil(BigDecimal value) {
        return value.setScale(0, RoundingMode.CEILING);
    }

    public static BigDecimal divide(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw RecordError.of("division by zero");
        }
        return dividend.divide(divisor, DIVISION);
    }

    public static BigDecimal remainder(BigDecimal dividend, BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw RecordError.of("division by zero");
        }
        return dividend.remainder(divisor);
    }

    /** The base to the power of a whole number, to 34 digits. */
    public static BigDecimal power(BigDecimal base, long exponent) {
        if (exponent < -WIDEST || exponent > WIDEST || (exponent < 0 && base.signum() == 0)) {
            throw RecordError.of("a power out of range");
        }
        return base.pow((int) exponent, DIVISION);
    }

    /** Whether two decimals are equal, trailing zeros aside; null equals null only. */
    public static boolean same(BigDecimal one, BigDecimal other) {
        return one == null || other == null ? one == other : one.compareTo(other) == 0;
    }

    /** Whether a collection holds a decimal, trailing zeros aside. */
    public static boolean isIn(BigDecimal value, Collection<BigDecimal> values) {
        return values.stream().anyMatch(other -> value.compareTo(other) == 0);
    }
}
