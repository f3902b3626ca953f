"""A small web service with FastAPI: deadlines, scope, and checks of lists in memory.

FastAPI repeats a bad request in its answer, so children's data could end up in logs and on screens.
Here, errors name the place and never the value. Lists are the raw body of a request, because an
upload by form would be written to a temporary file. All children are synthetic.

Run it with ``python examples/web_service.py``; it needs ``pip install fastapi httpx``. It calls the
service in its own process and opens no port. To serve it: ``uvicorn --app-dir examples
web_service:app``.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Annotated, Any

import httpx
from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

import jtai
from jtai.errors import LimitError
from jtai.formats import Limits, RawBook, read_csv, read_workbook
from jtai.guidance.columns import AUGUST_2019
from jtai.lists import known_titles

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
LIMITS = Limits(file_bytes=10 * 2**20, unpacked_bytes=200 * 2**20, cells=2_000_000)
MOST_PROBLEMS = 20_000
"""How many problems one answer lists. With more, it would be many times as large as the file."""
NUMBERS = [layout.number for layout in AUGUST_2019.lists]
OF_CHILDREN = (6, 7, 8)
LEFT_OUT = {
    "titles-missing": "its titles were not found; give the columns their published titles",
    "list-repeated": "it is on several sheets, of which one is read; put its rows on one sheet",
}

app = FastAPI(title="Inspections on children's mental health")


# Errors say what is wrong, where, and how to correct it, but never repeat the request.


@app.exception_handler(RequestValidationError)
def refused(_: Request, error: Exception) -> JSONResponse:
    """Return where a request is wrong, without the ``input`` that FastAPI would repeat."""
    faults = error.errors() if isinstance(error, RequestValidationError) else ()
    return told(422, [{key: fault[key] for key in ("type", "loc", "msg")} for fault in faults])


@app.exception_handler(jtai.JtaiError)
def not_answered(_: Request, error: Exception) -> JSONResponse:
    """Return an error of the library, whose message contains no children's data."""
    status = 413 if isinstance(error, LimitError) else 422
    faults = error.faults if isinstance(error, jtai.JtaiError) else ()
    return told(status, [{"type": "jtai", "loc": [], "msg": str(fault)} for fault in faults])


def refusal(status: int, loc: list[str], *messages: str) -> HTTPException:
    """Return an error of the service in the same form."""
    return HTTPException(status, [{"type": "service", "loc": loc, "msg": msg} for msg in messages])


def told(status: int, detail: list[dict[str, Any]]) -> JSONResponse:
    """Return error details in FastAPI's format."""
    return JSONResponse({"detail": detail}, status_code=status)


# Deadlines.


class Due(BaseModel):
    """A milestone of a timetable."""

    key: str
    title: str
    date: dt.date
    due: dt.datetime
    by: list[str]
    contributors: list[str]
    provisional: bool
    explanation: str


@app.get("/timetable")
def timetable(
    notification: dt.date, reading: jtai.Reading = jtai.Reading.WORKING_DAYS
) -> list[Due]:
    """Return every milestone for a notification Monday."""
    computed = jtai.Timetable.from_notification(notification, reading=reading)
    return [
        Due(
            key=milestone.key,
            title=milestone.title,
            date=milestone.date,
            due=milestone.due,
            by=list(milestone.by),
            contributors=list(milestone.contributors),
            provisional=milestone.provisional,
            explanation=milestone.explain(),
        )
        for milestone in computed
    ]


# Scope. The child is in the body, because every server on the way logs addresses.


class Case(BaseModel):
    """What a team knows about a child on a day."""

    team: str
    as_of: dt.date
    child: jtai.Child


@app.post("/deep-dive")
def deep_dive(case: Case) -> jtai.Decision:
    """Return whether a child is in the deep dive, why, and which facts are missing."""
    return jtai.deep_dive(case.child, as_of=case.as_of)


# Lists.

UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}} for kind in (WORKBOOK, CSV)
        },
    }
}
Number = Annotated[
    int | None, Query(alias="list", description="the number of the list, for a CSV file")
]


async def uploaded(request: Request, number: int | None) -> jtai.Submission:
    """Read lists from the body of a request, in memory only."""
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > LIMITS.file_bytes:
            raise refusal(413, ["body"], f"more than {LIMITS.file_bytes:,} bytes are not taken")
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in {WORKBOOK, CSV}:
        raise refusal(415, ["header", "content-type"], f"send {WORKBOOK} or {CSV}")
    if kind == CSV and number not in NUMBERS:
        known = ", ".join(map(str, NUMBERS))
        raise refusal(422, ["query", "list"], f"say which list the CSV file is, one of {known}")
    return await run_in_threadpool(read, bytes(data), kind, number)


