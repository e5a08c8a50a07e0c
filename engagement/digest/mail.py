"""The digest as a mail, and the mail to the institution's server."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from engagement.access.mail import Mail, Subscription
from engagement.digest.compose import Digest
from engagement.digest.written import as_html, as_text
from engagement.errors import Fault, InputError
from engagement.place import Place

_SECONDS = 30


def message_of(digest: Digest, subscription: Subscription, mail: Mail) -> EmailMessage:
    """Return the mail: text, and the same as HTML."""
    message = EmailMessage()
    message["Subject"] = " ".join(digest.subject.split())
    message["From"] = mail.sender
    message["To"] = ", ".join(subscription.to)
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=mail.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(as_text(digest))
    message.add_alternative(as_html(digest), subtype="html")
    return message


def send(messages: Iterable[EmailMessage], mail: Mail, *, password: str) -> None:
    """Hand mails to the server, one after the other over one connection.

    Raises:
        InputError: the server cannot be reached, is not who it says, or does not take them; or nobody can be logged in
            there with such a password.
    """
    if mail.user and not f"{mail.user}{password}".isascii():
        # smtplib cannot send others
        what = "The user and the password of the mail server can have letters of ASCII alone."
        fix = "Change them there, and in ENGAGEMENT_MAIL_PASSWORD of the environment."
        raise InputError(Fault(what, Place(part="[mail]"), fix, "mail"))
    try:
        with _connected(mail) as server:
            if mail.user:
                server.login(mail.user, password)
            for message in messages:
                server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        # what a server says may repeat addresses, which need not stand in a log
        what = f"The mail server {mail.server}:{mail.port} did not take the mail: {type(error).__name__}."
        fix = "Look at server, port, security and user, and at ENGAGEMENT_MAIL_PASSWORD of the environment."
        raise InputError(Fault(what, Place(part="[mail]"), fix, "mail")) from error


def _connected(mail: Mail) -> smtplib.SMTP:
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.server, mail.port, timeout=_SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(mail.server, mail.port, timeout=_SECONDS)
    if mail.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server
