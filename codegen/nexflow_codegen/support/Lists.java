package support;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lists: aggregates skip nulls, and what is not there is null. */
public final class Lists {
    private static final MathContext DIVISION = new MathContext(34, RoundingMode.HALF_EVEN);

    private Lists() {}

    public static <T> T at(List<T> list, long index) {
        return list == null || index < 0 || index >= list.size() ? null : list.get((int) index);
    }

    public static <T> T first(List<T> list) {
        return at(list, 0);
    }

    public static <T> T last(List<T> list) {
        return list == null ? null : at(list, list.size() - 1L);
    }

    /** The first element that satisfies a predicate, which may be null itself. */
    public static <T> T find(List<T> list, Predicate<? super T> predicate) {
        for (T element : list) {
            if (predicate.test(element)) {
                return element;
            }
        }
        return null;
    }

    public static <T> List<T> joined(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    public static <T> List<T> with(List<T> list, T element) {
        List<T> all = list == null ? new ArrayList<>() : new ArrayList<>(list);
        all.add(element);
        return all;
    }

    /** The elements that are there. */
    @SafeVarargs
    public static <T> List<T> some(T... elements) {
        List<T> some = new ArrayList<>(elements.length);
        for (T element : elements) {
            if (element != null) {
                some.add(element);
            }
        }
        return some;
    }

    public static <T> List<T> reversed(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.reverse(copy);
        return copy;
    }

    public static <T> List<T> slice(List<T> list, long start, long end) {
        int from = (int) Math.min(Math.max(start, 0), list.size());
        int to = (int) Math.max(Math.min(end, list.size()), from);
        return Collections.unmodifiableList(new ArrayList<>(list.subList(from, to)));
    }

    /** Adds an element to a list, where there is one. */
    public static <T> void add(List<T> list, T element) {
        if (element != null) {
            list.add(element);
        }
    }

    /** The list, of which every element must be there. */
    public static <T> List<T> whole(List<T> list, String name) {
        for (T element : list) {
            if (element == null) {
                throw RecordError.of(name + ": no value for an element");
            }
        }
        return list;
    }

    /** The elements without repetitions, trailing zeros aside. */
    public static List<BigDecimal> distinct(List<BigDecimal> list) {
        List<BigDecimal> found = new ArrayList<>();
        for (BigDecimal element : list) {
            if (found.stream().noneMatch(other -> Decimals.same(other, element))) {
                found.add(element);
            }
        }
        return found;
    }

    public static List<byte[]> distinctBytes(List<byte[]> list) {
        List<byte[]> found = new ArrayList<>();
        for (byte[] element : list) {
            if (found.stream().noneMatch(other -> Arrays.equals(other, element))) {
                found.add(element);
            }
        }
        return found;
    }

    public static Long sumIntegers(Stream<Long> values) {
        return values.filter(Objects::nonNull)
                .map(BigInteger::valueOf)
                .reduce(BigInteger::add)
                .map(BigInteger::longValueExact)
                .orElse(null);
    }

    public static BigDecimal sumDecimals(Stream<BigDecimal> values) {
        return values.filter(Objects::nonNull).reduce(BigDecimal::add).orElse(null);
    }

    public static Double sumDoubles(Stream<Double> values) {
        return values.filter(Objects::nonNull).reduce(Double::sum).orElse(null);
    }

    public static BigDecimal avgIntegers(Stream<Long> values) {
        return avgDecimals(values.filter(Objects::nonNull).map(BigDecimal::valueOf));
    }

    public static BigDecimal avgDecimals(Stream<BigDecimal> values) {
        List<BigDecimal> known = values.filter(Objects::nonNull).toList();
        BigDecimal sum = sumDecimals(known.stream());
        return sum == null ? null : sum.divide(BigDecimal.valueOf(known.size()), DIVISION);
    }

    public static Double avgDoubles(Stream<Double> values) {
        List<Double> known = values.filter(Objects::nonNull).toList();
        Double sum = sumDoubles(known.stream());
        return sum == null ? null : sum / known.size();
    }

    public static <T extends Comparable<? super T>> T greatest(Stream<T> values) {
        return values.filter(Objects::nonNull).max(Comparator.naturalOrder()).orElse(null);
    }

    public static <T extends Comparable<? super T>> T least(Stream<T> values) {
        return values.filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    }

    public static <T extends Comparable<? super T>> T later(T one, T other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    public static <T extends Comparable<? super T>> T earlier(T one, T other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
