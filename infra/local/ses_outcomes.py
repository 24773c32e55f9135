"""Lets SES say what became of a mail, refuse some, and remember which addresses it does not write to any more (`mail/outcome.ts` asks).

MiniStack says neither. Events of `aws.ses` are refused from outside, as on AWS: they come by a path of our own,
`POST /v2/email/outcomes`, with the body of PutEvents. `POST /v2/email/refusals` says how many of the next mails are refused, and how.
The list of suppressed addresses is kept beside the outbox.
"""

import json
import os
import time
from urllib.parse import unquote

from ministack.services import eventbridge, ses_v2

OUTBOX = os.environ.get("MAIL_OUTBOX")
ADDRESSES = "/v2/email/suppression/addresses"

STATUSES = {"TooManyRequestsException": 429, "InternalServiceErrorException": 500}

other_requests = ses_v2.handle_request
# The next mails: how many of them are refused, and by which error of SendEmail.
refusing = {"times": 0, "code": ""}


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


def refused(code, message, status):
    status, headers, body = answered({"message": message}, status)
    return status, {**headers, "x-amzn-errortype": code}, body


def unknown(address):
    return refused("NotFoundException", f"Email address {address} does not exist on your suppression list.", 404)


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
    if method == "POST" and path == "/v2/email/refusals":
        refusing.update(json.loads(body))
        return answered({})
    if method == "POST" and path == "/v2/email/outbound-emails" and refusing["times"] > 0:
        refusing["times"] -= 1
        return refused(refusing["code"], "As it was asked for", STATUSES.get(refusing["code"], 400))
    if path.startswith(ADDRESSES):
        answer = of_list(method, unquote(path[len(ADDRESSES) :].strip("/")), body)
        if answer:
            return answer
    return await other_requests(method, path, headers, body, query_params)


if OUTBOX:
    ses_v2.handle_request = handle_request
