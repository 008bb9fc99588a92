package io.quayside.tck;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the parameters of a {@link Run} to the constructor of the test class. */
public final class Parameters implements ParameterResolver {
    private final @Nullable ExtensionContext context;

    /** For JUnit. */
    public Parameters() {
        this(null);
    }

    private Parameters(@Nullable ExtensionContext context) {
        this.context = context;
    }

    /** What the run has under this name; null when it has nothing. */
    public @Nullable String get(String name) {
        return context == null ? null : context.getConfigurationParameter(name).orElse(null);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
        return parameter.getParameter().getType() == Parameters.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
        return new Parameters(extension);
    }
}
