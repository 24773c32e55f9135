"""Writes down which actions each function asks AWS for, as IAM calls them: what it was granted is held against that.

A function is known by the `app/` of its user agent (AWS_SDK_UA_APP_ID). Each line is written once, the first time it is seen,
into a file of this process in the folder DESK_CALLS: `<function> <action> <resource>`.
"""

import importlib
import json
import os
import re

FOLDER = os.environ["DESK_CALLS"]
seen = set()

TRANSACTED = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}
# Operations whose permission has another name.
CALLED = {"TransactGetItems": "GetItem", "SendMessageBatch": "SendMessage", "DeleteMessageBatch": "DeleteMessage"}
PREFIXES = {"dynamodb": "dynamodb", "sqs": "sqs", "eventbridge": "events", "stepfunctions": "states", "cognito": "cognito-idp", "secretsmanager": "secretsmanager", "ssm": "ssm"}
WAYS_OF_SES = [("POST", "/v2/email/outbound-emails", "ses:SendEmail"), ("DELETE", "/v2/email/suppression/addresses/", "ses:DeleteSuppressedDestination")]


def by_target(service, operation, data):
    if operation == "TransactWriteItems":
        for item in data.get("TransactItems", []):
            for kind in item:
                yield f"dynamodb:{TRANSACTED[kind]}", "table"
        return
    resource = f"index/{data['IndexName']}" if "IndexName" in data else "table" if service == "dynamodb" else "-"
    yield f"{PREFIXES[service]}:{CALLED.get(operation, operation)}", resource


def by_s3(method, path, headers, query):
    bucket, _, key = path.lstrip("/").partition("/")
    if method == "GET" and not key:
        yield "s3:ListBucket", "bucket"
    elif "tagging" in query:
        yield "s3:GetObjectTagging" if method == "GET" else "s3:PutObjectTagging", "object"
    elif method in ("GET", "HEAD"):
        yield "s3:GetObject", "object"
    elif method == "PUT":
        if "x-amz-copy-source" in headers:
            yield "s3:GetObject", "object"
        yield "s3:PutObject", "object"
    elif method == "DELETE" or "delete" in query:
        yield "s3:DeleteObject", "object"


def actions(service, method, path, headers, body, query):
    if service == "s3":
        yield from by_s3(method, path, headers, query)
    elif service == "ses_v2":
        yield from ((action, "-") for way, start, action in WAYS_OF_SES if method == way and path.startswith(start))
    elif "x-amz-target" in headers:
        operation = headers["x-amz-target"].rpartition(".")[2]
        yield from by_target(service, operation, json.loads(body or b"{}"))


def note(service, method, path, headers, body, query):
    headers = {name.lower(): value for name, value in headers.items()}
    agent = f"{headers.get('user-agent', '')} {headers.get('x-amz-user-agent', '')}"
    # Powertools says after it that it is there, too.
    who = re.search(r"\bapp/([a-z-]+[a-z])", agent)
    if not who:
        return
    for action, resource in actions(service, method, path, headers, body, query or {}):
        line = f"{who[1]} {action} {resource}"
        if line not in seen:
            seen.add(line)
            with open(os.path.join(FOLDER, f"{os.getpid()}.txt"), "a") as file:
                file.write(f"{line}\n")


def watched(service, module):
    carry_out = module.handle_request

    async def handle_request(method, path, headers, body, query_params, *rest, **more):
        try:
            note(service, method, path, headers, body, query_params)
        except Exception as fault:  # Whatever this does not understand is the desk's all the same.
            print(f"calls_seen: {service} {method} {path}: {fault!r}")
        return await carry_out(method, path, headers, body, query_params, *rest, **more)

    module.handle_request = handle_request


os.makedirs(FOLDER, exist_ok=True)
for service in [*PREFIXES, "s3", "ses_v2"]:
    watched(service, importlib.import_module(f"ministack.services.{service}"))
