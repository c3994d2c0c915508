package faas.scarlet.supervisor.image;

import faas.scarlet.supervisor.fault.Fault;
import java.io.IOException;
import java.io.InputStream;

/** Where the parts of one image come from. */
interface ImageSource {
  /** A part from an offset on. */
  InputStream open(Descriptor part, long offset) throws Fault;

  /** What is to be said where the source breaks. */
  Fault unavailable(IOException e);

  /** A part as a stream that resumes where it broke, and can verify its digest. */
  default BlobStream blob(Descriptor part, BlobStream.ByteCount count) throws Fault {
    return new BlobStream(part, open(part, 0), offset -> reopen(part, offset), count);
  }

  /** A small part as a whole, its digest verified. */
  default byte[] document(Descriptor part, int limit) throws Fault {
    try (var in = blob(part, bytes -> {})) {
      byte[] content = in.readNBytes(limit + 1);
      if (content.length > limit) {
        throw ImageManifest.tooLong(part.digest().toString(), limit);
      }
      in.verify();
      return content;
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  private InputStream reopen(Descriptor part, long offset) throws IOException {
    try {
      return open(part, offset);
    } catch (Fault e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
