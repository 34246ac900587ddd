"""Files in the shapes in which courts, Congress and the Federal Register publish theirs, of our own making."""

from __future__ import annotations

import json
from typing import Any

#: supremecourt.gov: three spellings of dates, blanks behind the number, cases below in a text.
SCOTUS: dict[str, Any] = {
    "CaseNumber": "24-7777 ",
    "bCapitalCase": False,
    "sJsonCreationDate": "05/05/2025",
    "RelatedCaseNumber": [{"RelatedType": "Vide", "DisplayCaseNumber": "24-7780"}],
    "PetitionerTitle": "Harbor &amp; Co., Inc., Petitioner",
    "RespondentTitle": "Department of Lighthouses, et al.",
    "DocketedDate": "March 10, 2025",
    "Links": "Linked with 24A500",
    "LowerCourt": "United States Court of Appeals for the First Circuit",
    "LowerCourtCaseNumbers": "(23-1111, 23-1112 (See also 23-1100))",
    "LowerCourtDecision": "December 5, 2024 <br>Rule 12.4",
    "ProceedingsandOrder": [
        {
            "Date": "Mar 05 2025",
            "Text": "Petition for a writ of certiorari filed. (Response due April 9, 2025)",
            "Links": [
                {"Description": "Petition", "DocumentUrl": "https://www.supremecourt.gov/DocketPDF/24/24-7777/1/p.pdf"},
                {"Description": "Proof of Service", "DocumentUrl": "https://www.supremecourt.gov/DocketPDF/24/24-7777/1/s.pdf"},
            ],
        },
        {"Date": "Apr 01 2025", "Text": "Brief amicus curiae of Blue Sea League filed.  VIDED."},
        {"Date": "Apr 16 2025", "Text": "DISTRIBUTED for Conference of 5/2/2025."},
        {"Date": "Jun 01 2026", "Text": "Argued. For petitioner: A. Keeper, Boston, Mass."},
        {
            "Date": "Jun 30 2026",
            "Text": "Judgment REVERSED and case REMANDED. Reed, J., delivered the"
            " <a href = 'https://www.supremecourt.gov/opinions/25pdf/x.pdf'>opinion</a> of the Court.",
        },
    ],
    "Petitioner": [{"Attorney": "A. Keeper", "PartyName": "Harbor & Co., Inc."}],
    "Respondent": [
        {"Attorney": "B. Sand", "PartyName": "Department of Lighthouses"},
        {"Attorney": "C. Reef", "PartyName": "Reef LLC"},
    ],
    "Other": [{"Attorney": "D. Foam", "PartyName": "Blue Sea League"}],
}  # fmt: skip

