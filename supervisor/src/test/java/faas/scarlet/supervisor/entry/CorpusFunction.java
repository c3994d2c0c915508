package faas.scarlet.supervisor.entry;

import faas.scarlet.model.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A function of the corpus that every target must treat alike, and the events that it gets.
 *
 * @param script without its first line; empty for the command among the fields
 * @param fields more lines of the spec
 * @param events by name
 */
record CorpusFunction(String name, String script, List<String> fields, Map<String, String> events) {
  private static final String OBJECT = LambdaPlace.event("in/a.txt");

  /** Tells all that the contract promises and that does not depend on the place. */
  private static final String VIEW =
      """
      for v in STORAGE_OBJECT_KEY EVENT_TIME SCARLET_FUNCTION SCARLET_ATTEMPT REQUEST_ID EVENT \
      CONT_VAR_name CONT_VAR_n; do eval "echo $v=\\"\\$$v\\""; done
      echo "input ${INPUT_FILE_PATH##*/}"
      [ -f "$INPUT_FILE_PATH" ] && sha256sum <"$INPUT_FILE_PATH"
      sha256sum <"$SCARLET_EVENT_FILE"
      [ -f "$INPUT_FILE_PATH" ] && cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/copy"
      echo end
      """;

  static List<CorpusFunction> all() {
    var all = new ArrayList<CorpusFunction>();
    all.add(new CorpusFunction("view", VIEW, List.of(), everyForm()));
    all.add(one("exit 3", "echo some; echo more >&2; echo x >$TMP_OUTPUT_DIR/x; exit 3"));
    all.add(one("killed", "sh -c 'kill -9 $$'"));
    all.add(one("nothing made", "echo nothing"));
    all.add(one("silent", ":"));
    all.add(
        one(
            "folders",
            "mkdir -p $TMP_OUTPUT_DIR/d/e; echo 1 >$TMP_OUTPUT_DIR/d/e/f; echo 2 >\"$TMP_OUTPUT_DIR/ü b+c\""));
    all.add(one("a link out", "ln -s /etc/passwd $TMP_OUTPUT_DIR/l; echo 1 >$TMP_OUTPUT_DIR/f"));
    all.add(one("empty file", ": >$TMP_OUTPUT_DIR/empty"));
    all.add(one("a megabyte", "head -c 1000000 /dev/zero | tr '\\0' x >$TMP_OUTPUT_DIR/m"));
    all.add(one("a long log", "head -c 200000 /dev/zero | tr '\\0' y; echo; echo end"));
    all.add(one("no text", "printf 'a\\377\\000b\\n'"));
    all.add(
        one(
            "variables",
            "echo $ONE \"$TWO\"",
            "environment: [{name: ONE, value: '1'}, {name: TWO, value: 'a  b'}]"));
    all.add(one("no staging", "echo ${INPUT_FILE_PATH:-none}", "stageIn: false"));
    // the first process of a namespace ends by TERM only where it asks for it
    all.add(
        one(
            "stopped",
            "trap 'echo ending; exit 9' TERM; echo begun; sleep 60 & wait",
            "timeout: 1s"));
    all.add(one("carriage returns", "echo one\r\necho two\r"));
    all.add(one("its own folder", "ls $TMP_OUTPUT_DIR | wc -l; ls $TMP_INPUT_DIR"));
    all.add(
        one(
            "writes are private",
            "cat /root/mark 2>/dev/null || echo first; echo seen 2>/dev/null >/root/mark"));
    all.add(command("command", "command: [/bin/say, a b, $HOME]"));
    all.add(command("program that is missing", "command: [/bin/none]"));
    return all;
  }

  private static CorpusFunction one(String name, String script, String... fields) {
    return new CorpusFunction(name, script, List.of(fields), Map.of("object", OBJECT));
  }

  private static CorpusFunction command(String name, String... fields) {
    return one(name, "", fields);
  }

