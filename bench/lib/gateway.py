"""A gateway as its own process on a PostgreSQL of its own, with a target that does nothing."""
import atexit
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from lib.scarlet import ROOT, STARTED

FUNCTION = """apiVersion: scarlet.faas/v1alpha1
kind: ScarFunction
metadata: {{name: {name}, namespace: bench}}
spec:
  image: busybox:1.36
  script: "true"
  input: [{{path: {name}}}]
  scale: {{max: {at_once}}}
  suspended: {suspended}
"""


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def java():
    return subprocess.run(["sh", "-c", f". {ROOT}/.mvn/jdk.sh; echo $JAVA_HOME"], check=True, capture_output=True,
                          text=True).stdout.strip() + "/bin/java"


def jar():
    found = list(ROOT.glob("gateway/target/*-runner.jar"))
    if not found:
        raise SystemExit("no gateway/target/*-runner.jar: build it, ./mvnw -DskipTests package")
    return found[0]


class Bench:
    """PostgreSQL with fsync, target, folder of functions; gateways on demand. Use it in a with block."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="scarlet-bench-gateway-"))
        os.chmod(self.folder, 0o755)
        self.functions = self.folder / "functions"
        self.functions.mkdir()
        self.java, self.jar, self.processes = java(), jar(), []
        atexit.register(self.close)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))

    def __enter__(self):
        subprocess.run([f"{pathlib.Path(self.java).parent}/javac", "-cp", self.jar, "-d", self.folder / "classes",
                        ROOT / "bench/lib/Load.java"], check=True)
        self.postgres()
        self.target_port = free_port()
        self.target = self.start("target", self.load("target", str(self.target_port)))
        self.await_port(self.target_port)
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.send_signal(signal.SIGINT if "postgres" in str(process.args[0]) else signal.SIGTERM)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()
        self.processes = []
        shutil.rmtree(self.folder, ignore_errors=True)

    def load(self, *arguments):
        return [self.java, "-Xmx256m", "-XX:+UseSerialGC", "-cp", f"{self.folder}/classes:{self.jar}", "Load", *arguments]

    def start(self, name, command, **options):
        with open(self.folder / f"{name}.log", "ab") as log:
            process = subprocess.Popen([str(word) for word in command], stdout=log, stderr=log, **options)
        self.processes.append(process)
        return process

    def await_port(self, port):
        end = time.monotonic() + STARTED
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise SystemExit(f"nothing listens on {port}; see {self.folder}")

    def postgres(self):
        """The one that the gateway's tests unpack; it refuses to run as root, so nobody runs it there."""
        programs = list(ROOT.glob("gateway/target/postgres/*/bin/postgres"))
        if not programs:
            raise SystemExit("no PostgreSQL in gateway/target/postgres: run the gateway's tests once")
        home = self.folder / "postgres"
        shutil.copytree(programs[0].parents[1], home, symlinks=True)
        data = self.folder / "data"
        data.mkdir()
        options = {}
        if os.getuid() == 0:
            subprocess.run(["chown", "-R", "nobody", data], check=True)
            options = {"user": "nobody"}
        self.pg_port = free_port()
        subprocess.run([home / "bin/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"],
                       check=True, capture_output=True, **options)
        self.start("postgres", [home / "bin/postgres", "-D", data, "-p", str(self.pg_port), "-k", "", "-c", "listen_addresses=127.0.0.1",
                                "-c", "fsync=on"], cwd="/", **options)
        self.await_port(self.pg_port)
        self.jdbc = f"jdbc:postgresql://127.0.0.1:{self.pg_port}/postgres?user=postgres"

    def sql(self, statement):
        for attempt in range(50):
            done = subprocess.run(self.load("sql", self.jdbc, statement), capture_output=True, text=True)
            if done.returncode == 0:
                return done.stdout.strip()
            if "starting up" not in done.stderr:
                raise SystemExit(done.stderr)
            time.sleep(0.1)
        raise SystemExit(done.stderr)

    def function(self, name, at_once=10, suspended=False):
        aside = self.folder / name
        aside.write_text(FUNCTION.format(name=name, at_once=at_once, suspended=str(suspended).lower()))
        aside.rename(self.functions / f"{name}.yaml")

    def gateway(self, store=None, **settings):
        return Gateway(self, store, settings)

    def minio(self, program, webhook):
        """A MinIO of its own that posts to the webhook; how to reach it, as the gateway wants to know."""
        port, folder = free_port(), self.folder / "minio"
        folder.mkdir()
        access = {"name": "default", "endpoint": f"http://127.0.0.1:{port}", "region": "us-east-1", "pathStyle": True,
                  "accessKey": "scarlet", "secretKey": "scarlet-secret"}
        environment = {name: value for name, value in os.environ.items() if not name.startswith("MINIO_")}
        environment.update(MINIO_ROOT_USER=access["accessKey"], MINIO_ROOT_PASSWORD=access["secretKey"],
                           MINIO_NOTIFY_WEBHOOK_ENABLE_SCARLET="on", MINIO_NOTIFY_WEBHOOK_ENDPOINT_SCARLET=webhook)
        self.start("minio", [program, "server", "--quiet", "--address", f"127.0.0.1:{port}", folder], env=environment)
        self.await_port(port)
        time.sleep(2)  # it answers before it is ready
        self.store = access
        return access

    def with_store(self, command, *arguments):
        done = subprocess.run(self.load(command, self.store["endpoint"], self.store["accessKey"], self.store["secretKey"], *arguments),
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        return done.stdout

    def seen(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.target_port}/seen", timeout=10) as answer:
            return json.load(answer)

    def notify(self, gateway, bucket, clients, seconds, rate=0.0):
        done = subprocess.run(self.load("notify", str(gateway.port), bucket, str(clients), str(seconds), str(rate)),
                              capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        return json.loads(done.stdout)


class Gateway:
    """One gateway process; it is ready when this returns."""
    number = 0

    def __init__(self, bench, store, settings):
        Gateway.number += 1
        self.bench, self.name = bench, f"gateway-{Gateway.number}"
        self.port = settings.pop("port", None) or free_port()
        stores = bench.folder / "stores.json"
        stores.write_text(json.dumps([store or {"name": "default", "endpoint": "http://127.0.0.1:1", "region": "us-east-1",
                                                "pathStyle": True, "accessKey": "none", "secretKey": "none"}]))
        given = {"quarkus.http.port": self.port, "quarkus.http.host": "127.0.0.1", "quarkus.datasource.jdbc.url": bench.jdbc,
                 "scarlet.catalogue.kind": "folder", "scarlet.catalogue.folder": bench.functions, "scarlet.target.kind": "local",
                 "scarlet.target.local-url": f"http://127.0.0.1:{bench.target_port}", "scarlet.stores-file": stores,
                 "scarlet.sweep.interval": "1h", **settings}
        heap = os.environ.get("BENCH_GATEWAY_HEAP", "256m")
        self.process = bench.start(self.name, [bench.java, f"@{ROOT}/gateway/java.options", f"-Xmx{heap}", *(f"-D{k}={v}" for k, v in given.items()),
                                               "-jar", bench.jar])
        end = time.monotonic() + STARTED
        while self.get("/q/health/ready") is None:
            if time.monotonic() > end or self.process.poll() is not None:
                raise SystemExit((bench.folder / f"{self.name}.log").read_text()[-3000:])
            time.sleep(0.05)

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.read().decode()
        except OSError:
            return None

    def memory(self, name="VmRSS"):
        """MB; VmHWM is the peak."""
        return int(re.search(rf"{name}:\s+(\d+)", pathlib.Path(f"/proc/{self.process.pid}/status").read_text())[1]) / 1024

    def heap(self):
        """MB that are in use, garbage included."""
        return sum(float(v) for v in re.findall(r'jvm_memory_used_bytes\{area="heap"[^}]*\} (\S+)', self.get("/q/metrics"))) / 2**20

    def log(self):
        return (self.bench.folder / f"{self.name}.log").read_text()

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