#: juriscraper, a district court: entities, a party that left, one without a side, an entry without a date.
DISTRICT: dict[str, Any] = {
    "court_id": "dcd",
    "docket_number": "1:20-cv-09999",
    "case_name": "GULL v. LAMP &amp; SONS",
    "date_filed": "2020-10-20",
    "date_terminated": None,
    "assigned_to_str": "Amy B. Judge",
    "referred_to_str": "",
    "cause": "15:1 Antitrust Litigation",
    "parties": [
        {"name": "Gull", "type": "Plaintiff", "date_terminated": None, "attorneys": [{"name": "X"}]},
        {"name": "LAMP &amp; SONS", "type": "Defendant", "date_terminated": "2021-02-03"},
        {"name": "Gull", "type": "Counter-Defendant", "date_terminated": None},
        {"name": "Friends\u00a0of Gulls", "type": "Amicus\u00a0Curiae", "date_terminated": None},
    ],
    "docket_entries": [
        {
            "date_filed": "2020-10-20", "date_entered": "2020-10-21", "document_number": "1", "pacer_doc_id": "04508000001",
            "description": "COMPLAINT against LAMP &amp; SONS (Filing fee $ 400) filed by GULL. (Attachments: # 1 Civil Cover"
            " Sheet, # 2 Exhibit A)(Wing, Ada) (Entered: 10/21/2020)",
            "attachments": [
                {"attachment_number": "1", "description": "Civil Cover Sheet", "pacer_doc_id": "1"},
                {"attachment_number": "2", "description": "Exhibit A", "pacer_doc_id": "2"},
            ],
        },
        {
            "date_filed": "2020-11-02", "document_number": "5", "pacer_doc_id": "2",
            "description": "MOTION for Extension of Time to File Answer by LAMP & SONS. (Entered: 11/02/2020)",
        },
        {
            "date_filed": "2020-11-03", "document_number": None, "pacer_doc_id": None, "pacer_seq_no": "31",
            "description": "MINUTE ORDER granting [5] Motion for Extension of Time. (lcabj1) (Entered: 11/03/2020)",
        },
        {
            "date_filed": "2021-02-03T00:00:00", "document_number": 12, "pacer_doc_id": "3",
            "description": "ORDER granting 8 Motion to Dismiss for Failure to State a Claim. Signed by Judge Amy B. Judge on"
            " 2/3/2021. (lcabj1)",
        },
        {"date_filed": None, "document_number": "13", "pacer_doc_id": "4", "description": "NOTICE OF APPEAL by GULL."},
        {"date_filed": "2021-03-01", "document_number": "14", "pacer_doc_id": "5", "description": "NOTICE of Appearance by X."},
        {"date_filed": "2021-03-02", "document_number": "15", "pacer_doc_id": "6", "description": ""},
    ],
}  # fmt: skip

#: CourtListener, API v4: the docket, and a page of its entries.
DOCKET: dict[str, Any] = {
    "id": 4242,
    "absolute_url": "/docket/4242/gull-v-lamp/",
    "court": "https://www.courtlistener.com/api/rest/v4/courts/dcd/",
    "court_id": "dcd",
    "docket_number": "1:20-cv-09999-ABJ",
    "case_name": "Gull v. Lamp & Sons",
    "date_filed": "2020-10-20",
    "date_terminated": "2021-02-03",
    "date_argued": None,
    "assigned_to_str": "Amy B. Judge",
    "cause": "15:1 Antitrust Litigation",
    "original_court_info": None,
}
ENTRIES: dict[str, Any] = {
    "next": None,
    "results": [
        {
            "id": 9, "docket": "https://www.courtlistener.com/api/rest/v4/dockets/4242/", "date_filed": "2021-02-03",
            "time_filed": None, "entry_number": 12, "pacer_sequence_number": 40,
            "description": "ORDER granting 8 Motion to Dismiss for Failure to State a Claim.",
            "recap_documents": [
                {
                    "document_number": "12", "attachment_number": None, "description": "", "is_available": True,
                    "absolute_url": "/docket/4242/12/gull-v-lamp/", "sha1": "0" * 40, "is_sealed": None,
                    "filepath_ia": "https://archive.org/download/gov.uscourts.dcd.1/gov.uscourts.dcd.1.12.0.pdf",
                },
                {
                    "document_number": "12", "attachment_number": 1, "description": "Opinion", "is_available": False,
                    "absolute_url": "/docket/4242/12/1/gull-v-lamp/", "is_sealed": True,
                },
            ],
        }
    ],
}  # fmt: skip

#: What its search gives for dockets, with marks round the words that were looked for.
RESULT: dict[str, Any] = {
    "docket_id": 4242, "docket_absolute_url": "/docket/4242/gull-v-lamp/", "caseName": "<mark>Gull</mark> v. Lamp &amp; Sons",
    "docketNumber": "1:20-cv-09999", "court_id": "dcd", "dateFiled": "2020-10-20", "dateTerminated": None,
    "assignedTo": "Amy B. Judge", "cause": "15:1 Antitrust Litigation", "party": ["Gull", "Lamp & Sons"],
    "recap_documents": [
        {
            "id": 71, "docket_entry_id": 9, "entry_number": 12, "entry_date_filed": "2021-02-03", "document_number": 12,
            "description": "ORDER granting 8 Motion to Dismiss.", "short_description": "Order", "sha256": "AB" * 32,
            "absolute_url": "/docket/4242/12/gull-v-lamp/", "is_available": True, "filepath_local": "recap/x.12.0.pdf",
        }
    ],
}  # fmt: skip

