/** A server that starts and stops with a Spring Boot application. */
@NullMarked
package io.quayside.examples.springboot;

import org.jspecify.annotations.NullMarked;
