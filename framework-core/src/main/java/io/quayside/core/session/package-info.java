/** Sessions: the pipeline that a packet runs through, what waits to be sent, groups. */
@NullMarked
package io.quayside.core.session;

import org.jspecify.annotations.NullMarked;
