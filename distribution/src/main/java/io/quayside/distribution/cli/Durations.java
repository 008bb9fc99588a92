package io.quayside.distribution.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time as people write them: {@code 500ms}, {@code 3s}, {@code 2m}; seconds where no unit is given. */
final class Durations implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)?");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1));

    @Override
    public Duration convert(String value) {
        Matcher form = FORM.matcher(value);
        Duration unit = form.matches() ? UNITS.get(form.group(2) == null ? "s" : form.group(2)) : null;
        if (unit == null) {
            throw new TypeConversionException("'" + value + "' is no length of time, such as 500ms, 3s or 2m");
        }
        return Duration.ofNanos(new BigDecimal(form.group(1))
                .multiply(BigDecimal.valueOf(unit.toNanos()))
                .longValue());
    }
}
