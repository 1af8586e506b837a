"""Sentences without a date, as corpora of events have them: acts inside one state are events, whoever acts is named by
what it is, and what a speaker says that it will do is said of itself.
"""

import pytest

from foedus.coding import code
from foedus.document import Document
from foedus.factfiles import load
from foedus.lang import split

CASES = [
    ("Police in Harare beat opposition members with batons.", {"ASSAULT ZWE>ZWE"}),
    ("Angolan rebels gave up their guns on Monday.", {"RETREAT AGO>AGO"}),
    ("Fighting broke out between Yemeni government troops and tribesmen near the coast.", {"ASSAULT YEM>YEM"}),
    ("Sudan said it would not attend the talks with Chad.", {"REJECT SDN>TCD"}),
    ("Peru said on Monday it had freed 20 Chilean fishermen.", {"RETREAT PER>CHL"}),
    ("Cuba warned it would break off relations with Gabon.", {"THREATEN CUB>GAB"}),
    ("Syrian troops began pulling out of a Lebanese port.", {"RETREAT SYR>LBN"}),
    ("Togolese troops captured a village on the Ghanaian border.", {"ASSAULT TGO>TGO"}),
    ("After days of talks, Rwanda said on Friday it would lend Burundi ten trucks.", {"AGREE RWA>BDI"}),
    ("The Greek envoy, having met the Albanian minister, criticised Serbia.", {"CONSULT GRC,ALB", "ACCUSE GRC>SRB"}),
    ("Kenyan farmers demonstrated against rising prices.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_undated(text: str, wanted: set[str]) -> None:
    found = code(Document("t", text, "en", split(text, "en"), published=None), load()).events
    assert {
        f"{e.type.value} {','.join(e.actor)}" + (f">{','.join(e.recipient)}" if e.recipient else "") for e in found
    } == wanted
