"""Every table there is, for the migrations, and every noun that is recorded, for the snapshot."""

from deliberate.store.amendments import Amendment, Batch
from deliberate.store.balance import Balance
from deliberate.store.db import Base, Recorded
from deliberate.store.divisions import Division
from deliberate.store.drafts import Update
from deliberate.store.groups import Appointment, Constituency, Group
from deliberate.store.journal import Entry, Journal, Mention, Receipt
from deliberate.store.leases import Lease
from deliberate.store.motions import Motion
from deliberate.store.notes import Note
from deliberate.store.papers import Paper
from deliberate.store.people import Account, Link
from deliberate.store.polls import Answer, Poll
from deliberate.store.priorities import Option, Preference
from deliberate.store.proxies import Proxy
from deliberate.store.questions import Ballot, Elector, Position, Question, Signature
from deliberate.store.remarks import Finding, Remark
from deliberate.store.seats import Credential, Seat
from deliberate.store.silence import Reminder, Silence, SilenceMessage
from deliberate.store.sittings import Attendance, Item, Sitting
from deliberate.store.speaking import Queue, Request, Speech
from deliberate.store.statements import Paragraph, Part, Revision, Statement

metadata = Base.metadata

RECORDED: tuple[type[Recorded], ...] = (
    Group,
    Constituency,
    Seat,
    Appointment,
    Credential,
    Sitting,
    Item,
    Attendance,
    Proxy,
    Statement,
    Part,
    Paragraph,
    Amendment,
    Batch,
    Division,
    Request,
    Queue,
    Speech,
    Motion,
    Balance,
    Question,
    Elector,
    Ballot,
    Signature,
    Position,
    Option,
    Preference,
    Remark,
    Finding,
    Note,
    Silence,
    SilenceMessage,
    Poll,
    Answer,
)

UNRECORDED: tuple[type[Base], ...] = (
    Journal,
    Entry,
    Mention,
    Receipt,
    Account,
    Link,
    Revision,
    Update,
    Paper,
    Lease,
    Reminder,
)
