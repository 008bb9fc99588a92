@NullMarked
package io.quayside.testkit;

import org.jspecify.annotations.NullMarked;
