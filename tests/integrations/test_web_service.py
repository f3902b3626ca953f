"""The service of `examples/web_service.py`, called within this process."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import runpy
from pathlib import Path
from typing import Any

import httpx
import pytest
import xlsxwriter
from fastapi import FastAPI

import jtai
from jtai.testing.areas import synthetic_lists
from tests.project.test_examples import EXAMPLES

AS_OF = dt.date(2019, 9, 9)
# Values of a child that errors and reports must not show.
SECRETS = ("SYN-77", "2007-05-01", "1 May 2007", "Canary")
CHILD = {"id": "SYN-77", "date_of_birth": "2007-05-01", "individual_needs": ["Canary"]}


@pytest.fixture(scope="module")
def service() -> dict[str, Any]:
    """Return the names that the example defines."""
    return runpy.run_path(str(EXAMPLES / "web_service.py"))


def ask(app: FastAPI, method: str, path: str, **options: Any) -> httpx.Response:
    """Send a request and return the response."""

    async def asking() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://in-process") as client:
            return await client.request(method, path, **options)

    return asyncio.run(asking())


def upload(
    service: dict[str, Any], path: str, data: bytes, kind: str = "CSV", *, number: int = 6
) -> httpx.Response:
    """Send a file as the body of a request and return the response."""
    return ask(
        service["app"],
        "POST",
        path,
        params={"as_of": "2019-09-09", "list": number},
        content=data,
        headers={"content-type": service[kind]},
    )


def test_an_answer_has_a_largest_size(service: dict[str, Any]) -> None:
    """A file with more problems than an answer lists is refused with the number of each rule."""
    titles = "Child Unique ID,Gender,Ethnicity,Age of Child,CIN Start Date,CIN Closure Date"
    rows = "".join(f"SYN-77{at:05},,,,,\n" for at in range(service["MOST_PROBLEMS"]))
    answer = upload(service, "/lists/check", f"{titles}\n{rows}".encode())
    assert answer.status_code == 422
    (fault,) = answer.json()["detail"]
    assert "more than 20,000 problems (blank " in fault["msg"]
    assert "SYN-77" not in answer.text


def test_deadlines(service: dict[str, Any]) -> None:
    """The service returns the deadline of every milestone and refuses an invalid notification."""
    answer = ask(service["app"], "GET", "/timetable?notification=2019-11-04")
    dues = [(due["key"], dt.datetime.fromisoformat(due["due"])) for due in answer.json()]
    timetable = jtai.Timetable.from_notification(dt.date(2019, 11, 4))
    assert dues == [(milestone.key, milestone.due) for milestone in timetable]
    assert dues[0] == ("notification", dt.datetime(2019, 11, 4, 9, tzinfo=dt.UTC))
    for wrong in ("2019-09-10", "2019-09-31", "soon"):
        answer = ask(service["app"], "GET", f"/timetable?notification={wrong}")
        assert answer.status_code == 422
        assert answer.json()["detail"][0]["msg"]


def test_unknown_is_not_no(service: dict[str, Any]) -> None:
    """If too little is known about a child, the answer is unknown and names what is missing."""
    case = {"team": "North", "as_of": "2019-09-09", "child": CHILD}
    answer = ask(service["app"], "POST", "/deep-dive", json=case)
    assert answer.json()["answer"] == "unknown"
    assert answer.json()["missing"] == [
        "mental_health.concern or mental_health.needs_support",
        "plans",
    ]
    known = {
        **CHILD,
        "plans": [{"kind": "child protection", "start": "2019-04-01"}],
        "mental_health": {"concern": "yes"},
    }
    answer = ask(service["app"], "POST", "/deep-dive", json={**case, "child": known})
    assert answer.json()["answer"] == "yes"


WRONG_CASES: tuple[Any, ...] = (
    {"child": CHILD},
    {"team": 1, "as_of": "Canary", "child": CHILD},
    {"team": "North", "as_of": "2019-09-09", "child": "SYN-77"},
    {"team": "North", "as_of": "2019-09-09", "child": {**CHILD, "plans": ["Canary"]}},
    {"team": "North", "as_of": "2019-09-09", "child": {**CHILD, "at_risk": "Canary"}},
    [CHILD],
)


@pytest.mark.parametrize("case", WRONG_CASES)
def test_a_422_response_shows_no_values(service: dict[str, Any], case: Any) -> None:
    """A 422 response has a place and a message for each fault, and no value of the child."""
    answer = ask(service["app"], "POST", "/deep-dive", json=case)
    assert answer.status_code == 422
    for fault in answer.json()["detail"]:
        assert fault.keys() == {"type", "loc", "msg"}
        assert fault["loc"][0] == "body"
        assert fault["msg"]
    for secret in SECRETS:
        assert secret not in answer.text


def test_an_invalid_body_is_not_shown(service: dict[str, Any]) -> None:
    """A body that is not valid JSON is refused without showing any of it."""
    text = json.dumps({"child": CHILD})[:-3]
    headers = {"content-type": "application/json"}
    answer = ask(service["app"], "POST", "/deep-dive", content=text, headers=headers)
    assert answer.status_code == 422
    for secret in SECRETS:
        assert secret not in answer.text


def test_fastapi_alone_would_show_values(service: dict[str, Any]) -> None:
    """FastAPI alone would return the child's values in a 422 response, so the handler is needed."""
    plain = FastAPI()
    plain.post("/deep-dive")(service["deep_dive"])
    answer = ask(plain, "POST", "/deep-dive", json={"child": CHILD})
    assert answer.status_code == 422
    assert "SYN-77" in answer.text


