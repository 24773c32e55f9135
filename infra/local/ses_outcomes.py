"""Lets SES say what became of a mail, and remember which addresses it does not write to any more (`mail/outcome.ts` asks for both).

MiniStack says neither. Events of `aws.ses` are refused from outside, as on AWS: they come by a path of our own,
`POST /v2/email/outcomes`, with the body of PutEvents. The list of suppressed addresses is kept beside the outbox.
"""

import json
import os
import time
from urllib.parse import unquote

from ministack.services import eventbridge, ses_v2

OUTBOX = os.environ.get("MAIL_OUTBOX")
ADDRESSES = "/v2/email/suppression/addresses"

other_requests = ses_v2.handle_request


def place():
    return os.path.join(OUTBOX, "suppressed.json")


def suppressed():
    try:
        with open(place()) as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


def save(addresses):
    os.makedirs(OUTBOX, exist_ok=True)
    with open(f"{place()}.new", "w") as file:
        json.dump(addresses, file)
    os.rename(f"{place()}.new", place())


def answered(data, status=200):
    return status, {"Content-Type": "application/json"}, json.dumps(data).encode()


def unknown(address):
    status, headers, body = answered({"message": f"Email address {address} does not exist on your suppression list."}, 404)
    return status, {**headers, "x-amzn-errortype": "NotFoundException"}, body


def of_list(method, address, body):
    known = suppressed()
    if method == "PUT":
        data = json.loads(body)
        save({**known, data["EmailAddress"]: {"EmailAddress": data["EmailAddress"], "Reason": data["Reason"], "LastUpdateTime": int(time.time())}})
        return answered({})
    if method == "GET" and not address:
        return answered({"SuppressedDestinationSummaries": list(known.values())})
    if address not in known:
        return unknown(address)
    if method == "GET":
        return answered({"SuppressedDestination": known[address]})
    if method == "DELETE":
        save({one: about for one, about in known.items() if one != address})
        return answered({})
    return None


async def handle_request(method, path, headers, body, query_params):
    if method == "POST" and path == "/v2/email/outcomes":
        return eventbridge._put_events(json.loads(body), allow_aws_source=True)
    if path.startswith(ADDRESSES):
        answer = of_list(method, unquote(path[len(ADDRESSES) :].strip("/")), body)
        if answer:
            return answer
    return await other_requests(method, path, headers, body, query_params)


if OUTBOX:
    ses_v2.handle_request = handle_request