#: The CSV of a docket's page: a row for each document, and nothing that says whose it is.
TABLE = """\
"docketentry_id","docketentry_entry_number","docketentry_date_filed","docketentry_time_filed","docketentry_pacer_sequence_number","docketentry_recap_sequence_number","docketentry_description","recapdocument_id","recapdocument_document_type","recapdocument_description","recapdocument_document_number","recapdocument_attachment_number","recapdocument_is_available","recapdocument_is_sealed","recapdocument_sha1","recapdocument_filepath_ia"
"7","1","2020-10-20","","3","","COMPLAINT against LAMP & SONS filed by GULL.","71","PACER Document","Complaint","1","","True","","00","https://archive.org/download/x/x.1.0.pdf"
"7","1","2020-10-20","","3","","COMPLAINT against LAMP & SONS filed by GULL.","72","Attachment","Exhibit A","1","2","","True","",""
"8","14","2021-03-01","","9","","NOTICE of Appearance by X.","73","PACER Document","Notice (Other)","14","","","","",""
"""

#: Congress.gov: a bill, and its actions, of which House, Senate and Library report some twice.
BILL: dict[str, Any] = {
    "bill": {
        "congress": 118,
        "type": "HR",
        "number": "7000",
        "title": "Lighthouse Protection Act",
        "introducedDate": "2024-03-05",
        "originChamber": "House",
        "laws": [{"number": "118-900", "type": "Public Law"}],
        "actions": {"count": 10, "url": "https://api.congress.gov/v3/bill/118/hr/7000/actions"},
        "sponsors": [
            {"bioguideId": "G000579", "fullName": "Rep. Keeper, Mary Ann [R-WI-8]", "lastName": "Keeper"}
        ],
    },
    "request": {"billNumber": "7000", "billType": "hr", "congress": "118", "format": "json"},
}
_HOUSE, _SENATE, _LIBRARY = ({"code": code, "name": "x"} for code in (2, 0, 9))
_ROLL = [{"chamber": "House", "rollNumber": 86, "url": "https://clerk.house.gov/evs/2024/roll086.xml"}]
ACTIONS: dict[str, Any] = {
    "actions": [
        {"actionDate": "2024-04-24", "text": "Became Public Law No: 118-900.", "type": "BecameLaw", "actionCode": "36000", "sourceSystem": _LIBRARY},
        {"actionDate": "2024-04-24", "text": "Signed by President.", "type": "President", "actionCode": "E30000", "sourceSystem": _HOUSE},
        {"actionDate": "2024-04-23", "text": "Passed Senate without amendment by Yea-Nay Vote. 79 - 18. Record Vote Number: 154.", "type": "Floor", "sourceSystem": _SENATE},
        {"actionDate": "2024-04-23", "text": "Passed/agreed to in Senate: Passed Senate without amendment by Yea-Nay Vote. 79 - 18. Record Vote Number: 154.", "type": "Floor", "actionCode": "17000", "sourceSystem": _LIBRARY},
        {"actionDate": "2024-03-13", "actionTime": "10:41:40", "text": "On motion to suspend the rules and pass the bill Agreed to by the Yeas and Nays: (2/3 required): 352 - 65, 1 Present (Roll no. 86). (text: CR H1163-1165)", "type": "Floor", "actionCode": "H37300", "sourceSystem": _HOUSE, "recordedVotes": _ROLL},
        {"actionDate": "2024-03-13", "actionTime": "10:41:40", "text": "Passed/agreed to in House: On motion to suspend the rules and pass the bill Agreed to by the Yeas and Nays: (2/3 required): 352 - 65, 1 Present (Roll no. 86).(text: CR H1163-1165)", "type": "Floor", "actionCode": "8000", "sourceSystem": _LIBRARY, "recordedVotes": _ROLL},
        {"actionDate": "2024-03-13", "actionTime": "09:00:00", "text": "Considered under suspension of the rules. (consideration: CR H1163-1171)", "type": "Floor", "actionCode": "H30000", "sourceSystem": _HOUSE},
        {"actionDate": "2024-03-05", "text": "Referred to the House Committee on Lights.", "type": "IntroReferral", "actionCode": "H11100", "sourceSystem": _HOUSE},
        {"actionDate": "2024-03-05", "text": "Introduced in House", "type": "IntroReferral", "actionCode": "Intro-H", "sourceSystem": _LIBRARY},
        {"actionDate": "2024-03-05", "text": "Introduced in House", "type": "IntroReferral", "actionCode": "1000", "sourceSystem": _LIBRARY},
    ],
    "request": {"billNumber": "7000", "billType": "hr", "congress": "118", "format": "json"},
}  # fmt: skip

