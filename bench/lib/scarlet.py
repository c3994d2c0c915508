"""What the benchmarks share: the lab, a supervisor as a process, CPU and memory of process trees."""
import atexit
import base64
import functools
import http.client
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import socket
import statistics
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TICKS = os.sysconf("SC_CLK_TCK")
STARTED = 60  # seconds that a server may take


class Lab:
    """The real parts that `lab env` names."""

    def __init__(self, program):
        printed = subprocess.run([program, "env"], check=True, capture_output=True, text=True).stdout
        found = dict(re.findall(r"\b(LAB_\w+|SCARLET_LAB_HOME)='?([^'\s]+)'?", printed))
        for name in ("LAB_S3_ENDPOINT", "LAB_REGISTRY"):
            if name not in found:
                raise SystemExit(f"{program} env names no {name}; start it: {program} s3 registry up")
        self.endpoint, self.registry = found["LAB_S3_ENDPOINT"], found["LAB_REGISTRY"]
        self.key, self.secret = found["LAB_S3_ACCESS_KEY"], found["LAB_S3_SECRET_KEY"]
        self.home = pathlib.Path(found.get("SCARLET_LAB_HOME", ""))

    def curl(self, path, *options):
        """A curl command that signs for the store."""
        return ["curl", "-sS", "--fail-with-body", "--max-time", "600", "--aws-sigv4", "aws:amz:us-east-1:s3",
                "--user", f"{self.key}:{self.secret}", "-H", "x-amz-content-sha256: UNSIGNED-PAYLOAD",
                *options, f"{self.endpoint}/{path}"]

    def shell(self, path, *options):
        """The same for a shell, which may fill in variables."""
        return " ".join(word if word.startswith("$") else shlex.quote(word) for word in self.curl(path, *options))

    def bucket(self, *names):
        for name in names:
            subprocess.run(self.curl(name, "-X", "PUT"), capture_output=True)

    def put(self, bucket, key, size):
        with tempfile.NamedTemporaryFile() as file:
            subprocess.run(["head", "-c", str(size), "/dev/urandom"], stdout=file, check=True)
            subprocess.run(self.curl(f"{bucket}/{key}", "-T", file.name, "-o", os.devnull), check=True)


@functools.cache
def installed():
    """The supervisor that this checkout has built, installed as in its image: the argument files of Java
    with and without the cache, and java itself."""
    home = subprocess.run(["sh", "-c", f". {ROOT}/.mvn/jdk.sh; echo $JAVA_HOME"], check=True,
                          capture_output=True, text=True).stdout.strip()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="scarlet-bench-installed-"))
    atexit.register(shutil.rmtree, folder, True)
    shutil.copytree(ROOT / "supervisor/target/lib", folder / "lib")
    target = ROOT / "supervisor/target"
    for jar in target.glob("supervisor-*.jar"):
        if not jar.name.endswith("-tests.jar"):
            shutil.copy2(jar, folder / "lib")
    shutil.copy(ROOT / "supervisor/java.options", folder)
    made = subprocess.run([ROOT / "supervisor/aot", f"{home}/bin/java", folder, f"{next(target.glob('*-tests.jar'))}:{target}/rehearsal/*",
                           "faas.scarlet.supervisor.entry.Main", "rehearse"], capture_output=True, text=True)
    if made.returncode != 0:
        raise SystemExit(made.stderr)
    with_cache = folder / "java.options"
    without = folder / "java.options.without"
    without.write_text("".join(line for line in with_cache.open() if not line.startswith("-XX:AOTCache")))
    return f"{home}/bin/java", with_cache, without


def supervisor(*arguments, cached=True):
    """The command that starts it."""
    java, with_cache, without = installed()
    flags = os.environ.get("BENCH_JAVA_OPTIONS", "").split()
    return [java, *flags, f"@{with_cache if cached else without}", *arguments]


def function(image, script='cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/out"', engine="auto", concurrency=1):
    """A function as the operator writes it for supervisors."""
    return {"id": {"namespace": "default", "name": "bench"},
            "spec": {"image": image, "script": f"#!/bin/sh\n{script}\n", "timeout": "10m",
                     "execution": {"engine": engine}, "concurrency": concurrency,
                     "input": [{"path": "bench-in"}], "output": [{"path": "bench-out"}]}}


def peer(lab):
    """The Python that has faas-supervisor."""
    python = lab.home / "peers/venv/bin/python"
    if not python.exists():
        raise SystemExit(f"{python} is not there; the lab's peers/up.sh makes it")
    return str(python)


