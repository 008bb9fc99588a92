package io.quayside.benchmarks.compare;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Every load in turn, with the same options. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = "Every load in turn, with the options that all of them have. Takes hours without --quick.")
final class AllCommand implements Callable<Integer> {
    @Unmatched
    private List<String> passedOn = List.of();

    @Override
    public Integer call() {
        int worst = 0;
        for (String load : Compare.LOADS) {
            String[] arguments = new String[passedOn.size() + 1];
            arguments[0] = load;
            for (int i = 0; i < passedOn.size(); i++) {
                arguments[i + 1] = passedOn.get(i);
            }
            worst = Math.max(worst, Compare.commandLine().execute(arguments));
        }
        return worst;
    }
}
