"""Returned messages as several mail servers write them, about a message of ours."""

from __future__ import annotations

REF = "2f1c9f0e6f0b4c539d8e0d5f6f1f6f10"
BOUNCES = "bounces@gemeente.example"
SENDER = "afspraken@gemeente.example"
VERP = f"bounces+{REF}@gemeente.example"
MESSAGE_ID = f"<{REF}@gemeente.example>"


def postfix(*, to: str = VERP, action: str = "failed", status: str = "5.1.1") -> bytes:
    """Postfix: three parts, of which the last holds the headers of what came back."""
    return crlf(f"""Return-Path: <>
Date: Tue, 1 Dec 2026 10:00:00 +0100 (CET)
From: MAILER-DAEMON@mx.example.nl (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="A1B2C3.1795633592/mx.example.nl"

This is a MIME-encapsulated message.

--A1B2C3.1795633592/mx.example.nl
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.nl.

--A1B2C3.1795633592/mx.example.nl
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.nl
X-Postfix-Queue-ID: A1B2C3
Arrival-Date: Tue,  1 Dec 2026 09:59:58 +0100 (CET)

Final-Recipient: rfc822; anna@example.nl
Original-Recipient: rfc822;anna@example.nl
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.nl
Diagnostic-Code: smtp; 550 5.1.1 <anna@example.nl>: Recipient address
    rejected: User unknown

--A1B2C3.1795633592/mx.example.nl
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 7bit

Return-Path: <{VERP}>
Subject: Uw afspraak
Message-ID: {MESSAGE_ID}

--A1B2C3.1795633592/mx.example.nl--
""")


def exchange(*, to: str = SENDER) -> bytes:
    """Exchange: a page for people first, fields in its own order, the whole message last."""
    return crlf(f"""From: Microsoft Outlook <postmaster@example.onmicrosoft.example>
To: <{to}>
Date: Tue, 1 Dec 2026 09:00:05 +0000
Content-Type: multipart/report; report-type=delivery-status;
 boundary="6f2a_postmaster"
Content-Language: en-US
Message-ID: <0000-1111@example.onmicrosoft.example>
In-Reply-To: {MESSAGE_ID}
References: {MESSAGE_ID}
Subject: Onbestelbaar: Uw afspraak
Auto-Submitted: auto-replied
MIME-Version: 1.0

--6f2a_postmaster
Content-Type: multipart/alternative; boundary="6f2a_inner"

--6f2a_inner
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: base64

VXcgYmVyaWNodCBpcyBuaWV0IGJlem9yZ2Qu
--6f2a_inner
Content-Type: text/html; charset="utf-8"

<html><body>anna@example.nl</body></html>
--6f2a_inner--

--6f2a_postmaster
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01.example
Received-From-MTA: dns;mail.gemeente.example
Arrival-Date: Tue, 1 Dec 2026 09:00:01 +0000

Original-Recipient: rfc822;anna@example.nl
Final-Recipient: rfc822;anna@example.nl
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound

--6f2a_postmaster
Content-Type: message/rfc822

From: Gemeente <{SENDER}>
To: anna@example.nl
Subject: Uw afspraak
Message-ID: {MESSAGE_ID}
Content-Type: text/plain

Beste Anna
--6f2a_postmaster--
""")


def gmail(*, to: str = SENDER) -> bytes:
    """Gmail: a related part with a picture, then the report and the message; no References."""
    return crlf(f"""Return-Path: <>
To: {to}
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: anna@example.nl
Content-Type: multipart/report; boundary="00000000aaaa"; report-type=delivery-status
MIME-Version: 1.0

--00000000aaaa
Content-Type: multipart/related; boundary="00000000bbbb"

--00000000bbbb
Content-Type: text/html; charset="UTF-8"

<html>Address not found</html>
--00000000bbbb
Content-Type: image/png; name="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--00000000bbbb--
--00000000aaaa
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
Received-From-MTA: dns; {SENDER}
X-Original-Message-ID: {MESSAGE_ID}

Final-Recipient: rfc822; anna@example.nl
Action: failed
Status: 4.2.2
Remote-MTA: dns; gmail-smtp-in.example. (192.0.2.27, the server for the domain.)
Diagnostic-Code: smtp; 452-4.2.2 The recipient's inbox is out of storage space.
Last-Attempt-Date: Tue, 01 Dec 2026 01:00:00 -0800 (PST)

--00000000aaaa
Content-Type: message/rfc822

Message-ID: {MESSAGE_ID}
From: {SENDER}
To: anna@example.nl

Beste Anna
--00000000aaaa--
""")


def about(referentie: str, octets: bytes) -> bytes:
    """The same report about another message."""
    return octets.replace(REF.encode(), referentie.encode())


def out_of_office() -> bytes:
    """An answer of a program for a person who is away; it came back to the envelope too."""
    return crlf(f"""From: Anna <anna@example.nl>
To: {VERP}
Subject: Automatisch antwoord: Uw afspraak
Auto-Submitted: auto-replied
In-Reply-To: {MESSAGE_ID}

Ik ben er niet. Action: failed
""")


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()
