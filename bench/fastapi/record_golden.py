"""Records what the yardstick (app.py) answers into test/api/golden: one file per group of requests.

Usage: DATABASE_URL=postgresql://... python record_golden.py

DATABASE_URL names an empty database that may be filled and emptied. Every group starts with an empty table whose ids
start at 1. All data is made up. `differs` says where the product must answer otherwise (issue 5), and how.
"""

import base64
import json
import os
import platform
import re
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
GOLDEN = HERE.parent.parent / "test" / "api" / "golden"
JSON = {"content-type": "application/json"}
KEPT_HEADERS = ["content-type", "allow", "location"]
RECORDERS = ["fastapi", "starlette", "pydantic", "pydantic-core", "email-validator", "uvicorn", "sqlalchemy"]
ADA = {"customer_id": 101, "name": "Ada Example", "email": "ada@example.com", "source": "salesforce"}
# Microseconds, in UTC. Without a fraction where it is zero.
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?Z"
ASTRAL = "\U0001f600"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def to_json(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def send(port, method, path, body=None, headers=None):
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body
    connection.request(method, path, body=raw, headers=headers or {})
    response = connection.getresponse()
    answer = {
        "status": response.status,
        "headers": {name: response.headers[name] for name in KEPT_HEADERS if response.headers[name] is not None},
        "body": stable(response.read().decode("utf-8"), port),
    }
    connection.close()
    for name, value in answer["headers"].items():
        answer["headers"][name] = value.replace(f"127.0.0.1:{port}", "<host>")
    return answer


def stable(text, port):
    """The very text, but for ids and times, and with errors cut to loc, msg and type."""
    if text.startswith('{"detail":['):
        entries = [{key: entry[key] for key in ("loc", "msg", "type")} for entry in json.loads(text)["detail"]]
        return to_json({"detail": entries})
    text = re.sub(r'"id":\d+', '"id":"<id>"', text)
    return re.sub(rf'"(created_at|updated_at)":"{TIME}"', r'"\1":"<time>"', text)


def step(name, method, path, body=None, headers=None, differs=None):
    text = body if body is None or isinstance(body, (str, bytes)) else to_json(body)
    sent = dict(JSON) if headers is None and text is not None else dict(headers or {})
    return {"name": name, "method": method, "path": path, "body": text, "headers": sent, "differs": differs}


def create(name, body, differs=None, headers=None):
    return step(name, "POST", "/api/v1/customers", body, headers, differs)


def bulk(name, body, differs=None, headers=None):
    return step(name, "POST", "/api/v1/customers/bulk", body, headers, differs)


def get(name, path, differs=None):
    return step(name, "GET", path, differs=differs)


def with_(**changes):
    return {**ADA, **changes}


def without(*fields):
    return {name: value for name, value in ADA.items() if name not in fields}


def ada_with_raw(field, raw):
    return to_json(with_(**{field: "@@"})).replace('"@@"', raw)


SETS = [
    {"customer_id": number, "name": f"Person {number}", "email": f"person{number}@example.com", "source": source}
    for source, numbers in {
        "salesforce": [105, 101, 102, 103, 103],
        "hubspot": [106, 103, 102, -4],
        "internal": [107, 103, 9007199254740993],
    }.items()
    for number in numbers
]

documented = [
    get("root", "/"),
    get("health", "/health"),
    get("no customers", "/api/v1/customers"),
    get("no customers of a source", "/api/v1/customers/source/hubspot"),
    get("analyze nothing", "/api/v1/deduplication/analyze"),
    get("compare nothing", "/api/v1/deduplication/compare-sources"),
    create("create one", ADA),
    bulk("upload two", {"customers": [with_(customer_id=102, source="hubspot"), with_(source="internal")]}),
    get("list all", "/api/v1/customers"),
    get("list a source", "/api/v1/customers/source/internal"),
    step("delete all", "DELETE", "/api/v1/customers"),
    step("delete none", "DELETE", "/api/v1/customers"),
    bulk("upload ids in several sources, one of them twice in one", {"customers": SETS}),
    get("analyze", "/api/v1/deduplication/analyze"),
    get("compare", "/api/v1/deduplication/compare-sources"),
    bulk("upload none", {"customers": []}),
    get("query strings are ignored", "/api/v1/customers/source/internal?x=1", None),
]

fields = [
    create("no field at all", {}),
    *[create(f"{field} missing", without(field)) for field in ADA],
    *[create(f"{field} null", with_(**{field: None})) for field in ADA],
    *[create(f"{field} an object", with_(**{field: {}})) for field in ADA],
    *[create(f"{field} an array", with_(**{field: [1]})) for field in ADA],
    *[create(f"{field} true", with_(**{field: True})) for field in ADA],
    *[create(f"{field} a number", with_(**{field: 7})) for field in ["name", "email", "source"]],
    create("every field wrong", {"customer_id": "x", "name": "", "email": "x", "source": "x"}),
    create("an extra field", with_(extra=1)),
    create("a field twice: the last counts", ada_with_raw("name", '"First","name":"Last"')),
    create("source in capitals", with_(source="Salesforce")),
    create("source unknown", with_(source="excel")),
    create("source empty", with_(source="")),
]

# The yardstick fails where its own 422 repeats a value that it cannot write as JSON.
NOT_ECHOED = "422 in the product: no value is repeated in an error"
NO_NUMBER = "422 json_invalid in the product: this is not JSON"
TOO_BIG = "422 in the product: Postgres cannot hold it"
ids = [
    create(f"customer_id {raw}", ada_with_raw("customer_id", raw), differs)
    for raw, differs in [
        ("0", None),
        ("-1", None),
        ("-0", None),
        ("9007199254740993", None),
        ("9223372036854775807", None),
        ("-9223372036854775808", None),
        ("9223372036854775808", TOO_BIG),
        ("-9223372036854775809", TOO_BIG),
        ("123456789012345678901234567890", TOO_BIG),
        ("false", None),
        ("1.0", None),
        ("1.5", None),
        ("-0.0", None),
        ("1e2", None),
        ("1E400", NOT_ECHOED),
        ("1e18", None),
        ("9007199254740993.0", None),
        ("1e19", TOO_BIG),
        ("NaN", NO_NUMBER),
        ("Infinity", NO_NUMBER),
        ('"101"', None),
        ('" 101 "', None),
        ('"+101"', None),
        ('"-101"', None),
        ('"00101"', None),
        ('"1_000"', None),
        ('"101.0"', None),
        ('"101.5"', None),
        ('"1e2"', None),
        ('"abc"', None),
        ('""', None),
        ('"9223372036854775807"', None),
        ('"9223372036854775808"', TOO_BIG),
        ('"\\u0661"', None),
        ('"0x10"', None),
        ('"true"', None),
        ("01", None),
        ("+1", None),
        ("1.", None),
        ('"' + "1" * 5000 + '"', None),
        ("1" * 4299, TOO_BIG),
        ("1" * 5000, TOO_BIG),
    ]
]
for entry in ids:
    if len(entry["name"]) > 80:
        digits = len(re.search(r"1+", entry["body"][15:]).group())
        entry["name"] = f"customer_id of {digits} digits" + (" as text" if '"11' in entry["body"] else "")

names = [
    create("name empty", with_(name="")),
    create("name of one blank", with_(name=" ")),
    create("name of 255", with_(name="n" * 255)),
    create("name of 256", with_(name="n" * 256)),
    create("name of 255 astral characters", with_(name=ASTRAL * 255)),
    create("name of 256 astral characters", with_(name=ASTRAL * 256)),
    create("name with blanks around it", with_(name="  Ada  ")),
    create("name with quotes, backslash and a line end", with_(name='A "b" \\ \n c \u2028 \u007f')),
    create("name with NUL", ada_with_raw("name", '"A\\u0000"'), "422 in the product: Postgres cannot hold it"),
    create("name with a lone surrogate", ada_with_raw("name", '"A\\ud800"'), NOT_ECHOED),
    create("name with an escaped pair", ada_with_raw("name", '"\\ud83d\\ude00"')),
]

EMAILS = [
    "Ada.Example@EXAMPLE.com",
    "ada@BÜCHER.example.com",
    "ada@bücher.example.com",
    "ada@xn--bcher-kva.example.com",
    "adä@example.com",
    "ada+tag@example.com",
    "a.b-c_d'e@example.com",
    "!#$%&'*+-/=?^_`{|}~@example.com",
    " ada@example.com ",
    "Ada Example <ada@example.com>",
    "<ada@example.com>",
    '"ada example"@example.com',
    "ada@[127.0.0.1]",
    "ada@localhost",
    "ada@host",
    "ada@example.test",
    "ada@example.invalid",
    "ada@sub.localhost",
    "ada@example.local",
    "ada@example.123",
    "ada@1.2.3.4",
    "ada@example.c",
    "ada@exam_ple.com",
    "ada@-example.com",
    "ada@example-.com",
    "ada@ex--ample.com",
    "ada@example..com",
    "ada@.example.com",
    "ada@example.com.",
    "ada@",
    "@example.com",
    "@",
    "",
    " ",
    "ada",
    "ada@@example.com",
    "ada@b@example.com",
    "ada example@example.com",
    "ada@exa mple.com",
    ".ada@example.com",
    "ada.@example.com",
    "ada..b@example.com",
    "ada,b@example.com",
    "ada(comment)@example.com",
    "ada@example.com,bob@example.com",
    "ada@example.com\n",
    "ad\ta@example.com",
    "ada\u0007@example.com",
    "ada@example.com\u0000",
    "ada\u200b@example.com",
    ASTRAL + "@example.com",
    "ada@" + ASTRAL + ".com",
    "e\u0301@example.com",
    "ada@example\u3002com",
    "ada\uff20example.com",
    "l" * 64 + "@example.com",
    "l" * 65 + "@example.com",
    "l" * 66 + "@example.com",
    "ada@" + "d" * 63 + ".com",
    "ada@" + "d" * 64 + ".com",
    "ada@" + ".".join(["d" * 49] * 4) + ".example.com",
    "ada@" + ".".join(["d" * 49] * 5) + ".com",
    "ada@" + ".".join(["d" * 49] * 6) + ".com",
    "x" * 2050 + "@example.com",
]
emails = [create(f"e-mail {json.dumps(email)[:70]}", with_(email=email)) for email in EMAILS]
emails.append(create("e-mail with a lone surrogate", ada_with_raw("email", '"a\\ud800@example.com"'), NOT_ECHOED))

bodies = [
    *[
        made(f"{name}{' in bulk' if made is bulk else ''}", body)
        for made in (create, bulk)
        for name, body in [
            ("empty body", ""),
            ("body null", "null"),
            ("body an array", "[]"),
            ("body a text", '"x"'),
            ("body a number", "1"),
            ("body blank", "  "),
            ("body cut off", '{"customer_id": 1, "name"'),
            ("body with a comma too many", '{"customer_id": 1,}'),
            ("body with single quotes", "{'customer_id': 1}"),
            ("body with a word", '{"customer_id": maybe}'),
            ("body not closed", '{"customer_id": 1'),
            ("body with a text not closed", '{"name": "Ada'),
            ("body with a control character in a text", '{"name": "A\nda"}'),
            ("body with a wrong escape", '{"name": "\\x"}'),
            ("body with a short unicode escape", '{"name": "\\u12"}'),
            ("body with more behind it", "{} {}"),
            ("body with a comment", "{} // x"),
            ("body with a fault on line 2", '{\n  "customer_id": 1\n  "name": "x"}'),
            ("body with astral characters before the fault", '{"name": "' + ASTRAL + '" x}'),
        ]
    ],
    create("body with a byte order mark", "\ufeff" + to_json(ADA)),
    create("body not UTF-8", b'{"name": "\xff"}'),
    create("body in UTF-16", to_json(ADA).encode("utf-16"), "400 in the product: JSON is UTF-8"),
    create("no content type", to_json(ADA), "415 in the product", {}),
    create("content type text", to_json(ADA), "415 in the product", {"content-type": "text/plain"}),
    create("content type form", "a=b", "415 in the product", {"content-type": "application/x-www-form-urlencoded"}),
    create("content type with charset", to_json(ADA), None, {"content-type": "application/json; charset=utf-8"}),
    create("content type in capitals", to_json(ADA), None, {"content-type": "Application/JSON"}),
    create("content type problem", to_json(ADA), None, {"content-type": "application/vnd.api+json"}),
    create("no body", None),
    bulk("bulk without customers", {}),
    bulk("customers null", {"customers": None}),
    bulk("customers an object", {"customers": {}}),
    bulk("customers a text", {"customers": "x"}),
    bulk("customers with null", {"customers": [None]}),
    bulk("customers with a number", {"customers": [1, "x", []]}),
    bulk("several faults in several customers", {"customers": [ADA, without("name"), with_(email="x", source="y"), {}]}),
    bulk("an extra field beside customers", {"customers": [ADA], "extra": 1}),
    get("after faulty uploads only the good ones are there", "/api/v1/deduplication/analyze"),
]

routes = [
    get("unknown path", "/nothing"),
    get("unknown path below the API", "/api/v1/nothing"),
    get("path in capitals", "/API/v1/customers"),
    get("trailing slash", "/api/v1/customers/"),
    get("trailing slash with a query", "/api/v1/customers/?a=b"),
    step("trailing slash, POST", "POST", "/api/v1/customers/bulk/", {"customers": []}),
    get("health with a trailing slash", "/health/"),
    get("doubled slash", "//api/v1/customers"),
    get("bulk by GET", "/api/v1/customers/bulk"),
    step("customers by PUT", "PUT", "/api/v1/customers", {}),
    step("customers by PATCH", "PATCH", "/api/v1/customers", {}),
    step("customers by HEAD", "HEAD", "/api/v1/customers"),
    step("customers by OPTIONS", "OPTIONS", "/api/v1/customers"),
    step("root by POST", "POST", "/", {}),
    step("health by DELETE", "DELETE", "/health"),
    step("analyze by POST", "POST", "/api/v1/deduplication/analyze", {}),
    step("source by DELETE", "DELETE", "/api/v1/customers/source/hubspot"),
    get("source unknown", "/api/v1/customers/source/excel"),
    get("source in capitals", "/api/v1/customers/source/Salesforce"),
    get("source encoded", "/api/v1/customers/source/hub%73pot"),
    get("source with a slash behind", "/api/v1/customers/source/hubspot/"),
    get("source missing", "/api/v1/customers/source/"),
    get("source with a blank", "/api/v1/customers/source/hub%20spot"),
    get("one customer by id", "/api/v1/customers/1"),
]

GROUPS = {
    "documented": documented,
    "fields": fields,
    "customer-ids": ids,
    "names": names,
    "emails": emails,
    "bodies": bodies,
    "routes": routes,
}


def request_of(entry):
    body = entry["body"]
    kept = {"method": entry["method"], "path": entry["path"], "headers": entry["headers"]}
    if isinstance(body, bytes):
        return {**kept, "body_base64": base64.b64encode(body).decode()}
    return {**kept, "body": body}


def record(port, steps):
    for entry in steps:
        answer = send(port, entry["method"], entry["path"], entry["body"], entry["headers"])
        differs = {} if entry["differs"] is None else {"differs": entry["differs"]}
        yield {"name": entry["name"], **differs, "request": request_of(entry), "answer": answer}


def main():
    port = free_port()
    log = open(os.environ.get("RECORD_LOG", os.devnull), "w")
    command = [sys.executable, "-m", "uvicorn", "app:app", "--host", "127.0.0.1", "--port", str(port)]
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=HERE, stdout=log, stderr=log)
    try:
        wait_until_up(port)
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for group, steps in GROUPS.items():
            send(port, "DELETE", "/api/v1/customers")
            recorded_with = {"python": platform.python_version(), **{name: version(name) for name in RECORDERS}}
            recording = {"recorded_with": recorded_with, "steps": list(record(port, steps))}
            text = json.dumps(recording, indent=1, ensure_ascii=True)
            (GOLDEN / f"{group}.json").write_text(text + "\n")
            print(f"{group}: {len(steps)}")
    finally:
        server.terminate()
        server.wait()


def wait_until_up(port):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            return send(port, "GET", "/health")
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The yardstick did not start: is DATABASE_URL set?")


main()
