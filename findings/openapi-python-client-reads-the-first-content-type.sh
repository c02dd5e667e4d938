#!/usr/bin/env bash
# PyPI openapi-python-client 0.29.1: a response that is described under two content types with a schema each (OpenAPI 3.1,
# "Response Object": content is chosen by the answer's media type) is read by the first one that stands there, whatever
# Content-Type the answer carries. A gateway's valid `{"message"}` beside an application's problem document is then a
# KeyError in the caller's program; written the other way round, the problem document is.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check openapi-python-client==0.29.1 ruff==0.14.6

cat >seen.py <<'PYTHON'
import http.server, importlib, json, os, subprocess, sys, threading

PROBLEM = "application/problem+json", {"title": "forbidden", "code": "forbidden"}
REFUSAL = "application/json", {"message": "Forbidden"}
def schema_of(example):
    return {"type": "object", "required": sorted(example), "properties": {name: {"type": "string"} for name in example}}

def client_of(package, *content):
    document = {
        "openapi": "3.1.0",
        "info": {"title": package, "version": "1"},
        "paths": {"/orders": {"get": {"operationId": "list", "tags": ["orders"], "responses": {
            "403": {"description": "no", "content": {kind: {"schema": schema_of(body)} for kind, body in content}}}}}},
    }
    with open(f"{package}.json", "w") as file:
        json.dump(document, file)
    command = ["python/bin/openapi-python-client", "generate", "--meta", "none", "--path", f"{package}.json", "--output-path", package]
    environment = {**os.environ, "PATH": os.path.abspath("python/bin") + os.pathsep + os.environ["PATH"]}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    sys.path.insert(0, ".")
    return importlib.import_module(package).Client, importlib.import_module(f"{package}.api.orders.list_")

class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, body = PROBLEM if self.headers["x-wanted"] == "problem" else REFUSAL
        text = json.dumps(body).encode()
        self.send_response(403)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
    def log_message(self, *_): pass

server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
threading.Thread(target=server.serve_forever, daemon=True).start()
for package, content in (("problem_first", (PROBLEM, REFUSAL)), ("refusal_first", (REFUSAL, PROBLEM))):
    Client, orders = client_of(package, *content)
    for wanted in ("problem", "refusal"):
        client = Client(base_url=f"http://127.0.0.1:{server.server_port}", headers={"x-wanted": wanted})
        try:
            print(package, "answered with a", wanted, "->", type(orders.sync_detailed(client=client).parsed).__name__)
        except KeyError as error:
            print(package, "answered with a", wanted, "-> KeyError", error)
PYTHON
cat >expected.txt <<'TEXT'
problem_first answered with a problem -> ListResponse403
problem_first answered with a refusal -> KeyError 'title'
refusal_first answered with a problem -> KeyError 'message'
refusal_first answered with a refusal -> ListResponse403
TEXT
python/bin/python seen.py 2>/dev/null | tee seen.txt
diff expected.txt seen.txt && echo "as it was seen"
