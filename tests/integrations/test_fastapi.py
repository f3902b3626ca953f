from __future__ import annotations

import json
import warnings
from typing import Annotated

from fastapi import Body, FastAPI

from jtai.children.records import Child
from jtai.formats.json import to_json
from tests.core.test_pydantic_support import CHILD, DOCUMENT


def test_a_record_is_a_body_and_a_response() -> None:
    """A record can be a FastAPI body and response, and a fault in it gives status 422."""
    with warnings.catch_warnings():
        # Newer releases deprecate this client in favour of one that older releases do not have.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", UserWarning)
        from fastapi.testclient import TestClient  # noqa: PLC0415
    app = FastAPI()

    @app.post("/children")
    def echo(child: Annotated[Child, Body()]) -> Child:
        return child

    client = TestClient(app)
    answer = client.post("/children", json=DOCUMENT)
    assert (answer.status_code, answer.json()) == (200, json.loads(to_json(CHILD, envelope=False)))
    answer = client.post("/children", json={"id": "A1", "plans": [{"kind": "looked after"}]})
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["detail"]] == [["body", "plans", 0, "start"]]
    assert "looked after" in client.get("/openapi.json").text
