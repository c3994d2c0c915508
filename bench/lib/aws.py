"""Lambda as the lab has it: sandboxes of the AWS double, and AWS's own emulator."""
import base64
import json
import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com"


class Function:
    """A function of the double, until the block ends."""

    def __init__(self, endpoint, name, image, variables, memory=512, storage=512):
        self.endpoint, self.name = endpoint, name
        self.call("iam", "/", b"Action=CreateRole&Version=2010-05-08&RoleName=bench&AssumeRolePolicyDocument=%7B%7D", refused=True)
        self.call("lambda", "/2015-03-31/functions", json.dumps({
            "FunctionName": name, "PackageType": "Image", "Code": {"ImageUri": f"{ECR}/{image}"},
            "Role": "arn:aws:iam::123456789012:role/bench", "Timeout": 300, "MemorySize": memory,
            "EphemeralStorage": {"Size": storage},
            "Environment": {"Variables": {**variables, "RUN": str(time.time())}}}).encode())

    def call(self, service, path, body=b"", method="POST", refused=False, **headers):
        credential = f"Credential=bench/20260101/eu-central-1/{service}/aws4_request"
        request = urllib.request.Request(self.endpoint + path, body, method=method, headers={
            "Authorization": f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=0",
            "Content-Type": "application/json" if service == "lambda" else "application/x-www-form-urlencoded", **headers})
        try:
            return urllib.request.urlopen(request, timeout=300)
        except urllib.error.HTTPError as e:
            if refused:
                return e
            raise SystemExit(f"{method} {path}: {e.code} {e.read().decode()}") from None

    def invoke(self, payload):
        """The answer, and milliseconds as Lambda reports them: of the invocation, of the start before it."""
        answer = self.call("lambda", f"/2015-03-31/functions/{self.name}/invocations", payload.encode(),
                           **{"X-Amz-Log-Type": "Tail"})
        log = base64.b64decode(answer.headers["X-Amz-Log-Result"]).decode()
        body = answer.read().decode()
        if answer.headers.get("X-Amz-Function-Error"):
            raise SystemExit(f"{self.name}: {body}\n{log}")
        report = re.search(r"Duration: ([0-9.]+) ms.*?(?:Init Duration: ([0-9.]+) ms)?$", log.splitlines()[-1])
        return body, float(report[1]), float(report[2] or 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.call("lambda", f"/2015-03-31/functions/{self.name}", method="DELETE", refused=True)


class Emulator:
    """aws-lambda-rie around a runtime, until the block ends."""

    def __init__(self, program, command, environment):
        ports = []
        for _ in range(2):
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                ports.append(free.getsockname()[1])
        self.url = f"http://127.0.0.1:{ports[0]}/2015-03-31/functions/function/invocations"
        self.process = subprocess.Popen(
            [program, "--log-level", "error", "--runtime-interface-emulator-address", f"127.0.0.1:{ports[0]}",
             "--runtime-api-address", f"127.0.0.1:{ports[1]}", *command],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        end = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", ports[0]), 1).close()
                break
            except OSError:
                if time.monotonic() > end:
                    raise SystemExit(f"{program} does not listen") from None
                time.sleep(0.02)

    def invoke(self, payload):
        """The answer, and milliseconds that it took."""
        begin = time.monotonic()
        with urllib.request.urlopen(self.url, payload.encode(), timeout=300) as answer:
            body = answer.read().decode()
        return body, (time.monotonic() - begin) * 1000

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