  private static Map<String, String> everyForm() {
    var events = new LinkedHashMap<String, String>();
    events.put("S3", OBJECT);
    events.put("S3, a space and a plus", LambdaPlace.event("in/b%2Bc+d.txt"));
    events.put("S3, percent-encoded", LambdaPlace.event("in%2F%C3%BC.txt"));
    events.put("S3, nothing there", LambdaPlace.event("in/none"));
    events.put("MinIO", OBJECT.replace("aws:s3", "minio:s3").replace("\"Obj", "\"s3:Obj"));
    events.put("Ceph", OBJECT.replace("aws:s3", "ceph:s3"));
    events.put("RustFS", OBJECT.replace("aws:s3", "rustfs:s3"));
    events.put(
        "EventBridge",
        """
        {"source":"aws.s3","detail-type":"Object Created","time":"2026-01-02T03:04:05Z",
        "detail":{"bucket":{"name":"pictures"},"object":{"key":"in/a.txt","size":1}}}""");
    events.put(
        "CloudEvent about an object",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":"
            + OBJECT
            + "}");
    events.put(
        "CloudEvent with text",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"time\":\"2026-01-02T03:04:05Z\",\"datacontenttype\":\"text/plain\",\"data\":\"hello\"}");
    events.put(
        "CloudEvent in base64",
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data_base64\":\"AP8B\"}");
    events.put("delegated", "{\"storage_provider\":\"default\",\"event\":" + OBJECT + "}");
    events.put("a record by itself", OBJECT.substring(12, OBJECT.length() - 2));
    events.put(
        "API Gateway 1.0",
        "{\"httpMethod\":\"GET\",\"headers\":{\"Accept\":\"*/*\"},\"body\":null,\"queryStringParameters\":{\"name\":\"Ana\",\"n\":\"3\"}}");
    events.put(
        "API Gateway 1.0 with lists",
        "{\"httpMethod\":\"POST\",\"body\":\"x\",\"multiValueQueryStringParameters\":{\"n\":[\"1\",\"2\"]},\"isBase64Encoded\":false}");
    events.put(
        "API Gateway 2.0",
        "{\"version\":\"2.0\",\"requestContext\":{\"http\":{\"method\":\"POST\"}},\"headers\":{},\"body\":\"text ü\",\"isBase64Encoded\":false}");
    events.put(
        "function URL, base64",
        "{\"version\":\"2.0\",\"requestContext\":{\"http\":{\"method\":\"POST\"}},\"body\":\"AAH/\",\"isBase64Encoded\":true}");
    events.put(
        "transfer encoding",
        "{\"version\":\"2.0\",\"requestContext\":{\"http\":{\"method\":\"POST\"}},\"headers\":{\"content-transfer-encoding\":\"base64\"},\"body\":\"aGVsbG8=\"}");
    events.put(
        "call with an object", "{\"httpMethod\":\"POST\",\"body\":" + Json.write(OBJECT) + "}");
    events.put("JSON", "{\"a\": 1, \"b\": \"ü\"}");
    events.put("JSON, a script of its own", "{\"script\": \"ZWNobyBoaQ==\"}");
    events.put("number", "42");
    events.put("list", "[1,2]");
    events.put("text", "\"just text\"");
    events.put("null", "null");
    events.put("empty object", "{}");
    events.put(
        "a large event", OBJECT.replaceFirst("\\{", "{\"pad\":\"" + "x".repeat(150_000) + "\","));
    events.put("a folder's marker", LambdaPlace.event("in/folder/"));
    events.put("a deletion", OBJECT.replace("ObjectCreated:Put", "ObjectRemoved:Delete"));
    events.put("malformed", "{\"Records\":[{\"s3\":{\"bucket\":{\"name\":7}}}]}");
    events.put(
        "malformed call", "{\"httpMethod\":\"POST\",\"body\":\"%%\",\"isBase64Encoded\":true}");
    events.put("a key that leads out", LambdaPlace.event("in/../../etc/passwd"));
    return events;
  }

  List<String> lines() {
    var lines = new ArrayList<>(fields);
    lines.addAll(
        Arrays.asList(
            "input: [{path: " + LambdaPlace.IN + "}]",
            "output: [{path: " + LambdaPlace.OUT + "}]"));
    return lines;
  }

  @Override
  public String toString() {
    return name;
  }
}
