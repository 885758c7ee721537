package com.example.reference;

import com.example.reference.schema.Country;
import com.example.reference.schema.CountryEntries;
import com.example.reference.schema.PaymentsParameters;
import com.example.reference.schema.Terms;
import com.example.reference.schema.TermsRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What sales are taxed by. */
public final class Taxes {
    private Taxes() {}

    /** Returns the rate of a country; nothing where nothing is sold to it. */
    public static BigDecimal rate(String code) {
        for (Country country : CountryEntries.ALL.values()) {
            if (country.code().equals(code)) {
                return country.vat();
            }
        }
        return BigDecimal.ZERO;
    }

    /** Returns when a sale is due: 28 days and more after it. */
    public static LocalDate due(Instant sold, Long extra) {
        LocalDate day = LocalDate.ofInstant(sold, ZoneOffset.UTC);
        TermsRules.DueDate due = TermsRules.dueDate(new Terms(28L), day, extra);
        return due.isLong() ? due.dueOn() : day;
    }

    /** Returns in how many parts an amount is paid. */
    public static Long instalments(BigDecimal amount) {
        PaymentsParameters parameters = PaymentsParameters.DEFAULTS;
        if (CountryEntries.GERMANY.vat().signum() == 0 || parameters.note() != null) {
            throw new IllegalStateException();
        }
        try {
            new PaymentsParameters(13L, parameters.leastPart(), null);
            return null;
        } catch (IllegalArgumentException e) {
            long parts = amount.divide(parameters.leastPart(), 0, RoundingMode.DOWN).longValue();
            return Math.max(1L, Math.min(parts, parameters.mostParts()));
        }
    }
}
