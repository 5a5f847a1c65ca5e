"""What a concession needs is read as typed: blank is unknown, and every fault is found at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from busrisk.core.fleet.need import NeedField, read_need


def test_blank_stays_unknown() -> None:
    said, wrong = read_need(
        {NeedField.PVR: "1.175", NeedField.CRISIS_ROLE: "ja", NeedField.SOURCE: "dienstregeling"}
    )
    assert wrong == ()
    assert said is not None
    need = said.need
    assert (need.pvr, need.spares, need.crisis_role, need.only_transport) == (1175, None, True, None)


def test_every_fault_is_found_at_once() -> None:
    said, wrong = read_need({NeedField.PVR: "0", NeedField.SPARES: "ca. 3", NeedField.SOURCE: ""})
    assert said is None
    assert [fault.field for fault in wrong] == [NeedField.PVR, NeedField.SPARES, NeedField.SOURCE]


@given(st.dictionaries(st.sampled_from(list(NeedField)), st.text(max_size=30)))
def test_whatever_is_typed_is_a_need_or_a_fault(typed: dict[NeedField, str]) -> None:
    said, wrong = read_need(typed)
    assert (said is None) == bool(wrong)