def peer_environment(lab, script='cp "$INPUT_FILE_PATH" "$TMP_OUTPUT_DIR/out"'):
    """faas-supervisor's settings for the same function."""
    access = {"access_key": lab.key, "secret_key": lab.secret, "endpoint": lab.endpoint, "region": "us-east-1",
              "verify": False}
    config = {"name": "bench", "log_level": "ERROR", "storage_providers": {"minio": {"default": access}},
              "input": [{"storage_provider": "minio", "path": "bench-in"}],
              "output": [{"storage_provider": "minio", "path": "bench-out"}]}
    encode = lambda text: base64.b64encode(text.encode()).decode()
    return dict(os.environ, FUNCTION_CONFIG=encode(json.dumps(config)), SCRIPT=encode(f"#!/bin/sh\n{script}\n"),
                AWS_DEFAULT_REGION="us-east-1", TMPDIR=tempfile.gettempdir())


def event(bucket, key, size=1024):
    """A notification as MinIO sends it."""
    record = {"eventVersion": "2.0", "eventSource": "minio:s3", "eventName": "s3:ObjectCreated:Put", "awsRegion": "",
              "eventTime": "2026-01-02T03:04:05.000Z", "s3": {"bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"}, "object": {"key": key, "size": size}}}
    return json.dumps({"EventName": "s3:ObjectCreated:Put", "Key": f"{bucket}/{key}", "Records": [record]})


class Place:
    """Folders, settings and environment of one supervisor."""

    def __init__(self, lab, image, **more):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="scarlet-bench-"))
        own, stores = self.folder / "function.json", self.folder / "stores.json"
        own.write_text(json.dumps(function(f"{lab.registry}/{image}:latest", **more)))
        stores.write_text(json.dumps([{"name": "default", "endpoint": lab.endpoint, "region": "us-east-1",
                                       "pathStyle": True, "accessKey": lab.key, "secretKey": lab.secret}]))
        self.environment = dict(os.environ, SCARLET_FUNCTION_FILE=str(own), SCARLET_STORES_FILE=str(stores),
                                SCARLET_CACHE=str(self.folder / "cache"), SCARLET_WORK=str(self.folder / "work"),
                                SCARLET_REGISTRY_MIRROR=f"*=http://{lab.registry}", LC_ALL="C.UTF-8")

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Server:
    """A supervisor that serves, from its start until the block ends."""

    def __init__(self, lab, image, cached=True, **more):
        self.place = Place(lab, image, **more)
        self.command = supervisor("serve", cached=cached)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.place.environment.update(PORT=str(self.port), SCARLET_HOST="127.0.0.1")

    def __enter__(self):
        self.log = open(self.place.folder / "log", "wb")
        begin = time.monotonic()
        self.process = subprocess.Popen(self.command, env=self.place.environment, stdout=self.log, stderr=self.log)
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/healthz")
                if connection.getresponse().status == 200:
                    self.ready = time.monotonic() - begin
                    return self
            except OSError:
                pass
            if self.process.poll() is not None or time.monotonic() - begin > STARTED:
                raise SystemExit((self.place.folder / "log").read_text())
            time.sleep(0.01)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(60)
        self.log.close()
        self.place.remove()

    def cpu(self):
        """Seconds of the server and of its children that have ended."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(int(f) for f in fields[11:15]) / TICKS

    def memory(self, name="VmRSS"):
        """MB; VmHWM is the peak."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{name}:\s+(\d+)", status)[1]) / 1024


def attempt(server, invocation, bucket, key, limit=600):
    """Posts one attempt; seconds, and the result, which must be a success."""
    deadline = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + limit))
    body = json.dumps({"attempt": 1, "event": event(bucket, key), "deadline": deadline})
    begin = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=limit)
    connection.request("POST", f"/invocations/{invocation}", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    wall = time.monotonic() - begin
    result = json.loads(text) if answer.status == 200 else {}
    if result.get("state") != "Succeeded":
        raise SystemExit(f"attempt {invocation}: {answer.status} {text.decode()}")
    return wall, result


def timed(command, **options):
    """Runs a command to its end: seconds of wall, seconds of CPU of its whole process tree."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(command, capture_output=True, timeout=1200, **options)
    wall, after = time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise SystemExit(f"{command}: exit code {done.returncode}\n{done.stderr.decode()}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def quantile(values, share):
    return sorted(values)[int((len(values) - 1) * share)]


def rounds(count, contestants):
    """Medians of interleaved rounds: name -> (wall, CPU) in seconds. The first round only warms up."""
    seen = {name: [] for name in contestants}
    for i in range(count + 1):
        for name, run in contestants.items():
            figures = run()
            if i:
                seen[name].append(figures)
    return {name: [statistics.median(column) for column in zip(*figures)] for name, figures in seen.items()}


def table(title, head, rows):
    cells = [head] + [[f"{c:.2f}" if isinstance(c, float) else str(c) for c in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    print(f"\n{title}")
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