def read(data: bytes, kind: str, number: int | None) -> jtai.Submission:
    """Read a workbook, or the CSV file of one list."""
    if kind == WORKBOOK:
        book = read_workbook(data, limits=LIMITS)
    else:
        known = known_titles(AUGUST_2019, {})
        book = RawBook(sheets=(read_csv(data, name=f"List_{number}", limits=LIMITS, known=known),))
    return jtai.Submission.from_sheets(book.sheets, remarks=book.remarks)


@app.post("/lists/check", openapi_extra=UPLOAD)
async def check(request: Request, as_of: dt.date, number: Number = None) -> jtai.Report:
    """Check lists, and return the problems without the contents of cells."""
    lists = await uploaded(request, number)
    report = await run_in_threadpool(lists.check, as_of=as_of)
    if len(report.problems) > MOST_PROBLEMS:
        counts = ", ".join(f"{rule} {count:,}" for rule, count in report.counts("rule").items())
        raise refusal(
            422,
            ["body"],
            f"more than {MOST_PROBLEMS:,} problems ({counts}): correct what is wrong in whole "
            "columns, such as a blank column, and send the file again",
        )
    return report


def unread(lists: jtai.Submission) -> list[str]:
    """Return which lists of children could not be read: their children would be missing."""
    said = [
        f"list {found.list}: {LEFT_OUT[found.rule]}"
        for found in lists.remarks
        if found.rule in LEFT_OUT and found.list in OF_CHILDREN
    ]
    read = [table for table in lists if table.number in OF_CHILDREN]
    said += [
        f"list {table.number}: the column {table.column('child_id').title!r} was not found, and "
        "without it nobody can tell whose row is whose; add it with this title"
        for table in read
        if "child_id" not in table.raw
    ]
    if not said and not read:
        said.append(
            "none of lists 6, 7 and 8 was found, which alone give children; name the sheet after "
            "its list, such as List_6, or send a CSV file with list=6, 7 or 8"
        )
    return said


class Contradiction(BaseModel):
    """Where the lists disagree or lack a fact: the cells, without their contents."""

    kind: str
    lists: list[int]
    cells: list[str]
    fields: list[str]
    text: str


class Children(BaseModel):
    """The children on the lists. Facts on which rows disagree are unknown."""

    lists: list[int]
    children: list[jtai.Child]
    contradictions: list[Contradiction]


@app.post("/lists/children", openapi_extra=UPLOAD)
async def children(request: Request, as_of: dt.date, number: Number = None) -> Children:
    """Return the children of lists 6, 7 and 8. Few people should be allowed to ask for this."""
    lists = await uploaded(request, number)
    if said := unread(lists):
        raise refusal(422, ["body"], *said)
    cohort = await run_in_threadpool(lists.cohort, as_of=as_of)
    return Children(
        lists=[one for one in lists.numbers if one in OF_CHILDREN],
        children=[*cohort.children],
        contradictions=[
            Contradiction(
                kind=contradiction.kind,
                lists=[*contradiction.lists],
                cells=[*contradiction.cells],
                fields=[*contradiction.fields],
                text=contradiction.text,
            )
            for contradiction in cohort.contradictions
        ],
    )


async def main() -> None:
    """Call the service as a client would."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://in-process") as client:
        answer = await client.get("/timetable", params={"notification": "2019-09-09"})
        lists = next(due for due in answer.json() if due["key"] == "child_lists")
        print(f"{lists['title']}: {lists['due']}")
        answer = await client.get("/timetable", params={"notification": "2019-09-10"})
        print(answer.status_code, answer.json()["detail"][0]["msg"])

        child: dict[str, Any] = {
            "id": "SYN-01",
            "date_of_birth": "2007-05-01",
            "mental_health": {"concern": "yes"},
        }
        case = {"team": "North", "as_of": "2019-09-09", "child": child}
        answer = await client.post("/deep-dive", json=case)
        print("In the deep dive:", answer.json()["answer"], *answer.json()["missing"])

        # Two errors in one request: each has its place, and no data of the child is repeated.
        child["plans"] = [{"kind": "child protection", "start": "01/04/2019"}]
        del case["team"]
        answer = await client.post("/deep-dive", json=case)
        for fault in answer.json()["detail"]:
            print(answer.status_code, fault["loc"], fault["msg"])
        print("Said back:", "SYN-01" in answer.text or "2007" in answer.text)

        file = (
            "Child Unique ID,Date of Birth,CIN Start Date,CIN Closure Date\n"
            "SYN-01,01/05/2007,04/06/2019,30/05/2019\n"
        )
        answer = await client.post(
            "/lists/check",
            params={"as_of": "2019-09-09", "list": 6},
            content=file,
            headers={"content-type": CSV},
        )
        for problem in answer.json()["problems"]:
            if problem["severity"] == "error" and problem["cell"]:
                print(problem["rule"], problem["cell"])

        described = (await client.get("/openapi.json")).json()["components"]["schemas"]
        print(
            "A child in OpenAPI:",
            ", ".join([*described["Case"]["properties"]["child"]["properties"]][:4]),
        )


if __name__ == "__main__":
    asyncio.run(main())
