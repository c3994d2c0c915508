package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that come piece by piece, without a copy. */
@FunctionalInterface
interface Chunks {
  /** Nothing, for ever. */
  ByteBuffer END = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** The next piece, valid until the one after it is asked for; without bytes at the end. */
  ByteBuffer next() throws IOException, Fault;
}
