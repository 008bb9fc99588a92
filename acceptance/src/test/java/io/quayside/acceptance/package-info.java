/**
 * What users outside this tree do, done: a project from the archetype, and the tutorial from its first command to its last. They
 * take Quayside's modules from a repository that this build has filled.
 */
@NullMarked
package io.quayside.acceptance;

import org.jspecify.annotations.NullMarked;