def test_lists_are_checked_in_memory(
    service: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists are checked without writing a file, and the report shows no cell contents."""
    lists = synthetic_lists(20, seed=4, as_of=AS_OF, defects=["end-before-start"])
    path = tmp_path / "lists.xlsx"
    jtai.write_lists(lists, path)
    data = path.read_bytes()
    path.unlink()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "there is no such folder"))
    answer = upload(service, "/lists/check", data, "WORKBOOK")
    report = answer.json()
    assert "end-before-start" in [problem["rule"] for problem in report["problems"]]
    assert sum(rows for _, rows in report["rows"]) == sum(len(table) for table in lists.tables)
    assert "SYN" not in answer.text

    rows = b"Child Unique ID,Date of Birth\n" + (b"SYN-77,Canary" + b" " * 200 + b"\n") * 5_000
    answer = upload(service, "/lists/check", rows)
    assert answer.json()["rows"] == [[6, 5_000]]
    for secret in SECRETS:
        assert secret not in answer.text


def test_children_in_a_response_can_be_read_back(service: dict[str, Any], tmp_path: Path) -> None:
    """The library can read the children in a response, and they equal those in the file."""
    lists = synthetic_lists(20, seed=4, as_of=AS_OF)
    jtai.write_lists(lists, tmp_path / "lists.xlsx")
    data = (tmp_path / "lists.xlsx").read_bytes()
    answer = upload(service, "/lists/children", data, "WORKBOOK")
    children = json.dumps(answer.json()["children"])
    got = jtai.from_json(list[jtai.Child], children, envelope=False)
    assert got == [*jtai.read_lists(tmp_path / "lists.xlsx").cohort(as_of=AS_OF).children]
    assert got
    assert answer.json()["lists"] == [6, 7, 8]


@pytest.mark.parametrize(
    ("number", "text", "words"),
    [
        (4, "Child Unique ID,Date of Birth\nSYN-77,01/05/2007\n", "lists 6, 7 and 8"),
        (6, "Foo,Bar\nSYN-77,Canary\n", "list 6: its titles were not found"),
        (7, "", "list 7: its titles were not found"),
        (6, "Date of Birth,Gender\n01/05/2007,Canary\n", "list 6: the column 'Child Unique ID'"),
    ],
)
def test_an_unread_list_of_children_is_refused(
    service: dict[str, Any], number: int, text: str, words: str
) -> None:
    """If a list of children or its identifiers cannot be found, the request is refused."""
    path = "/lists/children"
    answer = upload(service, path, text.encode(), number=number)
    assert answer.status_code == 422
    (fault,) = answer.json()["detail"]
    assert words in fault["msg"]
    assert fault["loc"] == ["body"]
    for secret in SECRETS:
        assert secret not in answer.text


@pytest.mark.parametrize(
    ("name", "other", "words"),
    [
        ("List_7", ["Foo", "Bar"], "list 7: its titles"),
        ("List 6", ["Child Unique ID", "Date of Birth"], "list 6: it is on several sheets"),
    ],
)
def test_a_workbook_with_an_unreadable_sheet_is_refused(
    service: dict[str, Any], tmp_path: Path, name: str, other: list[str], words: str
) -> None:
    """A workbook is refused if one of its sheets has no titles or repeats a list."""
    book = xlsxwriter.Workbook(tmp_path / "lists.xlsx")
    for of, titles in (("List_6", ["Child Unique ID", "Date of Birth"]), (name, other)):
        sheet = book.add_worksheet(of)
        sheet.write_row(0, 0, titles)
        sheet.write_row(1, 0, ["SYN-77", "Canary"])
    book.close()
    data = (tmp_path / "lists.xlsx").read_bytes()
    answer = upload(service, "/lists/children", data, "WORKBOOK")
    assert answer.status_code == 422
    assert words in answer.json()["detail"][0]["msg"]


@pytest.mark.parametrize("number", [-1, 0, 2, 9, 99])
def test_an_unknown_list_number_is_refused(service: dict[str, Any], number: int) -> None:
    """A CSV file with an unknown list number is refused, and the error names the valid numbers."""
    for path in ("/lists/check", "/lists/children"):
        answer = upload(service, path, b"Child Unique ID\nSYN-77\n", number=number)
        assert answer.status_code == 422
        assert answer.json()["detail"][0]["loc"] == ["query", "list"]
        assert "1, 3, 4, 5, 6, 7, 8" in answer.json()["detail"][0]["msg"]


def test_contradictions_are_returned_with_the_children(service: dict[str, Any]) -> None:
    """Two dates of birth of one child become unknown, and the response names both cells."""
    rows = b"Child Unique ID,Date of Birth\nSYN-77,2007-05-01\nSYN-77,2008-05-02\n,2007-05-01\n"
    given = upload(service, "/lists/children", rows).json()
    assert [child["date_of_birth"] for child in given["children"]] == [None]
    found = {
        contradiction["kind"]: contradiction["cells"] for contradiction in given["contradictions"]
    }
    assert found["date of birth"] == ["List_6!B2", "List_6!B3"]
    assert found["no identifier"] == ["List_6!A4"]
    assert found["missing column"] == []  # such a list has no columns about plans
    assert all(contradiction["text"] for contradiction in given["contradictions"])
    shown = json.dumps(given["contradictions"])
    for secret in SECRETS:
        assert secret not in shown


def test_bad_files_are_refused(service: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is invalid, too large or of another type is refused without its contents."""
    for data, kind, status in (
        (b"SYN-77", "WORKBOOK", 422),
        (b'"SYN-77\nCanary', "CSV", 422),
        (b"", "WORKBOOK", 422),
        (b"SYN-77", "Due", 415),
    ):
        headers = {"content-type": str(service[kind])}
        answer = ask(
            service["app"],
            "POST",
            "/lists/check?as_of=2019-09-09&list=7",
            content=data,
            headers=headers,
        )
        assert answer.status_code == status
        assert answer.json()["detail"][0]["msg"]
        for secret in SECRETS:
            assert secret not in answer.text
    answer = ask(
        service["app"],
        "POST",
        "/lists/check?as_of=2019-09-09",
        content=b"Child Unique ID\nSYN-77\n",
        headers={"content-type": service["CSV"]},
    )
    assert answer.json()["detail"][0]["loc"] == ["query", "list"]
    limits = service["Limits"](file_bytes=100)
    monkeypatch.setitem(service["uploaded"].__globals__, "LIMITS", limits)
    assert upload(service, "/lists/check", b"x" * 101).status_code == 413
    wide = service["Limits"](columns=2)
    monkeypatch.setitem(service["uploaded"].__globals__, "LIMITS", wide)
    assert upload(service, "/lists/check", b"a,b,c\n").status_code == 413


def test_open_api_describes_the_models(service: dict[str, Any]) -> None:
    """OpenAPI describes records in requests and responses, and files as bodies of two types."""
    api = ask(service["app"], "GET", "/openapi.json").json()
    child = api["components"]["schemas"]["Case"]["properties"]["child"]
    assert "date_of_birth" in child["properties"]
    answers = api["paths"]["/lists/children"]["post"]["responses"]["200"]["content"]
    name = answers["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert "date_of_birth" in json.dumps(api["components"]["schemas"][name]["properties"])
    body = api["paths"]["/lists/check"]["post"]["requestBody"]["content"]
    assert {*body} == {service["CSV"], service["WORKBOOK"]}
