"""Keeps what SES was given to send as SES would have sent it: one file a mail, in the folder that MAIL_OUTBOX names.

MiniStack forgets the headers of a raw message and, on a restart, the mails. Here a mail is written before its sender gets an
answer. As SES does it, Message-ID and Date are SES's own, Bcc goes, and what the API answers is the id without a domain.
On top stands what a mailbox would add (Return-Path, Delivered-To), and what the events of this mail will need (X-SES-*).
"""

import base64
import json
import os
import re
import time
import uuid
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, getaddresses

from ministack.services import ses, ses_v2

OUTBOX = os.environ.get("MAIL_OUTBOX")
DOMAIN = "email.amazonses.com"
# What SES writes itself, and what it takes out.
OWN = (b"message-id", b"date", b"bcc", b"return-path", b"delivered-to", b"x-ses-configuration-set", b"x-ses-message-tags")

answer_of_v2 = ses_v2.handle_request
record_of_v1 = ses._record_send


def new_id():
    """In the form of SES: `0100` and the time, a UUID, `000000`."""
    return f"0100{int(time.time() * 1000):012x}-{uuid.uuid4()}-000000"


def without_own(raw):
    """The headers that stay, and the rest from the empty line on."""
    raw = re.sub(rb"\r?\n", b"\r\n", raw)
    head, gap, body = raw.partition(b"\r\n\r\n")
    fields = re.split(rb"\r\n(?![ \t])", head)
    kept = [field for field in fields if field.partition(b":")[0].strip().lower() not in OWN]
    return b"\r\n".join(kept), b"\r\n\r\n" + body if gap else b"\r\n\r\n"


def keep(mail_id, raw, sender, recipients, config_set="", tags=()):
    head, rest = without_own(raw)
    now = time.time()
    own = [f"Return-Path: <{bare(sender)}>", *(f"Delivered-To: {bare(one)}" for one in recipients)]
    if config_set:
        own.append(f"X-SES-CONFIGURATION-SET: {config_set}")
    if tags:
        own.append("X-SES-MESSAGE-TAGS: " + ", ".join(f"{tag['Name']}={tag['Value']}" for tag in tags))
    own += [f"Message-ID: <{mail_id}@{DOMAIN}>", f"Date: {formatdate(now, usegmt=True)}"]
    os.makedirs(OUTBOX, exist_ok=True)
    place = os.path.join(OUTBOX, f"{int(now * 1000):013d}-{mail_id}.eml")
    with open(f"{place}.new", "wb") as file:
        file.write("\r\n".join(own).encode() + b"\r\n" + head + rest)
    os.rename(f"{place}.new", place)


def bare(address):
    return getaddresses([address])[0][1] or address


def composed(sender, destination, subject, text, html, reply_to=(), headers=()):
    message = EmailMessage(policy=SMTP)
    for name, value in (("From", sender), ("To", ", ".join(destination.get("ToAddresses", []))), ("Cc", ", ".join(destination.get("CcAddresses", []))), ("Reply-To", ", ".join(reply_to)), ("Subject", subject)):
        if value:
            message[name] = value
    for header in headers:
        message[header["Name"]] = header["Value"]
    if text or not html:
        message.set_content(text or "")
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    return message.as_bytes()


def keep_sent(mail_id, data):
    content, destination = data.get("Content", {}), data.get("Destination", {})
    sender = data.get("FromEmailAddress", "")
    if raw := content.get("Raw"):
        message = base64.b64decode(raw.get("Data", ""))
        parsed = message_from_bytes(message)
    elif simple := content.get("Simple"):
        body = simple.get("Body", {})
        said = [part.get("Data", "") for part in (simple.get("Subject", {}), body.get("Text", {}), body.get("Html", {}))]
        message = composed(sender, destination, *said, data.get("ReplyToAddresses", []), simple.get("Headers", []))
        parsed = None
    else:
        return
    recipients = [one for kind in ("To", "Cc", "Bcc") for one in destination.get(f"{kind}Addresses", [])]
    if parsed is not None:
        named = [str(value) for kind in ("To", "Cc", "Bcc") for value in parsed.get_all(kind, [])]
        recipients = recipients or [address for _, address in getaddresses(named) if address]
        sender = sender or str(parsed.get("From", ""))
    keep(mail_id, message, sender, recipients, data.get("ConfigurationSetName", ""), data.get("EmailTags", ()))


async def handle_request(method, path, headers, body, query_params):
    answer = await answer_of_v2(method, path, headers, body, query_params)
    if method != "POST" or not path.rstrip("/").endswith("/outbound-emails") or answer[0] != 200:
        return answer
    mail_id = new_id()
    given = json.loads(answer[2])["MessageId"]
    for record in reversed(ses._sent_emails_list()):
        if record["MessageId"] == given:
            record["MessageId"] = mail_id
            break
    keep_sent(mail_id, json.loads(body))
    return answer[0], answer[1], json.dumps({"MessageId": mail_id}).encode()


def record_send(source, to_addrs, cc_addrs=None, bcc_addrs=None, subject="", body_text="", body_html="", **more):
    """The way of Cognito's invitations."""
    given = record_of_v1(source, to_addrs, cc_addrs, bcc_addrs, subject, body_text, body_html, **more)
    destination = {"ToAddresses": list(to_addrs or []), "CcAddresses": list(cc_addrs or [])}
    recipients = [*destination["ToAddresses"], *destination["CcAddresses"], *(bcc_addrs or [])]
    keep(new_id(), composed(source, destination, subject, body_text, body_html), source, recipients)
    return given


if OUTBOX:
    ses_v2.handle_request = handle_request
    ses._record_send = record_send
