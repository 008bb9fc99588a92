package io.quayside.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What a plugin's author does without Maven: compiles, and makes a jar. */
final class Javac {
    private Javac() {}

    static void compile(List<Path> sources, List<Path> classPath, Path into, String... lint) throws IOException {
        List<String> options = new ArrayList<>(List.of(
                "--release",
                "17",
                "-classpath",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        options.addAll(List.of(lint));
        compile(sources, into, options);
    }

    /** For the Java that runs this test, and no older one. */
    static void compileForThisJava(List<Path> sources, Path into) throws IOException {
        compile(sources, into, List.of());
    }

    private static void compile(List<Path> sources, Path into, List<String> more) throws IOException {
        List<String> options = new ArrayList<>(
                List.of("-proc:none", "-d", Files.createDirectories(into).toString()));
        options.addAll(more);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            StringWriter said = new StringWriter();
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertTrue(compiled, said::toString);
        }
    }

    static void jar(Path directory, Path jar) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(directory)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(directory.relativize(path).toString().replace(File.separatorChar, '/')));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
    }
}