#: The Federal Register: an order that a later one revokes, that one, and a rule open for comments.
ORDER: dict[str, Any] = {
    "document_number": "2020-99001", "type": "Presidential Document", "subtype": "Executive Order",
    "title": "Addressing the Threat Posed by Foghorns", "executive_order_number": "19942", "signing_date": "2020-08-06",
    "publication_date": "2020-08-11", "citation": "85 FR 98637", "president": {"name": "A. President"},
    "agencies": [{"name": "Executive Office of the President"}], "html_url": "https://www.federalregister.gov/d/2020-99001",
    "disposition_notes": "See: EO 19873\r\nRevoked by: EO 20034, June 9, 2021", "effective_on": None,
}  # fmt: skip
REVOKING: dict[str, Any] = {
    **ORDER, "document_number": "2021-99002", "executive_order_number": "20034", "citation": "86 FR 91423",
    "title": "Protecting Foghorns", "signing_date": "2021-06-09", "publication_date": "2021-06-11",
    "disposition_notes": "Revokes: EO 19942, August 6, 2020", "html_url": "https://www.federalregister.gov/d/2021-99002",
}  # fmt: skip
RULE: dict[str, Any] = {
    "document_number": "2022-90003", "type": "Proposed Rule", "title": "Light &amp; Sound", "publication_date": "2022-03-01",
    "comments_close_on": "2022-05-02", "citation": "87 FR 90001", "agencies": [{"name": "Lighthouse Bureau"}],
    "html_url": "https://www.federalregister.gov/d/2022-90003", "abstract": "What lights &amp; horns must do.",
    "docket_ids": ["LB-2022-0001"],
}  # fmt: skip


def xml(value: Any, name: str) -> str:
    """Return data as the XML of the same service has it: elements of a list are called ``item``."""
    if isinstance(value, dict):
        inner = "\n".join(xml(each, key) for key, each in value.items())
    elif isinstance(value, list):
        inner = "\n".join(xml(each, "recordedVote" if name == "recordedVotes" else "item") for each in value)
    else:
        inner = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return f"<{name}>{inner}</{name}>"


def bill_xml(root: str = "api-root") -> bytes:
    """Return the bill with its actions as one XML file, of Congress.gov or of GovInfo."""
    bill = {**BILL["bill"], "actions": ACTIONS["actions"]}
    return f'<?xml version="1.0" encoding="utf-8"?>\n{xml({"bill": bill}, root)}\n'.encode()


def dumped(value: Any, indent: int | None = 2) -> bytes:
    """Return data as a JSON file."""
    return json.dumps(value, indent=indent).encode()
