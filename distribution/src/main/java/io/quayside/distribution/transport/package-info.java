/** What stands in for a transport that the archive was built without. */
@NullMarked
package io.quayside.distribution.transport;

import org.jspecify.annotations.NullMarked;
