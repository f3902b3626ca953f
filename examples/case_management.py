"""A small case-management store with SQLAlchemy. All children are synthetic.

The store keeps children, their plans and the requests to agencies as rows. Converted to records of
the library, they say who is in the deep dive and what is overdue.

Run it with ``python examples/case_management.py``; it needs ``pip install sqlalchemy``.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

import jtai
from jtai.core import LONDON

# Enumerations are stored as their published strings, and unknown as NULL.


class Base(DeclarativeBase):
    """The tables of the store."""


class ChildRow(Base):
    """A child. A gate answer of NULL is unknown, not no."""

    __tablename__ = "child"

    id: Mapped[str] = mapped_column(primary_key=True)
    date_of_birth: Mapped[dt.date | None]
    concern: Mapped[bool | None]
    needs_support: Mapped[bool | None]
    plans_checked: Mapped[bool] = mapped_column(default=True)
    plans: Mapped[list[PlanRow]] = relationship(order_by="PlanRow.start")

    def to_model(self) -> jtai.Child:
        """Return the library's record of this row."""
        return jtai.Child(
            id=self.id,
            date_of_birth=self.date_of_birth,
            # An empty tuple means that somebody has looked and there are none.
            plans=tuple(plan.to_model() for plan in self.plans) if self.plans_checked else None,
            mental_health=jtai.MentalHealth(
                concern=jtai.Answer.of(self.concern),
                needs_support=jtai.Answer.of(self.needs_support),
            ),
        )


class PlanRow(Base):
    """A plan of a child, or a period of being looked after."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    child_id: Mapped[str] = mapped_column(ForeignKey("child.id"))
    kind: Mapped[str]
    start: Mapped[dt.date]
    end: Mapped[dt.date | None]

    def to_model(self) -> jtai.Plan:
        """Return the library's record of this row."""
        return jtai.Plan(kind=jtai.PlanKind(self.kind), start=self.start, end=self.end)


class RequestRow(Base):
    """A document that an agency was asked to send for the inspection."""

    __tablename__ = "request"

    item: Mapped[str] = mapped_column(primary_key=True)
    agency: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(default="not started")
    reason: Mapped[str | None]
    sent_on: Mapped[dt.date | None]

    def to_model(self) -> jtai.inspection.Request:
        """Return the library's record of this row."""
        return jtai.inspection.Request(
            item=self.item,
            agency=jtai.Agency(self.agency),
            state=jtai.inspection.RequestState(self.state),
            reason=self.reason,
            sent_on=self.sent_on,
        )


def load_inspection(session: Session, timetable: jtai.Timetable) -> jtai.Inspection:
    """Build the inspection from everything in the store."""
    return jtai.Inspection(
        local_area="Exampleshire",
        timetable=timetable,
        children=tuple(row.to_model() for row in session.scalars(select(ChildRow))),
        requests=tuple(row.to_model() for row in session.scalars(select(RequestRow))),
    )


def fill(session: Session) -> None:
    """Put synthetic children and the requests of the guidance into the store."""
    in_need = str(jtai.PlanKind.CHILD_IN_NEED)
    protection = str(jtai.PlanKind.CHILD_PROTECTION)
    looked_after = str(jtai.PlanKind.LOOKED_AFTER)
    session.add_all(
        [
            ChildRow(
                id="SYN-01",
                date_of_birth=dt.date(2007, 5, 1),
                concern=True,
                plans=[PlanRow(kind=protection, start=dt.date(2019, 4, 1))],
            ),
            # The plan ended exactly six months before notification.
            ChildRow(
                id="SYN-02",
                date_of_birth=dt.date(2006, 11, 20),
                concern=False,
                needs_support=True,
                plans=[
                    PlanRow(kind=in_need, start=dt.date(2018, 6, 4), end=dt.date(2019, 3, 9)),
                ],
            ),
            # One gate answer is blank and the other is no.
            ChildRow(
                id="SYN-03",
                date_of_birth=dt.date(2008, 2, 29),
                needs_support=False,
                plans=[PlanRow(kind=looked_after, start=dt.date(2017, 10, 2))],
            ),
            # This child turns ten the day after notification.
            ChildRow(
                id="SYN-04",
                date_of_birth=dt.date(2009, 9, 10),
                concern=True,
                plans=[PlanRow(kind=in_need, start=dt.date(2019, 7, 1))],
            ),
            ChildRow(
                id="SYN-05",
                date_of_birth=dt.date(2005, 1, 31),
                concern=True,
                plans_checked=False,
            ),
        ]
    )
    session.add_all(
        RequestRow(item=row.number, agency=str(agency))
        for row in jtai.INFORMATION_ITEMS
        if row.is_document
        for agency in row.agencies
    )


def main() -> None:
    """Fill a store in memory and query it."""
    # Without hide_parameters, exceptions show the values of rows.
    engine = create_engine("sqlite://", hide_parameters=True)
    Base.metadata.create_all(engine)
    timetable = jtai.Timetable.from_notification(dt.date(2019, 9, 9))
    with Session(engine) as session:
        fill(session)
        session.commit()

        inspection = load_inspection(session, timetable)
        print("Who is in the deep dive?")
        for child in inspection.children:
            decision = jtai.deep_dive(child, as_of=timetable.notification)
            print(f"  {child.id}: {decision.answer}", *decision.missing)

        # Somebody finds out what was missing, and the query runs again.
        missing = session.get_one(ChildRow, "SYN-03")
        missing.concern = True
        session.commit()
        inspection = load_inspection(session, timetable)
        decision = jtai.deep_dive(inspection.child("SYN-03"), as_of=timetable.notification)
        print(f"  SYN-03 again: {decision.answer}")

        # The youth offending team sends its documents on Monday of week two.
        for row in session.scalars(
            select(RequestRow).where(RequestRow.agency == str(jtai.Agency.YOT))
        ):
            row.state, row.sent_on = str(jtai.inspection.RequestState.SENT), dt.date(2019, 9, 16)
        session.commit()

        inspection = load_inspection(session, timetable)
        for moment in (
            dt.datetime(2019, 9, 17, 12, tzinfo=LONDON),
            dt.datetime(2019, 9, 18, 9, tzinfo=LONDON),
        ):
            print(f"\nSupporting information on {moment:%A %d %B at %H:%M}:")
            for line in inspection.readiness(as_of=moment).rows:
                if line.key == "supporting_information":
                    print(f"  {line.agency}: {line.state}, {len(line.outstanding)} to send")
    engine.dispose()


if __name__ == "__main__":
    main()
