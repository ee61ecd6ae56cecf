"""What: documents, and apart from them their bytes, which can be erased while the rest stays; and what waits."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from coordination.db import PRIVATE_WORKING_STATE, Base, free_text, key, plain, refers


class Document(Base):
    """One file on a case. `readers` is a copy of the audience's holders, written by the database alone.

    `state` is what the scanner made of it: waiting, clean, refused, or quarantined where there is no scanner.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint(
            "state in ('waiting', 'clean', 'refused', 'quarantined')", name="a_document_is_in_a_known_state"
        ),
        Index("ix_document_case", "case_id", "seq", unique=True),
        Index("ix_document_author", "author_id", "at"),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    case_id: Mapped[UUID] = refers("case_file.id")
    seq: Mapped[int] = plain()
    at: Mapped[datetime] = plain()
    author_id: Mapped[UUID] = refers("worker.id")
    author_agency_id: Mapped[UUID] = refers("agency.id")
    category: Mapped[str] = plain()
    audience_id: Mapped[UUID] = refers("audience.id")
    readers: Mapped[list[UUID] | None] = plain()
    title: Mapped[str] = free_text()
    # what the file is called when somebody opens it, made safe; its ending is that of what is inside
    name: Mapped[str] = free_text()
    kind: Mapped[str] = plain()
    size: Mapped[int] = plain()
    # of the bytes as they came, to tell the same file again
    digest: Mapped[bytes] = free_text()
    replaces_id: Mapped[UUID | None] = refers("document.id", index=True)
    state: Mapped[str] = plain()
    scanned_at: Mapped[datetime | None] = plain()
    removed_at: Mapped[datetime | None] = plain()


class DocumentBody(Base):
    """The bytes of a document as they were kept: pictures without what the camera added."""

    __tablename__ = "document_body"
    document_id: Mapped[UUID] = refers("document.id", primary_key=True)
    case_id: Mapped[UUID] = refers("case_file.id")
    content: Mapped[bytes] = free_text()


class DraftDocument(Base):
    """A file attached to a referral that was not sent yet. Its bytes are written by the application, never read by it:
    select single columns, not the object.

    `audience` is a kind of audience; who is in it is known once there is a case.
    """

    __tablename__ = "draft_document"
    __table_args__ = (
        CheckConstraint(
            "state in ('waiting', 'clean', 'refused', 'quarantined')", name="what_waits_is_in_a_known_state"
        ),
        PRIVATE_WORKING_STATE,
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = plain(unique=True)
    draft_id: Mapped[UUID] = refers("draft.id", index=True)
    at: Mapped[datetime] = plain()
    category: Mapped[str] = plain()
    audience: Mapped[str] = plain()
    title: Mapped[str] = free_text()
    name: Mapped[str] = free_text()
    kind: Mapped[str] = plain()
    size: Mapped[int] = plain()
    digest: Mapped[bytes] = free_text()
    content: Mapped[bytes] = free_text()
    state: Mapped[str] = plain()
    scanned_at: Mapped[datetime | None] = plain()
