"""A copy for programs: the whole record as JSON, answers and appointments as FHIR."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from care.appointments import State
from care.own_record import FORM, FORM_VERSION, LEFT_OUT_TABLES
from care.shelf import write_resource
from portal.export.answered import answered
from portal.export.record import OwnRecord
from portal.export.wanted import wanted
from questionnaires.fhir.course import Therapy
from questionnaires.fhir.meeting import Met
from questionnaires.fhir.writing import bundle


def as_json(record: OwnRecord) -> str:
    """Everything, table by table; docs/export.md says what each field means."""
    return _dumped(
        {
            "form": FORM,
            "form_version": FORM_VERSION,
            "made_at": record.made_at.isoformat(),
            "practice": record.practice,
            "client": record.code,
            "language": record.locale,
            "time_zone": record.zone,
            "staff": dict(record.staff_named),
            "resources": [write_resource(each) for each in record.resources.values()],
            "tables": record.rows,
            "who_read": [
                {
                    "at": each.at.isoformat(),
                    "role": each.role,
                    "who": each.who,
                    "action": each.action,
                    "what": each.kind,
                    "reason": each.reason,
                }
                for each in record.seen
            ],
            "left_out": dict(LEFT_OUT_TABLES),
        }
    )


def as_fhir(record: OwnRecord) -> str:
    """Questionnaires, responses and totals; goals with their ratings; appointments; therapies."""
    filled = [each.filled for each in answered(record)]
    made = bundle(
        record.client,
        record.code,
        filled,
        record.made_at,
        ranges_named=record.ranges_named,
        meetings=[_met(each) for each in record.rows["appointment"]],
        wanted=wanted(record),
        therapies=[_therapy(each) for each in record.rows["episode"]],
    )
    return _dumped(made)


def _therapy(row: Mapping[str, Any]) -> Therapy:
    closed = row["closed_at"]
    return Therapy(
        UUID(row["id"]),
        datetime.fromisoformat(row["opened_at"]),
        datetime.fromisoformat(closed) if closed else None,
    )


def _met(row: Mapping[str, Any]) -> Met:
    return Met(
        UUID(row["id"]),
        datetime.fromisoformat(row["starts_at"]),
        row["minutes"],
        row["state"] == State.CANCELLED,
        row["state"] == State.DECLINED,
        row["confirmed_at"] is not None,
        row["requested_at"] is not None,
    )


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
