package io.quayside.stress;

import io.quayside.core.admission.HandOverModel;
import io.quayside.core.pool.DoubleReleaseModel;
import io.quayside.core.pool.GrowthModel;
import io.quayside.core.pool.LeaseOrderModel;
import io.quayside.core.pool.StealingModel;
import io.quayside.core.pool.WakeUpModel;
import io.quayside.core.session.DroppingModel;
import io.quayside.core.session.OpeningModel;
import io.quayside.core.session.SendQueueModel;
import io.quayside.core.session.SessionModel;
import io.quayside.core.session.StarvingModel;
import io.quayside.core.session.StrandModel;
import io.quayside.core.session.TaskListModel;
import io.quayside.transport.nio2.PostQueueModel;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.util.LoggingLevel;

/**
 * Lincheck over every model: threads and operations are drawn, the interleavings of each such scenario are explored one by
 * one (or, with the stress strategy, left to the processor), and the results are compared with what the operations would
 * give one after the other.
 *
 * <p>Arguments: {@code ci}, {@code quick} or {@code full}; which share of the models this process runs, such as {@code 1/2};
 * then the names of the models to run, or nothing for all.
 */
public final class ModelChecks {
    /** What one thread at a time uses in the models, under a lock or by itself: no need to switch threads within. */
    private static final String[] ONE_THREADS = {
        "java.util.ArrayDeque",
        "java.util.ArrayList",
        "java.util.HashMap",
        "java.nio.HeapByteBuffer",
        "java.nio.DirectByteBuffer"
    };

    private static final List<Subject> SUBJECTS = List.of(
            new Subject(LeaseOrderModel.class, LeaseOrderModel.Stack.class, 2, 4),
            new Subject(LeaseOrderModel.class, LeaseOrderModel.Stack.class, 3, 2),
            new Subject(StealingModel.class, 2, 3),
            new Subject(GrowthModel.class, GrowthModel.Count.class, 3, 2),
            new Subject(DoubleReleaseModel.class, DoubleReleaseModel.Flags.class, 3, 2),
            new Subject(WakeUpModel.class, 2, 3),
            new Subject(WakeUpModel.class, 3, 2),
            new Subject(SendQueueModel.class, 2, 3),
            new Subject(SendQueueModel.class, 3, 2),
            new Subject(DroppingModel.class, 2, 3),
            new Subject(TaskListModel.class, TaskListModel.Queue.class, 3, 2),
            new Subject(StrandModel.class, 2, 3),
            new Subject(StrandModel.class, 3, 2),
            new Subject(PostQueueModel.class, 2, 3),
            new Subject(PostQueueModel.class, 3, 2),
            new Subject(OpeningModel.class, 2, 3),
            new Subject(SessionModel.class, 2, 3),
            new Subject(StarvingModel.class, 2, 3),
            new Subject(HandOverModel.class, 2, 3));

    /** A model, and what its results are compared with: another class, or the model itself, one operation after the other. */
    private record Subject(Class<?> model, Class<?> specification, int threads, int operations) {
        Subject(Class<?> model, int threads, int operations) {
            this(model, model, threads, operations);
        }

        String name() {
            return model.getSimpleName();
        }

        boolean isAlone() {
            return SUBJECTS.stream().filter(each -> each.model() == model).count() == 1;
        }
    }

    /** How much of each is explored; and stressed, which jcstress does better, so that there is none where time is short. */
    private enum Effort {
        CI(4, 150, 0, 0),
        QUICK(5, 300, 2, 300),
        FULL(20, 500, 3, 500);

        final int scenarios;
        final int interleavings;
        final int stressScenarios;
        final int stressRuns;

        Effort(int scenarios, int interleavings, int stressScenarios, int stressRuns) {
            this.scenarios = scenarios;
            this.interleavings = interleavings;
            this.stressScenarios = stressScenarios;
            this.stressRuns = stressRuns;
        }
    }

    private ModelChecks() {}

    /** Runs the models; the exit code says whether all of them held. */
    public static void main(String... arguments) {
        int code = 1;
        try {
            Effort effort = Effort.valueOf(arguments[0].toUpperCase(Locale.ROOT));
            String[] share = arguments[1].split("/", -1);
            int broken = 0;
            for (Subject subject : chosen(effort, List.of(arguments).subList(2, arguments.length), share)) {
                broken += explored(subject, effort) && stressed(subject, effort) ? 0 : 1;
            }
            System.out.println(broken == 0 ? "all models hold" : broken + " models do not hold");
            code = broken == 0 ? 0 : 1;
        } finally {
            System.exit(code); // also when Lincheck throws, and leaves threads
        }
    }

    private static List<Subject> chosen(Effort effort, List<String> names, String... share) {
        List<Subject> all = SUBJECTS.stream()
                .filter(subject -> names.isEmpty() || names.contains(subject.name()))
                .filter(subject -> effort == Effort.FULL || subject.threads() == 2 || subject.isAlone())
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no model " + names);
        }
        int first = Integer.parseInt(share[0]) - 1;
        int of = Integer.parseInt(share[1]);
        return IntStream.range(0, all.size())
                .filter(i -> i % of == first)
                .mapToObj(all::get)
                .toList();
    }

    private static boolean explored(Subject subject, Effort effort) {
        ModelCheckingOptions options = new ModelCheckingOptions()
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(ONE_THREADS)
                        .allMethods()
                        .ignore());
        return holds("explored", subject, options, effort.scenarios, effort.interleavings);
    }

    private static boolean stressed(Subject subject, Effort effort) {
        return effort.stressScenarios == 0
                || holds("stressed", subject, new StressOptions(), effort.stressScenarios, effort.stressRuns);
    }

    private static boolean holds(String how, Subject subject, Options<?, ?> options, int scenarios, int runs) {
        long start = System.nanoTime();
        String what = "%s, %d threads with %d operations, %d scenarios, each %s up to %d times"
                .formatted(subject.name(), subject.threads(), subject.operations(), scenarios, how, runs);
        try {
            options.iterations(scenarios)
                    .invocationsPerIteration(runs)
                    .threads(subject.threads())
                    .actorsPerThread(subject.operations())
                    .actorsBefore(1)
                    .actorsAfter(1)
                    .sequentialSpecification(subject.specification())
                    .logLevel(LoggingLevel.ERROR)
                    .check(subject.model());
        } catch (LincheckAssertionError e) {
            System.out.println("BROKEN: " + what + "\n" + e.getMessage());
            return false;
        }
        System.out.printf("ok: %s, %.1f s%n", what, (System.nanoTime() - start) / 1e9);
        return true;
    }
}
