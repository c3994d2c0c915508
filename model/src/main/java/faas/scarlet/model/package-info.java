/** The words that every part of Scarlet shares. Nothing here talks to anything. */
@NullMarked
package faas.scarlet.model;

import org.jspecify.annotations.NullMarked;
