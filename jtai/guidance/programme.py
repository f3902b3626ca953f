"""The programme of inspections, and the figures behind it (paras 5 to 7).

The entries are in the library's own words, each with the document that says so. Where figures
contradict each other, both are included with the contradiction; neither is corrected.
"""

from __future__ import annotations

from jtai.core.citation import AREA_REPORT, NEWS_REPORT, PRESS_RELEASE, Reference
from jtai.core.notebook import Table
from jtai.guidance.entries.term_entries import PrevalenceEntry, ProgrammeEntry

PROGRAMME: tuple[ProgrammeEntry, ...] = Table.of(
    ProgrammeEntry(
        key="inspections",
        statement="Six inspections on this theme, from September 2019",
        count=6,
        when="September 2019",
        reference=Reference(document=PRESS_RELEASE, part="on the series"),
    ),
    ProgrammeEntry(
        key="readiness",
        statement="A partnership prepares by making sure that its member agencies are ready",
        reference=Reference(document=AREA_REPORT, part="section 4"),
    ),
    ProgrammeEntry(
        key="letter",
        statement="Each inspection ends in a published letter of findings to the local partnership",
        count=1,
        reference=Reference(document=PRESS_RELEASE, part="on the findings"),
    ),
    ProgrammeEntry(
        key="overview",
        statement="One overview report follows once all six inspections are complete",
        count=1,
        reference=Reference(document=PRESS_RELEASE, part="on the overview report"),
    ),
)
"""What the inspectorates announced, in chronological order."""

_SURVEY = "NHS Digital, Mental Health of Children and Young People in England, 2017"
_TWO_YEARS = (
    "para 5 dates the survey before the 2017 one to 2014, but uses 2004 as the earlier year for "
    "emotional disorders, which it names as the cause of the same change"
)

PREVALENCE: tuple[PrevalenceEntry, ...] = Table.of(
    PrevalenceEntry(
        key="disorder_before",
        statement="One in ten had a mental disorder in the survey before the 2017 one",
        value="1 in 10",
        share=1 / 10,
        population="children aged 5 to 15",
        year="2014",
        source=_SURVEY,
        conflict=_TWO_YEARS,
        reference=Reference.para(5),
    ),
    PrevalenceEntry(
        key="disorder_2017",
        statement="One in nine had a mental disorder",
        value="1 in 9",
        share=1 / 9,
        population="children aged 5 to 15",
        year="2017",
        source=_SURVEY,
        reference=Reference.para(5),
    ),
    PrevalenceEntry(
        key="disorder_to_19",
        statement="One in eight had at least one mental disorder",
        value="12.8%",
        share=0.128,
        population="children and young people aged 5 to 19",
        year="2017",
        source=_SURVEY,
        reference=Reference.para(5),
    ),
    PrevalenceEntry(
        key="emotional_2004",
        statement="Emotional disorders before the increase",
        value="3.9%",
        share=0.039,
        population="children aged 5 to 15",
        year="2004",
        source=_SURVEY,
        conflict=_TWO_YEARS,
        reference=Reference.para(5),
    ),
    PrevalenceEntry(
        key="emotional_2017",
        statement="Emotional disorders after the increase",
        value="5.8%",
        share=0.058,
        population="children aged 5 to 15",
        year="2017",
        source=_SURVEY,
        reference=Reference.para(5),
    ),
    PrevalenceEntry(
        key="emotional_to_19",
        statement="About one in twelve had an emotional disorder",
        value="8.1%",
        share=0.081,
        population="children and young people aged 5 to 19",
        year="2017",
        source=_SURVEY,
        reference=Reference.para(5),
    ),
    PrevalenceEntry(
        key="specialist_services",
        statement="One in four was seen by specialist services in the year before",
        value="1 in 4",
        share=1 / 4,
        population="children with mental ill health",
        year="2017",
        source=_SURVEY,
        reference=Reference.para(6),
    ),
    PrevalenceEntry(
        key="onset_before_14",
        statement="About half first have symptoms before the age of 14",
        value="around half",
        share=1 / 2,
        population="people who ever have a mental health problem",
        year=None,
        source="Public Health England, The mental health of children and young people in England",
        reference=Reference.para(7),
    ),
    PrevalenceEntry(
        key="disorder_announced",
        statement="One in nine had a mental disorder, according to statistics from the year before",
        value="1 in 9",
        share=1 / 9,
        population="children aged 5 to 15",
        year=None,
        source="NHS, statistics published in 2018",
        reference=Reference(document=PRESS_RELEASE, part="on the statistics"),
    ),
    PrevalenceEntry(
        key="cases_2014",
        statement="Cases before the increase",
        value="133,600",
        count=133_600,
        population="cases in which a child was identified as having a mental health issue",
        year="2014/15",
        source="Local Government Association",
        reference=Reference(document=NEWS_REPORT, part="on the number of cases"),
    ),
    PrevalenceEntry(
        key="cases_2017",
        statement="Cases after the increase",
        value="205,720",
        count=205_720,
        population="cases in which a child was identified as having a mental health issue",
        year="2017/18",
        source="Local Government Association",
        reference=Reference(document=NEWS_REPORT, part="on the number of cases"),
    ),
)
"""Figures as reported at the time, those in the guidance first."""
