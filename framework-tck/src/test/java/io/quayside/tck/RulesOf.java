package io.quayside.tck;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rules that a contract's classes have. */
public final class RulesOf {
    private RulesOf() {}

    /** In the order of the classes, and in each in the order of their laws. */
    public static List<Method> contract(Class<?>... classes) {
        List<Method> rules = new ArrayList<>();
        for (Class<?> each : classes) {
            List<Method> own = new ArrayList<>();
            for (Method method : each.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Promise.class)) {
                    own.add(method);
                }
            }
            own.sort(Comparator.comparing(RulesOf::lawNumber).thenComparing(Method::getName));
            rules.addAll(own);
        }
        return rules;
    }

    private static int lawNumber(Method rule) {
        return Integer.parseInt(PromiseReport.laws(rule).replaceAll("^.(\\d+).*", "$1"));
    }
}
