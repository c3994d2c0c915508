package faas.scarlet.supervisor.lambda;

import faas.scarlet.model.event.Bytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP/1.1 connection that is kept open. The JDK's clients cost more than the work that they
 * bring here, and the simpler one sends a POST again by itself.
 */
final class HttpConnection implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int LONGEST_BODY = 64 << 20;

  private final Socket socket;
  private final String authority;
  private final InputStream in;
  private final OutputStream out;

  private HttpConnection(Socket socket, String authority) throws IOException {
    this.socket = socket;
    this.authority = authority;
    this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    this.out = socket.getOutputStream();
  }

  /**
   * An answer.
   *
   * @param headers names in lower case
   * @param last whether the server closes the connection now
   */
  record Answer(int status, Map<String, String> headers, Bytes body, boolean last) {}

  /** Connects to a server, as in {@code 127.0.0.1:9001}. */
  static HttpConnection open(String authority) throws IOException {
    int colon = authority.lastIndexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    int port = colon < 0 ? 80 : Integer.parseInt(authority.substring(colon + 1));
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), (int) CONNECT_LIMIT.toMillis());
      return new HttpConnection(socket, authority);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Sends a request and reads its answer.
   *
   * @param patience with a silent server; zero for as long as it takes
   */
  Answer send(
      String method, String path, Map<String, String> headers, byte[] body, Duration patience)
      throws IOException {
    socket.setSoTimeout((int) patience.toMillis());
    var head = new StringBuilder();
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(authority);
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    if (!method.equals("GET")) {
      head.append("\r\nContent-Length: ").append(body.length);
    }
    head.append("\r\n\r\n");
    // in one piece: the server can begin when it has seen one packet
    var request = new ByteArrayOutputStream(head.length() + body.length);
    request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(body);
    request.writeTo(out);
    return answer();
  }

  private Answer answer() throws IOException {
    int status;
    Map<String, String> headers;
    do {
      status = status(line());
      headers = headers();
    } while (status < 200);
    boolean chunked =
        headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).contains("chunked");
    String length = headers.get("content-length");
    boolean last = "close".equalsIgnoreCase(headers.get("connection"));
    if (status == 204 || status == 304) {
      return new Answer(status, headers, Bytes.of(new byte[0]), last);
    }
    if (chunked) {
      return new Answer(status, headers, Bytes.of(chunks()), last);
    }
    return length == null
        ? new Answer(status, headers, Bytes.of(in.readNBytes(LONGEST_BODY)), true)
        : new Answer(status, headers, Bytes.of(exactly(number(length, 10))), last);
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("expected an answer of HTTP/1.1, found '" + line + "'");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> headers() throws IOException {
    var headers = new TreeMap<String, String>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return headers;
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = chunk(); size > 0; size = chunk()) {
      if (body.size() + size > LONGEST_BODY) {
        throw new IOException("expected a body of at most " + LONGEST_BODY + " bytes");
      }
      body.writeBytes(exactly(size));
      line();
    }
    headers();
    return body.toByteArray();
  }

  private int chunk() throws IOException {
    String line = line();
    int semicolon = line.indexOf(';');
    return number(semicolon < 0 ? line : line.substring(0, semicolon), 16);
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text.strip(), radix);
      if (number >= 0 && number <= LONGEST_BODY) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException("expected the length of a body, found '" + text + "'", e);
    }
    throw new IOException(
        "expected a body of at most " + LONGEST_BODY + " bytes, found '" + text + "'");
  }

  private byte[] exactly(int length) throws IOException {
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException(
          "the connection ended after %d of %d bytes".formatted(body.length, length));
    }
    return body;
  }

  private String line() throws IOException {
    var line = new ByteArrayOutputStream(64);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended");
      }
      if (line.size() > LONGEST_LINE) {
        throw new IOException("expected a line of at most " + LONGEST_LINE + " bytes");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
