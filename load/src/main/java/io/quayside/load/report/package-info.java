/** What was measured, for people, for programs, and as a picture. */
@NullMarked
package io.quayside.load.report;

import org.jspecify.annotations.NullMarked;
